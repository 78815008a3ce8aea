package org.guardband.classification.kde;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Bootstrap intervals of kernel calibration errors, of scores and of whole vectors: rows are drawn
 * with replacement, and a row that is drawn c times counts c times in all estimates but its own. (A
 * copy of a row in its own estimate would show it its own outcome, and every resampled error would
 * be too small.)
 *
 * <p>The interval is the basic one, [2θ̂ − q₁₋ₐ, 2θ̂ − qₐ] with θ̂ the error and q the quantiles of
 * the resampled errors, cut at 0: it takes off the bias that resampling adds to a distance. Its
 * coverage is approximate, for large n and an error not near 0, and does not know of the choice of
 * the bandwidth or the bias of the estimator itself, which is upwards: noise is a distance too.
 *
 * <p>One evaluation for each replicate, of scores in near-linear time; the result depends on the
 * seed alone.
 *
 * <p>Source: Efron, Tibshirani 1993, An Introduction to the Bootstrap (basic interval).
 *
 * @param replicates the number of resamplings, ≥ 10
 * @param level the level 1 − 2a of the interval, strictly between 0 and 1
 * @param seed the seed
 */
public record KernelErrorBootstrap(int replicates, double level, long seed) {

    /**
     * Checks the parameters.
     *
     * @param replicates the number of resamplings
     * @param level the level
     * @param seed the seed
     * @throws IllegalArgumentException if one is out of range
     */
    public KernelErrorBootstrap {
        Arguments.atLeast("replicates", replicates, 10);
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "level must be strictly between 0 and 1, got " + level);
        }
    }

    /**
     * 200 replicates at level 0.95.
     *
     * @param seed the seed
     * @return the bootstrap
     */
    public static KernelErrorBootstrap withDefaults(long seed) {
        return new KernelErrorBootstrap(200, 0.95, seed);
    }

    /**
     * The interval of an error.
     *
     * @param scores three or more scores in [0, 1]
     * @param targets outcomes in [0, 1], one per score
     * @param bandwidth h &gt; 0, held fixed
     * @param power q ≥ 1
     * @return the error and its interval
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public KernelErrorInterval interval(
            double[] scores, double[] targets, double bandwidth, double power) {
        int n = Arguments.atLeast("number of scores", scores.length, 3);
        return interval(
                n,
                BetaKernelRegression.of(scores).error(targets, bandwidth, power),
                count -> resampled(scores, targets, bandwidth, power, count));
    }

    /**
     * The interval of a canonical error, of whole probability vectors. O(n²K) for each replicate.
     *
     * @param scores three or more probability vectors
     * @param targets n × K numbers in [0, 1], row-major, for instance {@link
     *     DirichletKernelRegression#indicators}
     * @param bandwidth h &gt; 0, held fixed
     * @param power q ≥ 1
     * @return the error and its interval
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public KernelErrorInterval interval(
            DirichletKernelRegression scores, double[] targets, double bandwidth, double power) {
        int n = Arguments.atLeast("number of scores", scores.size(), 3);
        return interval(
                n,
                scores.error(targets, bandwidth, power),
                count -> scores.weightedError(targets, count, bandwidth, power));
    }

    /** The error of rows that were drawn so many times each. */
    @FunctionalInterface
    private interface Resampled {
        double error(double[] count);
    }

    private KernelErrorInterval interval(int n, double estimate, Resampled resampled) {
        double[] errors = new double[replicates];
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom[] streams = new SplittableRandom[replicates];
        Arrays.setAll(streams, b -> root.split());
        ParallelRows.run(
                replicates,
                1,
                (from, to) -> {
                    for (int b = from; b < to; b++) {
                        errors[b] = resampled.error(draw(n, streams[b]));
                    }
                });
        Arrays.sort(errors);
        double tail = (1 - level) / 2;
        return new KernelErrorInterval(
                estimate,
                Math.max(0, 2 * estimate - quantile(errors, 1 - tail)),
                Math.max(0, 2 * estimate - quantile(errors, tail)),
                standardDeviation(errors));
    }

    /** How often each row is drawn. */
    private static double[] draw(int n, SplittableRandom random) {
        double[] count = new double[n];
        int distinct = 0;
        // Fewer than two different rows have no estimate; with three rows that is one draw in nine.
        while (distinct < 2) {
            Arrays.fill(count, 0);
            distinct = 0;
            for (int i = 0; i < n; i++) {
                int row = random.nextInt(n);
                distinct += count[row]++ == 0 ? 1 : 0;
            }
        }
        return count;
    }

    private static double resampled(
            double[] scores, double[] targets, double bandwidth, double power, double[] count) {
        int distinct = 0;
        for (double c : count) {
            distinct += c > 0 ? 1 : 0;
        }
        double[] x = new double[distinct];
        double[] y = new double[distinct];
        double[] w = new double[distinct];
        int at = 0;
        for (int i = 0; i < count.length; i++) {
            if (count[i] > 0) {
                x[at] = scores[i];
                y[at] = targets[i];
                w[at++] = count[i];
            }
        }
        return BetaKernelRegression.of(x).weightedError(y, w, bandwidth, power);
    }

    /** Linear interpolation between order statistics. */
    private static double quantile(double[] ascending, double level) {
        double at = level * (ascending.length - 1);
        int below = (int) Math.min(Math.floor(at), ascending.length - 2.0);
        double share = at - below;
        return ascending[below] * (1 - share) + ascending[below + 1] * share;
    }

    private static double standardDeviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }
}
