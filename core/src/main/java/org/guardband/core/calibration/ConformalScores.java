package org.guardband.core.calibration;

import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.DoubleSort;

/**
 * Calibration scores in ascending order, and the one place that computes the conformal quantile.
 *
 * <p>For scores s₁ … sₙ and a coverage 1 − α the conformal quantile is s₍ₖ₎ with the exact integer
 * rank k = ⌈(n+1)(1−α)⌉, and +∞ where k &gt; n. If the n scores and the score of a future row are
 * exchangeable, P(s ≤ s₍ₖ₎) ≥ 1 − α, and ≤ 1 − α + 1/(n+1) where ties have probability zero (Vovk,
 * Gammerman, Shafer 2005, doi 10.1007/b106715; Lei et al. 2018, doi 10.1080/01621459.2017.1307116).
 * Tied scores only raise the coverage. The guarantee is marginal over calibration and test rows and
 * fails where they are not exchangeable.
 *
 * <p>With weights wᵢ ∝ dP̃/dP(xᵢ) the quantile is the smallest score t with Σ wᵢ1{sᵢ ≤ t} ≥
 * (1−α)(Σwᵢ + w), w being the weight of the test row, and +∞ where there is none (Tibshirani,
 * Barber, Candès, Ramdas 2019, arXiv 1904.06019, Corollary 1).
 */
public final class ConformalScores {

    private final double[] ascending;

    private ConformalScores(double[] ascending) {
        this.ascending = ascending;
    }

    /**
     * Scores in any order.
     *
     * @param scores the calibration scores; infinities are admitted, NaN is not
     * @return the sorted scores
     * @throws IllegalArgumentException if a score is NaN
     */
    public static ConformalScores of(double[] scores) {
        return wrap(scores.clone());
    }

    /**
     * As {@link #of}, but takes the array over without a copy and sorts it in place.
     *
     * @param scores the calibration scores, not to be used by the caller afterwards
     * @return the sorted scores
     * @throws IllegalArgumentException if a score is NaN
     */
    public static ConformalScores wrap(double[] scores) {
        Arguments.noneNaN("scores", scores);
        DoubleSort.ascending(scores);
        return new ConformalScores(scores);
    }

    /**
     * The number of scores.
     *
     * @return n
     */
    public int size() {
        return ascending.length;
    }

    /**
     * The conformal quantile, upper end: s₍ₖ₎ with k = ⌈(n+1)(1−α)⌉.
     *
     * @param coverage 1 − α
     * @return the quantile; +∞ where n is too small for the coverage
     */
    public double quantile(Coverage coverage) {
        long rank = coverage.upperRank(ascending.length);
        return rank > ascending.length ? Double.POSITIVE_INFINITY : ascending[(int) rank - 1];
    }

    /**
     * The conformal quantile, lower end, for signed scores that bound a set from below: s₍ₖ₎ with k
     * = ⌊(n+1)α⌋, the mirror image of {@link #quantile}: −q(−s).
     *
     * @param coverage 1 − α
     * @return the quantile; −∞ where n is too small for the coverage
     */
    public double lowerQuantile(Coverage coverage) {
        long rank = coverage.lowerRank(ascending.length);
        return rank < 1 ? Double.NEGATIVE_INFINITY : ascending[(int) rank - 1];
    }

    /**
     * The conformal p-value (1 + #{sᵢ ≥ s})/(n+1): super-uniform for a row exchangeable with the
     * calibration rows.
     *
     * @param score the score s of the row
     * @return the p-value, in [1/(n+1), 1]
     * @throws IllegalArgumentException if {@code score} is NaN
     */
    public double pValue(double score) {
        return (1.0 + size() - countBelow(score)) / (size() + 1.0);
    }

    /**
     * The smoothed p-value (#{sᵢ &gt; s} + u(1 + #{sᵢ = s}))/(n+1): exactly uniform under
     * exchangeability if u is uniform and independent.
     *
     * @param score the score s of the row
     * @param u a uniform number in [0, 1]
     * @return the p-value
     * @throws IllegalArgumentException if {@code score} is NaN or u outside [0, 1]
     */
    public double pValue(double score, double u) {
        Arguments.probability("u", u);
        int below = countBelow(score);
        int notAbove = countNotAbove(score);
        return (size() - notAbove + u * (1.0 + notAbove - below)) / (size() + 1.0);
    }

    /**
     * A copy of the scores.
     *
     * @return the scores in ascending order
     */
    public double[] toArray() {
        return ascending.clone();
    }

    /**
     * The number of scores below another.
     *
     * @param score any number but NaN
     * @return the number in [0, n]
     * @throws IllegalArgumentException if the score is NaN
     */
    public int below(double score) {
        return countBelow(score);
    }

    /**
     * The score of a rank.
     *
     * @param rank in [1, n]
     * @return the rank-th smallest score
     * @throws IllegalArgumentException if the rank is out of range
     */
    public double ranked(int rank) {
        return ascending[Arguments.index("rank - 1", rank - 1, ascending.length)];
    }

    private int countBelow(double score) {
        return count(Arguments.notNaN("score", score), false);
    }

    private int countNotAbove(double score) {
        return count(score, true);
    }

    /** Binary search that counts values below, or not above, a score; −0.0 equals 0.0. */
    private int count(double score, boolean inclusive) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            double value = ascending[middle];
            if (value < score || (inclusive && value == score)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConformalScores that && Arrays.equals(ascending, that.ascending);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ascending);
    }

    @Override
    public String toString() {
        return "ConformalScores[n=" + ascending.length + "]";
    }
}
