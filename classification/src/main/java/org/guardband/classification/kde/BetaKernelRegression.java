package org.guardband.classification.kde;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Regression of outcomes on scores in [0, 1] with the Beta kernel, every row left out of its own
 * estimate:
 *
 * <pre>
 *   r̂ᵢ = Σ_{j≠i} k(xᵢ; xⱼ) yⱼ / Σ_{j≠i} k(xᵢ; xⱼ)
 *   f̂ᵢ = Σ_{j≠i} k(xᵢ; xⱼ) / (n − 1)
 * </pre>
 *
 * where k(·; z) is the density of Beta(z/h + 1, (1 − z)/h + 1). Sums are formed relative to a term
 * near their largest, so that a row far from all others has an estimate too, which is that of the
 * rows that are nearest for the kernel.
 *
 * <p>Scores are first moved into [{@link #DEFAULT_EDGE}, 1 − {@link #DEFAULT_EDGE}], for the
 * kernels of all centres but the end itself vanish at 0 and 1, where the ratio is 0/0.
 *
 * <p>Bandwidths below 10⁻¹⁵, whose exponents have no digits left, are refused.
 *
 * <p>The scores are sorted once, for all bandwidths and outcomes. Immutable, safe to share between
 * threads; results do not depend on the number of threads.
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810; the kernel is Chen 1999, doi
 * 10.1016/S0167-9473(99)00010-9.
 */
public final class BetaKernelRegression {

    /**
     * How far from 0 and 1 scores are kept: 10⁻⁷, as the authors of the estimator do in training.
     */
    public static final double DEFAULT_EDGE = 1e-7;

    private static final double LEAST_EDGE = 1e-15;
    private static final double LEAST_BANDWIDTH = 1e-15;

    private final SortedScores sorted;
    private final KernelEvaluation evaluation;

    private BetaKernelRegression(SortedScores sorted, KernelEvaluation evaluation) {
        this.sorted = sorted;
        this.evaluation = evaluation;
    }

    /**
     * Sorts scores.
     *
     * @param scores two or more scores in [0, 1]
     * @return the regression, in near-linear evaluation
     * @throws IllegalArgumentException if there are fewer than two or one is outside [0, 1]
     */
    public static BetaKernelRegression of(double[] scores) {
        return of(scores, DEFAULT_EDGE);
    }

    /**
     * Sorts scores and keeps them away from 0 and 1.
     *
     * @param scores two or more scores in [0, 1]
     * @param edge the least distance from 0 and 1, in [10⁻¹⁵, 0.1]
     * @return the regression, in near-linear evaluation
     * @throws IllegalArgumentException if there are fewer than two scores, one is outside [0, 1] or
     *     the edge is out of range
     */
    public static BetaKernelRegression of(double[] scores, double edge) {
        if (!(edge >= LEAST_EDGE && edge <= 0.1)) {
            throw new IllegalArgumentException("edge must be in [1.0E-15, 0.1], got " + edge);
        }
        return new BetaKernelRegression(
                SortedScores.of(scores, edge), KernelEvaluation.NEAR_LINEAR);
    }

    /**
     * The same with sums formed another way.
     *
     * @param other how
     * @return a regression on the same scores
     */
    public BetaKernelRegression withEvaluation(KernelEvaluation other) {
        return new BetaKernelRegression(sorted, other);
    }

    /**
     * The number of rows.
     *
     * @return n ≥ 2
     */
    public int size() {
        return sorted.size();
    }

    /**
     * The estimates r̂ᵢ.
     *
     * @param targets outcomes in [0, 1], one per score: 0 and 1, or overlaps of boxes
     * @param bandwidth h &gt; 0
     * @return one estimate per row
     * @throws IllegalArgumentException if lengths differ, a target is outside [0, 1] or the
     *     bandwidth is not positive
     */
    public double[] conditionalMeans(double[] targets, double bandwidth) {
        checkTargets(targets, size());
        double[] w = ones();
        KernelSums sums = sums(bandwidth, 1, w, inOrder(targets));
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[sorted.order[i]] = sums.target[i] / sums.mass[i];
        }
        return out;
    }

    /**
     * The estimates r̂ᵢ less their second-order bias. With the m = n − 1 terms k and ky of the two
     * sums, their means k̄ and c̄, sample variance v of the k and covariance c of k and ky,
     *
     * <pre>    r̂ᵢ (1 − (v/k̄² − c/(k̄ c̄))/m),</pre>
     *
     * moved into [0, 1]. The bias of a ratio of means is r(v/k̄² − c/(k̄ c̄))/m + O(m⁻²); this
     * takes its estimate off, which for h fixed leaves O(n⁻²). The paper's series is the same to
     * this order; its formulas were not compared.
     *
     * @param targets outcomes in [0, 1], one per score
     * @param bandwidth h &gt; 0
     * @return one estimate per row
     * @throws IllegalArgumentException as {@link #conditionalMeans}, or for fewer than three rows
     */
    public double[] debiasedMeans(double[] targets, double bandwidth) {
        int n = Arguments.atLeast("number of scores", size(), 3);
        checkTargets(targets, n);
        double[] y = inOrder(targets);
        BetaKernelTerms terms = new BetaKernelTerms(sorted, bandwidth, 1);
        KernelSums sums = sums(terms, ones(), y);
        BetaKernelTerms squareTerms = new BetaKernelTerms(sorted, bandwidth, 2);
        KernelSums squares = sums(squareTerms, ones(), y);
        double m = n - 1;
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            double mean = sums.mass[i] / m;
            double meanTarget = sums.target[i] / m;
            double rescale = Math.exp(squareTerms.scale[i] - 2 * terms.scale[i]);
            double variance = (squares.mass[i] * rescale - m * mean * mean) / (m - 1);
            double covariance = (squares.target[i] * rescale - m * mean * meanTarget) / (m - 1);
            double ratio = meanTarget / mean;
            // r·c/(k̄ c̄) is c/k̄², which has a value where no other row has an outcome above 0.
            double corrected = ratio - (ratio * variance - covariance) / (mean * mean) / m;
            out[sorted.order[i]] = Math.min(Math.max(corrected, 0), 1);
        }
        return out;
    }

    /**
     * The logarithms of the leave-one-out densities, ln f̂ᵢ.
     *
     * @param bandwidth h &gt; 0
     * @return one number per row, finite
     * @throws IllegalArgumentException if the bandwidth is not positive
     */
    public double[] logDensities(double bandwidth) {
        BetaKernelTerms terms = new BetaKernelTerms(sorted, bandwidth, 1);
        KernelSums sums = sums(terms, ones(), new double[size()]);
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[sorted.order[i]] =
                    Math.log(sums.mass[i] / (size() - 1.0)) + terms.scale[i] + terms.tail[i];
        }
        return out;
    }

    /**
     * The leave-one-out log-likelihood Σ ln f̂ᵢ of a bandwidth.
     *
     * @param bandwidth h &gt; 0
     * @return the sum over rows
     * @throws IllegalArgumentException if the bandwidth is not positive
     */
    public double logLikelihood(double bandwidth) {
        double[] logs = logDensities(bandwidth);
        return ParallelRows.sum(logs.length, SortedScores.BLOCK, (from, to) -> sum(logs, from, to));
    }

    /**
     * The kernel calibration error (1/n) Σ |r̂ᵢ − xᵢ|^q, without a root.
     *
     * @param targets outcomes in [0, 1], one per score
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error, in [0, 1]
     * @throws IllegalArgumentException as {@link #conditionalMeans}, or for a power below 1
     */
    public double error(double[] targets, double bandwidth, double power) {
        return distance(conditionalMeans(targets, bandwidth), requirePower(power));
    }

    /**
     * The kernel calibration error with {@link #debiasedMeans}.
     *
     * @param targets outcomes in [0, 1], one per score
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error, in [0, 1]
     * @throws IllegalArgumentException as {@link #debiasedMeans}, or for a power below 1
     */
    public double debiasedError(double[] targets, double bandwidth, double power) {
        return distance(debiasedMeans(targets, bandwidth), requirePower(power));
    }

    /**
     * The error of rows that count several times, Σ wᵢ|r̂ᵢ − xᵢ|^q/Σ wᵢ: row j counts wⱼ times in
     * all estimates but its own, in which none of its copies has a part.
     *
     * @param targets outcomes in [0, 1], one per score
     * @param weights one finite number &gt; 0 per score
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error, in [0, 1]
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public double weightedError(
            double[] targets, double[] weights, double bandwidth, double power) {
        checkTargets(targets, size());
        Arguments.sameLength("weights", weights.length, "scores", size());
        Arguments.allPositive("weights", weights);
        requirePower(power);
        double[] w = inOrder(weights);
        double[] y = inOrder(targets);
        for (int i = 0; i < y.length; i++) {
            y[i] *= w[i];
        }
        KernelSums sums = sums(bandwidth, 1, w, y);
        double total = 0;
        double error = 0;
        for (int i = 0; i < y.length; i++) {
            double gap = Math.abs(sums.target[i] / sums.mass[i] - sorted.score[i]);
            error += w[i] * raised(gap, power);
            total += w[i];
        }
        return error / total;
    }

    private double distance(double[] means, double power) {
        double sum =
                ParallelRows.sum(
                        means.length,
                        SortedScores.BLOCK,
                        (from, to) -> {
                            double part = 0;
                            for (int i = from; i < to; i++) {
                                double r = means[sorted.order[i]];
                                part += raised(Math.abs(r - sorted.score[i]), power);
                            }
                            return part;
                        });
        return sum / means.length;
    }

    static double raised(double gap, double power) {
        return power == 1 ? gap : power == 2 ? gap * gap : Math.pow(gap, power);
    }

    /** With smaller ones exponents have no digits left, and then no range. */
    static double requireBandwidth(double bandwidth) {
        Arguments.positive("bandwidth", bandwidth);
        if (bandwidth < LEAST_BANDWIDTH) {
            throw new IllegalArgumentException("bandwidth must be >= 1.0E-15, got " + bandwidth);
        }
        return bandwidth;
    }

    static double requirePower(double power) {
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be >= 1 and finite, got " + power);
        }
        return power;
    }

    static void checkTargets(double[] targets, int rows) {
        Arguments.sameLength("targets", targets.length, "scores", rows);
        for (int i = 0; i < targets.length; i++) {
            if (!(targets[i] >= 0 && targets[i] <= 1)) {
                throw new IllegalArgumentException(
                        "targets[" + i + "] must be in [0, 1], got " + targets[i]);
            }
        }
    }

    private KernelSums sums(double bandwidth, int power, double[] weight, double[] weighted) {
        return sums(new BetaKernelTerms(sorted, bandwidth, power), weight, weighted);
    }

    private KernelSums sums(BetaKernelTerms terms, double[] weight, double[] weighted) {
        return switch (evaluation) {
            case DIRECT -> DirectSums.of(terms, weight, weighted);
            case NEAR_LINEAR -> CellSums.of(terms, weight, weighted);
        };
    }

    private double[] ones() {
        double[] ones = new double[size()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private double[] inOrder(double[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = values[sorted.order[i]];
        }
        return out;
    }

    private static double sum(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum;
    }
}
