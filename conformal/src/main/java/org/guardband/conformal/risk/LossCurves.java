package org.guardband.conformal.risk;

import org.guardband.core.numeric.Arguments;

/**
 * The losses of held-out rows along a grid of thresholds, one row after another: in [0, B] and not
 * growing with the threshold.
 */
public final class LossCurves {

    private final ThresholdLoss loss;
    private final double[] thresholds;
    private final double bound;
    private final boolean monotonize;

    private LossCurves(ThresholdLoss loss, double[] thresholds, double bound, boolean monotonize) {
        this.loss = loss;
        this.thresholds = thresholds;
        this.bound = bound;
        this.monotonize = monotonize;
    }

    /**
     * Losses that must not grow.
     *
     * @param loss the losses
     * @param thresholds the grid, ascending
     * @param bound B &gt; 0
     * @return the curves
     * @throws IllegalArgumentException if the grid is empty or does not ascend, or the bound is not
     *     positive and finite
     */
    public static LossCurves of(ThresholdLoss loss, double[] thresholds, double bound) {
        Arguments.positive("bound", Arguments.finite("bound", bound));
        return new LossCurves(
                loss,
                Arguments.allFinite("thresholds", LossColumns.requireAscending(thresholds)),
                bound,
                false);
    }

    /**
     * Takes max over λ′ ≥ λ in the grid of L(λ′) instead of L(λ), which is never smaller and does
     * not grow.
     *
     * @return the curves
     */
    public LossCurves monotonized() {
        return new LossCurves(loss, thresholds, bound, true);
    }

    /**
     * The grid.
     *
     * @return a copy of the thresholds
     */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /**
     * The losses of one row.
     *
     * @param row the held-out row
     * @return its loss at each threshold, none larger than the one before
     * @throws IllegalArgumentException if a loss is outside [0, B] or grows
     */
    public double[] of(int row) {
        double[] out = new double[thresholds.length];
        for (int j = out.length - 1; j >= 0; j--) {
            out[j] = LossColumns.checked(loss.at(row, thresholds[j]), row, thresholds[j], bound);
            if (j + 1 < out.length && out[j] < out[j + 1]) {
                if (!monotonize) {
                    throw LossColumns.grows(
                            row, thresholds[j], out[j], thresholds[j + 1], out[j + 1]);
                }
                out[j] = out[j + 1];
            }
        }
        return out;
    }
}
