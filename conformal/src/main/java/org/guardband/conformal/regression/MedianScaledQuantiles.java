package org.guardband.conformal.regression;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.RealDistribution;

/**
 * CQR-m: conformalized quantile regression in units of the distances to the predicted median. With
 * l, m and h the predicted quantiles of a lower level, ½ and an upper level,
 *
 * <pre>    s = max( (l − y)/(m − l + β), (y − h)/(h − m + β) ) ,
 *     interval [l − q̂·(m − l + β), h + q̂·(h − m + β)] .</pre>
 *
 * <p>The longer side of a skewed band is moved by more than the shorter one; {@link
 * WidthScaledQuantiles} moves both alike. q̂ may be negative, where the bands are too wide: at −1
 * (for β = 0) every set is the median alone, below it is empty, which is returned as lower &gt;
 * upper.
 *
 * <p>β ≥ 0, in the unit of y, admits rows whose median is equal to one of the quantiles, as trees
 * predict them, or crosses it by less than β; it has to be fixed without a look at the calibration
 * truths.
 *
 * <p>Guarantee: P(y in the set) ≥ 1 − α over calibration and test rows together, if they are
 * exchangeable, whatever the quantiles. The levels are fixed, so that sets of a higher coverage
 * contain those of a lower one. A truth is inside if and only if its rounded score is at most q̂.
 *
 * <p>Source: Kivaranovic, Johnson, Leeb 2020, "Adaptive, distribution-free prediction intervals for
 * deep networks", arXiv 1905.10634, by the name that Sesia, Candès 2020, arXiv 1909.05433, gave it.
 * The score max((m − y)/(m − l), (y − m)/(h − m)), which software has beside it as a method of its
 * own (CQR-FM), is this one plus 1, so that its sets are the same.
 *
 * @param lower level of the lower quantile, in (0, ½)
 * @param upper level of the upper quantile, in (½, 1)
 * @param beta β, finite and ≥ 0
 */
public record MedianScaledQuantiles(double lower, double upper, double beta)
        implements RegressionScore {

    /** The name in model documents. */
    static final String METHOD = "cqr-m";

    private static final double MEDIAN = 0.5;

    /**
     * Checks the options.
     *
     * @param lower level of the lower quantile
     * @param upper level of the upper quantile
     * @param beta β
     * @throws IllegalArgumentException if the levels are not on either side of ½ within (0, 1), or
     *     β is negative or not finite
     */
    public MedianScaledQuantiles {
        new QuantileLevels(lower, upper);
        if (!(lower < MEDIAN && MEDIAN < upper)) {
            throw new IllegalArgumentException(
                    "lower and upper must be on either side of 0.5, got "
                            + lower
                            + " and "
                            + upper);
        }
        Arguments.nonNegative("beta", beta);
    }

    /**
     * The score with β = 0.
     *
     * @param lower level of the lower quantile, in (0, ½)
     * @param upper level of the upper quantile, in (½, 1)
     * @return the score
     * @throws IllegalArgumentException if the levels are invalid
     */
    public static MedianScaledQuantiles of(double lower, double upper) {
        return new MedianScaledQuantiles(lower, upper, 0);
    }

    /**
     * The score with another β.
     *
     * @param beta β, finite and ≥ 0, in the unit of y
     * @return the score
     * @throws IllegalArgumentException if {@code beta} is negative or not finite
     */
    public MedianScaledQuantiles withBeta(double beta) {
        return new MedianScaledQuantiles(lower, upper, beta);
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
        return SideScales.score(
                Columns.quantile(prediction, lower),
                Columns.quantile(prediction, upper),
                below(prediction),
                above(prediction),
                y);
    }

    @Override
    public double lower(RealDistribution prediction, double threshold) {
        return SideScales.lower(Columns.quantile(prediction, lower), below(prediction), threshold);
    }

    @Override
    public double upper(RealDistribution prediction, double threshold) {
        return SideScales.upper(Columns.quantile(prediction, upper), above(prediction), threshold);
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
        double[] median = new double[batch.size()];
        double[] high = new double[batch.size()];
        Columns.quantiles(batch, lower, low);
        Columns.quantiles(batch, MEDIAN, median);
        Columns.quantiles(batch, upper, high);
        double[] above = high.clone();
        SideScales.distances("upper distance", median, above, beta);
        SideScales.distances("lower distance", low, median, beta);
        return new SideScales(low, high, median, above);
    }

    private double below(RealDistribution prediction) {
        return Arguments.positive(
                "lower distance + beta",
                Columns.quantile(prediction, MEDIAN) - Columns.quantile(prediction, lower) + beta);
    }

    private double above(RealDistribution prediction) {
        return Arguments.positive(
                "upper distance + beta",
                Columns.quantile(prediction, upper) - Columns.quantile(prediction, MEDIAN) + beta);
    }
}
