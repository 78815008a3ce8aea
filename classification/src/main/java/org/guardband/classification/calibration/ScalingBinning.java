package org.guardband.classification.calibration;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.classification.BinaryCalibration;
import org.guardband.classification.BinaryCalibrator;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.numeric.SortedOrder;

/**
 * The scaling-binning calibrator (Kumar, Liang, Ma 2019, arXiv 1909.10155): first a scaling
 * function g is fitted, then its values are put into B bins of equal mass, and a score gives the
 * mean of <em>g's own values</em> in its bin. Averaging g and not the outcomes is what lowers the
 * variance of histogram binning.
 *
 * <p>As the paper does for its proof, held-out rows are split at random into three parts of equal
 * size: one fits g, one sets the edges, one gives the means (where it leaves a bin empty, the part
 * that set the edges does). With {@link #withSharedRows} all rows do all three, as in the paper's
 * code; fewer than three rows are always shared. The split is drawn by a seed from the sorted rows,
 * so it does not depend on their order.
 *
 * <p>Guarantee (Theorem 4.1 there), for independent rows and the split: with probability 1 − δ the
 * squared calibration error E[(p − E[y|p])²] is at most twice the least one in g's family, plus ε²,
 * once n ≥ c·(B ln B + (ln B)/ε²); histogram binning needs order B/ε². The constant c depends on δ
 * and the family, which has to be smooth with finitely many parameters (Platt, beta; not isotonic),
 * so the statement gives a rate and no number. It does not hold with shared rows. The output has at
 * most B values, so that its calibration error can be measured.
 *
 * <p>It is monotone if g is, but pools scores of a bin, and so does not preserve accuracy among
 * several classes.
 */
public final class ScalingBinning implements BinaryCalibrator<ScalingBinningCalibration> {

    private static final int PARTS = 3;

    private final BinaryCalibrator<?> scaling;
    private final int bins;
    private final boolean shared;
    private final long seed;

    private ScalingBinning(BinaryCalibrator<?> scaling, int bins, boolean shared, long seed) {
        this.scaling = scaling;
        this.bins = Arguments.atLeast("bins", bins, 1);
        this.shared = shared;
        this.seed = seed;
    }

    /**
     * Platt scaling, ten bins, rows split in three.
     *
     * @return the unfitted method
     */
    public static ScalingBinning withDefaults() {
        return of(PlattScaling.withDefaults());
    }

    /**
     * Another scaling function, ten bins, rows split in three.
     *
     * @param scaling the method that fits g
     * @return the unfitted method
     */
    public static ScalingBinning of(BinaryCalibrator<?> scaling) {
        return new ScalingBinning(scaling, 10, false, 0);
    }

    /**
     * Sets the number of bins.
     *
     * @param bins B at most, ≥ 1; ties of g may leave fewer
     * @return the method with this number
     * @throws IllegalArgumentException if {@code bins} is below 1
     */
    public ScalingBinning withBins(int bins) {
        return new ScalingBinning(scaling, bins, shared, seed);
    }

    /**
     * Uses every row for all three steps: less variance, no guarantee.
     *
     * @return the method without a split
     */
    public ScalingBinning withSharedRows() {
        return new ScalingBinning(scaling, bins, true, seed);
    }

    /**
     * Sets the seed of the split.
     *
     * @param seed any number
     * @return the method with this seed
     */
    public ScalingBinning withSeed(long seed) {
        return new ScalingBinning(scaling, bins, shared, seed);
    }

    @Override
    public ScalingBinningCalibration calibrate(double[] scores, boolean[] positive) {
        HeldOut.check(scores, positive);
        int[][] part = parts(scores, positive);
        boolean[] outcomes = new boolean[part[0].length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = positive[part[0][i]];
        }
        BinaryCalibration g = scaling.calibrate(pick(scores, part[0]), outcomes);
        double[] forEdges = g.apply(pick(scores, part[1]));
        double[] forMeans = g.apply(pick(scores, part[2]));
        ScoreGroups groups = ScoreGroups.of(forEdges, new boolean[forEdges.length]);
        double[] edges = groups.edges(groups.equalMassCuts(bins));
        double[] values = means(edges, forMeans, means(edges, forEdges, new double[edges.length]));
        return new ScalingBinningCalibration(g, new HistogramCalibration(edges, values));
    }

    private static double[] means(double[] edges, double[] g, double[] otherwise) {
        double[] origin = new double[edges.length - 1];
        double[] sum = new double[origin.length];
        int[] count = new int[origin.length];
        for (double value : g) {
            int bin = HistogramCalibration.bin(edges, value);
            if (count[bin]++ == 0) {
                // relative to the first, so that equal values have exactly their own mean
                origin[bin] = value;
            }
            sum[bin] += value - origin[bin];
        }
        for (int b = 0; b < sum.length; b++) {
            double mean = count[b] == 0 ? otherwise[b] : origin[b] + sum[b] / count[b];
            sum[b] = Math.min(Math.max(mean, edges[b]), edges[b + 1]);
        }
        return sum;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private int[][] parts(double[] scores, boolean[] positive) {
        int[] order = canonicalOrder(scores, positive);
        if (shared || scores.length < PARTS) {
            return new int[][] {order, order, order};
        }
        SplittableRandom random = new SplittableRandom(seed);
        RandomOrder.shuffle(order, random);
        int[][] part = new int[PARTS][];
        for (int p = 0; p < PARTS; p++) {
            int from = (int) ((long) p * order.length / PARTS);
            part[p] = Arrays.copyOfRange(order, from, (int) ((p + 1L) * order.length / PARTS));
        }
        return part;
    }

    /** By score and, for equal scores, negatives first: the same for any order of the rows. */
    private static int[] canonicalOrder(double[] scores, boolean[] positive) {
        int n = scores.length;
        int[] byOutcome = new int[n];
        int at = 0;
        for (int i = 0; i < n; i++) {
            if (!positive[i]) {
                byOutcome[at++] = i;
            }
        }
        for (int i = 0; i < n; i++) {
            if (positive[i]) {
                byOutcome[at++] = i;
            }
        }
        int[] stable = SortedOrder.ascending(pick(scores, byOutcome));
        for (int i = 0; i < n; i++) {
            stable[i] = byOutcome[stable[i]];
        }
        return stable;
    }
}
