package org.guardband.conformal.multimodal;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.FloatingEnds;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.Empirical;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.UnionRows;

/**
 * Probabilistic conformal prediction (PCP): a truth has for its score the distance to the nearest
 * of the m samples that were predicted for its row, s = minₖ |y − xₖ|, and the set is the union of
 * the intervals xₖ ± q̂. Samples in two clusters give two pieces; more samples give smaller radii.
 *
 * <p>Guarantee: that of {@link UnionRegressor}, if samples are drawn from the model by the same
 * rule for every row, independently of the truths. A truth is inside if and only if its rounded
 * distance to a sample, fl(|y − xₖ|), is at most q̂. A row takes O(m), its score O(log m).
 *
 * <p>Weights of samples, where they have any, are not looked at. The paper's second form, which
 * first leaves out samples of low estimated density, is not here.
 *
 * <p>Source: Wang, Gao, Yin, Zhou, Blei 2022, arXiv 2206.06584.
 */
public record NearestSample() implements UnionScore {

    /** The name in model documents. */
    static final String METHOD = "pcp";

    private static final int BLOCK = 1024;

    /**
     * The score; it has no options.
     *
     * @return the score
     */
    public static NearestSample withDefaults() {
        return new NearestSample();
    }

    @Override
    public String method() {
        return METHOD;
    }

    /** The place of a sample among those of one row, in ascending order. */
    private interface Sorted {
        double value(int index);
    }

    private static Empirical samples(RealDistribution prediction) {
        if (prediction instanceof Empirical samples) {
            return samples;
        }
        throw new IllegalArgumentException(
                "the nearest sample needs predicted samples, got " + prediction);
    }

    @Override
    public double score(RealDistribution prediction, double y) {
        Empirical samples = samples(prediction);
        return nearest(samples::value, samples.size(), Arguments.finite("y", y));
    }

    private static double nearest(Sorted samples, int size, double y) {
        int first = 0;
        int end = size;
        while (first < end) {
            int middle = (first + end) >>> 1;
            if (samples.value(middle) < y) {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        double above = first < size ? samples.value(first) - y : Double.POSITIVE_INFINITY;
        double below = first > 0 ? y - samples.value(first - 1) : Double.POSITIVE_INFINITY;
        return Math.min(above, below);
    }

    @Override
    public List<Interval> union(RealDistribution prediction, double threshold) {
        Empirical samples = samples(prediction);
        List<Interval> union = new ArrayList<>();
        if (threshold < 0) {
            return union;
        }
        for (int k = 0; k < samples.size(); k++) {
            double x = samples.value(k);
            union.add(
                    new Interval(
                            FloatingEnds.lower(x, threshold), FloatingEnds.upper(x, threshold)));
        }
        return union;
    }

    @Override
    public void scores(RealBatch batch, double[] y, double[] out) {
        if (!(batch instanceof SampleBatch samples)) {
            UnionScore.super.scores(batch, y, out);
            return;
        }
        UnionShape.requireTruths(batch, y, out);
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    SampleRow row = new SampleRow(samples);
                    for (int i = from; i < to; i++) {
                        row.row = i;
                        out[i] = nearest(row, samples.draws(), y[i]);
                    }
                });
    }

    @Override
    public IntervalUnions unions(RealBatch batch, double threshold) {
        if (!(batch instanceof SampleBatch samples)) {
            return UnionScore.super.unions(batch, threshold);
        }
        return UnionRows.of(
                batch.size(), BLOCK, () -> (row, out) -> balls(samples, row, threshold, out));
    }

    private static void balls(
            SampleBatch samples, int row, double threshold, UnionRows.Buffer out) {
        if (threshold < 0) {
            return;
        }
        for (int k = 0; k < samples.draws(); k++) {
            double x = samples.value(row, k);
            out.add(FloatingEnds.lower(x, threshold), FloatingEnds.upper(x, threshold));
        }
    }

    /** One row of a batch after the other. */
    private static final class SampleRow implements Sorted {
        private final SampleBatch samples;
        private int row;

        SampleRow(SampleBatch samples) {
            this.samples = samples;
        }

        @Override
        public double value(int index) {
            return samples.value(row, index);
        }
    }
}
