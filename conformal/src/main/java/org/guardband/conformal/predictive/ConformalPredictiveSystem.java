package org.guardband.conformal.predictive;

import java.util.List;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.DoubleSort;

/**
 * A split conformal predictive system: from n held-out rows, a distribution function for every test
 * row.
 *
 * <p>With the signed residuals rᵢ = yᵢ − μᵢ ({@link #ofResiduals}) or rᵢ = (yᵢ − μᵢ)/σᵢ ({@link
 * #ofNormalizedResiduals}) of held-out rows, and Cᵢ = μ + rᵢ or μ + σrᵢ for the test row, the
 * conformal predictive distribution is
 *
 * <pre>    Π(y, u) = (#{i : Cᵢ &lt; y} + u·(1 + #{i : Cᵢ = y})) / (n+1),   u in [0, 1].</pre>
 *
 * <p>It is known up to u, a strip of height 1/(n+1): one future row weighs as much as one of the n.
 *
 * <p><b>Guarantee.</b> If held-out and test rows are exchangeable, Π(Y, U) is uniform on [0, 1] for
 * a uniform U independent of the rest: the system is calibrated in probability, at any n. Hence its
 * quantiles are one-sided bounds, P(Y ≤ C₍ₖ₎) ≥ p with k = ⌈(n+1)p⌉, and the interval between those
 * of α/2 and 1 − α/2 covers with probability at least 1 − α. The probability is over held-out and
 * test rows together; given the test row nothing is promised, for the shape of errors is shared.
 *
 * <p>Source: Vovk, Shen, Manokhin, Xie 2019, doi 10.1007/s10994-018-5755-8; split form: Vovk,
 * Petej, Nouretdinov, Manokhin, Gammerman 2020, arXiv 1911.00941; by groups: Boström, Johansson,
 * Löfström 2021, PMLR 152.
 *
 * @param normalized whether residuals are divided by the predicted standard deviation
 */
public record ConformalPredictiveSystem(boolean normalized)
        implements Conformalizer<RealBatch, double[], PredictiveSystem> {

    /**
     * The system of signed residuals y − μ: one shape and one width for all rows.
     *
     * @return the method
     */
    public static ConformalPredictiveSystem ofResiduals() {
        return new ConformalPredictiveSystem(false);
    }

    /**
     * The system of signed residuals in units of the predicted standard deviation, (y − μ)/σ: one
     * shape for all rows, as wide as predicted.
     *
     * @return the method
     */
    public static ConformalPredictiveSystem ofNormalizedResiduals() {
        return new ConformalPredictiveSystem(true);
    }

    /**
     * Computes the residuals of held-out rows.
     *
     * @param heldOut predictions with finite means and, where normalised, finite standard
     *     deviations &gt; 0, of rows that the model was not trained on
     * @param y the truth of each row, finite
     * @return the system; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ or a value is invalid
     */
    @Override
    public PredictiveSystem conformalize(RealBatch heldOut, double[] y) {
        double[] residuals = residuals(heldOut, y);
        DoubleSort.ascending(residuals);
        return new PredictiveSystem(normalized, new ResidualPool(residuals));
    }

    /**
     * Computes the residuals of held-out rows by group, for a system calibrated within every group
     * (Mondrian).
     *
     * @param heldOut predictions, as for {@link #conformalize(RealBatch, double[])}, with their
     *     groups
     * @param y the truth of each row, finite
     * @return the system
     * @throws IllegalArgumentException if lengths differ or a value is invalid
     */
    public MondrianPredictiveSystem conformalize(Grouped<? extends RealBatch> heldOut, double[] y) {
        double[] residuals = residuals(heldOut.batch(), y);
        List<String> names = heldOut.groups().names();
        return new MondrianPredictiveSystem(
                normalized,
                names,
                ResidualPool.grouped(residuals, heldOut.groups().positions(names), names.size()));
    }

    private double[] residuals(RealBatch heldOut, double[] y) {
        Arguments.sameLength("y", y.length, "the batch", heldOut.size());
        Arguments.allFinite("y", y);
        PredictiveRows rows = PredictiveRows.of(heldOut, normalized);
        double[] residuals = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            residuals[i] = rows.residual(i, y[i]);
        }
        return Arguments.allFinite("residual", residuals);
    }
}
