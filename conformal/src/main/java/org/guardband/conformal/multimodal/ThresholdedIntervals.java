package org.guardband.conformal.multimodal;

import java.util.List;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.QuantileGrid;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.UnionRows;

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

    private static final int BLOCK = 1024;

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

    /** The scores of the intervals that K quantiles cut the line into, piece by piece. */
    private interface Quantiles {
        double value(int level);
    }

    /** The lower end of a piece: below the lowest quantile, then from each quantile on. */
    private double from(Quantiles values, int piece) {
        return piece == 0 ? low : values.value(piece - 1);
    }

    private double to(Quantiles values, double[] levels, int piece) {
        return piece == levels.length ? high : values.value(piece);
    }

    /** The score of a piece; NaN for one beyond the range. */
    private double score(Quantiles values, double[] levels, int piece) {
        double from = from(values, piece);
        double to = to(values, levels, piece);
        if (piece == 0) {
            return from < to ? (to - from) / levels[0] : Double.NaN;
        }
        if (piece == levels.length) {
            return to > from ? (to - from) / (1 - levels[piece - 1]) : Double.NaN;
        }
        return (to - from) / (levels[piece] - levels[piece - 1]);
    }

    private static QuantileGrid grid(RealDistribution prediction) {
        if (prediction instanceof QuantileGrid grid) {
            return grid;
        }
        throw new IllegalArgumentException(
                "thresholded intervals need predicted quantiles, got " + prediction);
    }

    private double score(Quantiles values, double[] levels, double y) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int piece = 0; piece <= levels.length; piece++) {
            if (from(values, piece) <= y && y <= to(values, levels, piece)) {
                double score = score(values, levels, piece);
                smallest = score < smallest ? score : smallest;
            }
        }
        return smallest;
    }

    private void union(Quantiles values, double[] levels, double threshold, UnionRows.Buffer out) {
        for (int piece = 0; piece <= levels.length; piece++) {
            if (score(values, levels, piece) <= threshold) {
                out.add(from(values, piece), to(values, levels, piece));
            }
        }
    }

    @Override
    public double score(RealDistribution prediction, double y) {
        QuantileGrid grid = grid(prediction);
        double[] values = grid.values();
        return score(k -> values[k], grid.levels(), Arguments.finite("y", y));
    }

    @Override
    public List<Interval> union(RealDistribution prediction, double threshold) {
        QuantileGrid grid = grid(prediction);
        double[] values = grid.values();
        double[] levels = grid.levels();
        return UnionRows.of(1, 1, () -> (row, out) -> union(k -> values[k], levels, threshold, out))
                .get(0);
    }

    @Override
    public void scores(RealBatch batch, double[] y, double[] out) {
        if (!(batch instanceof QuantileBatch quantiles)) {
            UnionScore.super.scores(batch, y, out);
            return;
        }
        UnionShape.requireTruths(batch, y, out);
        double[] levels = quantiles.levels();
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    QuantileRow row = new QuantileRow(quantiles);
                    for (int i = from; i < to; i++) {
                        out[i] = score(row.at(i), levels, y[i]);
                    }
                });
    }

    @Override
    public IntervalUnions unions(RealBatch batch, double threshold) {
        if (!(batch instanceof QuantileBatch quantiles)) {
            return UnionScore.super.unions(batch, threshold);
        }
        double[] levels = quantiles.levels();
        return UnionRows.of(
                batch.size(),
                BLOCK,
                () -> {
                    QuantileRow values = new QuantileRow(quantiles);
                    return (row, out) -> union(values.at(row), levels, threshold, out);
                });
    }

    /** One row of a batch after the other. */
    private static final class QuantileRow implements Quantiles {
        private final QuantileBatch quantiles;
        private int row;

        QuantileRow(QuantileBatch quantiles) {
            this.quantiles = quantiles;
        }

        QuantileRow at(int next) {
            row = next;
            return this;
        }

        @Override
        public double value(int level) {
            return quantiles.value(row, level);
        }
    }
}
