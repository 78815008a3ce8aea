package org.guardband.conformal.multimodal;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.QuantileGrid;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;

/**
 * Conformal thresholded intervals (CTI): the predicted quantiles v₁ ≤ … ≤ v_K at levels p₁ &lt; …
 * &lt; p_K cut the line into interquantile intervals, and a truth has for its score the length of
 * its interval over the probability there,
 *
 * <pre>    s = (vₖ₊₁ − vₖ)/(pₖ₊₁ − pₖ)   for y in [vₖ, vₖ₊₁],</pre>
 *
 * the inverse of the predicted density. The set holds the intervals that are short enough: where
 * quantiles lie dense, so that a distribution with two modes gets two pieces. With evenly spaced
 * levels these are the paper's sets, which compare lengths alone; uneven levels are weighed by
 * their probability here. On the border of two intervals the smaller score counts.
 *
 * <p>Beyond the outermost quantiles the score is +∞. If a share of more than about α of the truths
 * lies there, every set is the whole line: predict quantiles well beyond the asked coverage, or
 * give a range, within which the outermost intervals [low, v₁] and [v_K, high] are intervals like
 * the others, as in the authors' code, where it is that of the training truths.
 *
 * <p>Guarantee: that of {@link UnionRegressor}. A truth is inside if and only if its score is at
 * most q̂, to the last bit. The scores of two rows tie only where lengths do.
 *
 * <p>Source: Luo, Zhou 2025, "Conformal Thresholded Intervals for Efficient Regression", arXiv
 * 2407.14495.
 *
 * @param low the lower end of the range; −∞ for none
 * @param high the upper end of the range; +∞ for none
 */
public record ThresholdedIntervals(double low, double high) implements UnionScore {

    /** The name in model documents. */
    static final String METHOD = "cti";

    /**
     * Checks the range.
     *
     * @param low the lower end
     * @param high the upper end
     * @throws IllegalArgumentException if an end is NaN or {@code low} is not below {@code high}
     */
    public ThresholdedIntervals {
        Arguments.notNaN("low", low);
        Arguments.notNaN("high", high);
        if (!(low < high)) {
            throw new IllegalArgumentException("low must be < high (" + high + "), got " + low);
        }
    }

    /**
     * Without a range.
     *
     * @return the score
     */
    public static ThresholdedIntervals withDefaults() {
        return new ThresholdedIntervals(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /**
     * With outermost intervals that end somewhere. The range is fixed without a look at the
     * calibration truths; truths outside of it have the score +∞.
     *
     * @param low the lower end, in the unit of y
     * @param high the upper end
     * @return the score
     * @throws IllegalArgumentException if an end is NaN or {@code low} is not below {@code high}
     */
    public ThresholdedIntervals withRange(double low, double high) {
        return new ThresholdedIntervals(low, high);
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public void describe(ModelDocument.Builder document) {
        document.put("low", low).put("high", high);
    }

    /** Looks at an interval and its score. */
    @FunctionalInterface
    private interface Piece {
        void of(double from, double to, double score);
    }

    private void pieces(RealDistribution prediction, Piece piece) {
        if (!(prediction instanceof QuantileGrid grid)) {
            throw new IllegalArgumentException(
                    "thresholded intervals need predicted quantiles, got " + prediction);
        }
        double[] levels = grid.levels();
        double[] values = grid.values();
        int last = levels.length - 1;
        if (low < values[0]) {
            piece.of(low, values[0], (values[0] - low) / levels[0]);
        }
        for (int k = 0; k < last; k++) {
            double length = values[k + 1] - values[k];
            piece.of(values[k], values[k + 1], length / (levels[k + 1] - levels[k]));
        }
        if (high > values[last]) {
            piece.of(values[last], high, (high - values[last]) / (1 - levels[last]));
        }
    }

    @Override
    public double score(RealDistribution prediction, double y) {
        Arguments.finite("y", y);
        double[] smallest = {Double.POSITIVE_INFINITY};
        pieces(
                prediction,
                (from, to, score) -> {
                    if (from <= y && y <= to) {
                        smallest[0] = Math.min(smallest[0], score);
                    }
                });
        return smallest[0];
    }

    @Override
    public List<Interval> union(RealDistribution prediction, double threshold) {
        List<Interval> union = new ArrayList<>();
        pieces(
                prediction,
                (from, to, score) -> {
                    if (score <= threshold) {
                        union.add(new Interval(from, to));
                    }
                });
        return union;
    }
}
