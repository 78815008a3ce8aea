package org.guardband.conformal.regression;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.RealDistribution;

/**
 * CQR-r: conformalized quantile regression in units of the predicted width. With l and h the
 * predicted quantiles of two levels and w = h − l + β,
 *
 * <pre>    s = max(l − y, y − h) / w ,   interval [l − q̂·w, h + q̂·w] .</pre>
 *
 * <p>Rows with a wide band are moved by more than rows with a narrow one; {@link
 * ConformalizedQuantiles} moves all by the same amount. q̂ may be negative, where the bands are too
 * wide: below −½ (for β = 0) every set is empty, which is returned as lower &gt; upper.
 *
 * <p>β ≥ 0, in the unit of y, admits rows whose two quantiles are equal, as trees predict them, or
 * cross by less than β; it has to be fixed without a look at the calibration truths. With β → ∞ the
 * sets of {@link ConformalizedQuantiles#score} come back.
 *
 * <p>Guarantee: P(y in the set) ≥ 1 − α over calibration and test rows together, if they are
 * exchangeable, whatever the quantiles. The levels are fixed, so that sets of a higher coverage
 * contain those of a lower one. A truth is inside if and only if its rounded score is at most q̂.
 *
 * <p>Source: Sesia, Candès 2020, "A comparison of some conformal quantile regression methods",
 * arXiv 1909.05433 (CQR-r).
 *
 * @param lower level of the lower quantile, in (0, 1)
 * @param upper level of the upper quantile, in (lower, 1)
 * @param beta β, finite and ≥ 0
 */
public record WidthScaledQuantiles(double lower, double upper, double beta)
        implements RegressionScore {

    /** The name in model documents. */
    static final String METHOD = "cqr-r";

    /**
     * Checks the options.
     *
     * @param lower level of the lower quantile
     * @param upper level of the upper quantile
     * @param beta β
     * @throws IllegalArgumentException if the levels do not increase strictly within (0, 1), or β
     *     is negative or not finite
     */
    public WidthScaledQuantiles {
        new QuantileLevels(lower, upper);
        Arguments.nonNegative("beta", beta);
    }

    /**
     * The score with β = 0.
     *
     * @param lower level of the lower quantile, in (0, 1)
     * @param upper level of the upper quantile, in (lower, 1)
     * @return the score
     * @throws IllegalArgumentException if the levels are invalid
     */
    public static WidthScaledQuantiles of(double lower, double upper) {
        return new WidthScaledQuantiles(lower, upper, 0);
    }

    /**
     * The score with another β.
     *
     * @param beta β, finite and ≥ 0, in the unit of y
     * @return the score
     * @throws IllegalArgumentException if {@code beta} is negative or not finite
     */
    public WidthScaledQuantiles withBeta(double beta) {
        return new WidthScaledQuantiles(lower, upper, beta);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void describe(ModelDocument.Builder document) {
        document.put("lower", lower).put("upper", upper).put("beta", beta);
    }

    @Override
    public double score(RealDistribution prediction, double y) {
        Arguments.finite("y", y);
        double width = width(prediction);
        return SideScales.score(
                Columns.quantile(prediction, lower),
                Columns.quantile(prediction, upper),
                width,
                width,
                y);
    }

    @Override
    public double lower(RealDistribution prediction, double threshold) {
        return SideScales.lower(Columns.quantile(prediction, lower), width(prediction), threshold);
    }

    @Override
    public double upper(RealDistribution prediction, double threshold) {
        return SideScales.upper(Columns.quantile(prediction, upper), width(prediction), threshold);
    }

    @Override
    public void scores(RealBatch batch, double[] y, double[] out) {
        Columns.requireTruths(batch, y);
        Arguments.sameLength("out", out.length, "the batch", batch.size());
        columns(batch).scores(y, out);
    }

    @Override
    public void intervals(
            RealBatch batch, IntToDoubleFunction thresholds, double[] lower, double[] upper) {
        Columns.requireEnds(batch, lower, upper);
        columns(batch).intervals(thresholds, lower, upper);
    }

    private SideScales columns(RealBatch batch) {
        double[] low = new double[batch.size()];
        double[] high = new double[batch.size()];
        Columns.quantiles(batch, lower, low);
        Columns.quantiles(batch, upper, high);
        double[] width = high.clone();
        SideScales.distances("width", low, width, beta);
        return new SideScales(low, high, width, width);
    }

    private double width(RealDistribution prediction) {
        return Arguments.positive(
                "width + beta",
                Columns.quantile(prediction, upper) - Columns.quantile(prediction, lower) + beta);
    }
}
