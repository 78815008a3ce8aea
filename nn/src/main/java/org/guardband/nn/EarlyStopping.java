package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/**
 * Keeps the best parameters seen, and says when to stop looking.
 *
 * <p>The rule is that of the GATS experiments (Hsu et al. 2022, arXiv 2210.06391) and of graph
 * attention networks before them. By loss alone: an epoch whose loss is at most the best is kept
 * and starts the patience again. By accuracy and loss: an epoch that is at least as good as the
 * best in either starts the patience again; it is kept if it is so in both. Ties keep the later
 * epoch.
 *
 * @param <M> the precision
 */
public final class EarlyStopping<M extends Matrix<M>> {
    private final List<Parameter<M>> parameters;
    private final List<M> kept;
    private final int patience;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private double bestAccuracy = Double.NEGATIVE_INFINITY;
    private int waited;

    /**
     * Starts looking; what {@link #restore} gives back is as of now until an epoch is kept.
     *
     * @param parameters to keep
     * @param patience epochs without improvement after which to stop, ≥ 1
     */
    public EarlyStopping(Parameters<M> parameters, int patience) {
        this.parameters = List.copyOf(parameters.all());
        this.patience = Checks.atLeast("patience", patience, 1);
        kept =
                this.parameters.stream()
                        .map(p -> parameters.kernels().zeros(p.value().rows(), p.value().columns()))
                        .toList();
        keep();
    }

    /**
     * Looks at an epoch by its loss.
     *
     * @param loss on held-out rows; NaN never improves
     * @return whether to go on
     */
    public boolean observe(double loss) {
        return observe(Double.NEGATIVE_INFINITY, loss, loss <= bestLoss, loss <= bestLoss);
    }

    /**
     * Looks at an epoch by accuracy and loss.
     *
     * @param accuracy on held-out rows
     * @param loss on held-out rows
     * @return whether to go on
     */
    public boolean observe(double accuracy, double loss) {
        boolean accurate = accuracy >= bestAccuracy;
        boolean low = loss <= bestLoss;
        return observe(accuracy, loss, accurate || low, accurate && low);
    }

    private boolean observe(double accuracy, double loss, boolean better, boolean best) {
        if (!better) {
            return ++waited < patience;
        }
        if (best) {
            keep();
        }
        bestAccuracy = Math.max(bestAccuracy, accuracy);
        bestLoss = loss < bestLoss ? loss : bestLoss;
        waited = 0;
        return true;
    }

    private void keep() {
        for (int i = 0; i < kept.size(); i++) {
            kept.get(i).copyFrom(parameters.get(i).value());
        }
    }

    /** Puts the kept parameters back. */
    public void restore() {
        for (int i = 0; i < kept.size(); i++) {
            parameters.get(i).value().copyFrom(kept.get(i));
        }
    }

    /**
     * The lowest loss seen.
     *
     * @return ∞ before any
     */
    public double bestLoss() {
        return bestLoss;
    }
}
