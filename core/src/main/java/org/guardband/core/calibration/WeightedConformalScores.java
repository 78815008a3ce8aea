package org.guardband.core.calibration;

import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.EffectiveSize;
import org.guardband.core.numeric.SortedOrder;

/**
 * Calibration scores that each carry a weight, for a test distribution that differs from the
 * calibration distribution by a known likelihood ratio. The rule is that of {@link
 * ConformalScores}; with equal weights both agree up to the rounding of the summed weights.
 */
public final class WeightedConformalScores {

    /**
     * Summed weights carry rounding of about n·ε; a threshold missed by less counts as met, for
     * otherwise equal weights would at some n ask for one rank more than the exact rule.
     */
    private static final double SLACK = 1e-12;

    private final double[] ascending;
    private final double[] weights;
    private final double[] cumulative;

    private WeightedConformalScores(double[] ascending, double[] weights) {
        this.ascending = ascending;
        this.weights = weights;
        this.cumulative = weights.clone();
        for (int i = 1; i < cumulative.length; i++) {
            cumulative[i] += cumulative[i - 1];
        }
        Arguments.finite("sum of weights", total());
    }

    /**
     * Scores with weights, in any order.
     *
     * @param scores the calibration scores; infinities are admitted, NaN is not
     * @param weights one weight per score, finite and ≥ 0; only their ratios matter
     * @return the sorted scores
     * @throws IllegalArgumentException if lengths differ, a score is NaN, a weight is invalid or
     *     the sum of the weights overflows
     */
    public static WeightedConformalScores of(double[] scores, double[] weights) {
        Arguments.sameLength("weights", weights.length, "scores", scores.length);
        Arguments.noneNaN("scores", scores);
        Arguments.allNonNegative("weights", weights);
        int[] order = SortedOrder.ascending(scores);
        return new WeightedConformalScores(
                Arrays.stream(order).mapToDouble(i -> scores[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> weights[i]).toArray());
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
     * The weighted conformal quantile for one test row.
     *
     * @param coverage 1 − α
     * @param testWeight the test row's weight, finite and ≥ 0
     * @return the smallest score that reaches the weighted level; +∞ where none does
     * @throws IllegalArgumentException if {@code testWeight} is invalid
     */
    public double quantile(Coverage coverage, double testWeight) {
        Arguments.nonNegative("testWeight", testWeight);
        int n = ascending.length;
        double sum = total();
        if (sum + testWeight == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double needed = coverage.value() * (sum + testWeight) * (1 - SLACK);
        int low = 0;
        int high = n;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] < needed) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == n ? Double.POSITIVE_INFINITY : ascending[low];
    }

    /**
     * The weighted conformal p-value (Σ wᵢ1{sᵢ ≥ s} + w)/(Σ wᵢ + w): a score is at most the {@link
     * #quantile} of coverage 1 − α if and only if its p-value exceeds α, up to the rounding of
     * sums.
     *
     * @param score the score s of the row
     * @param testWeight the row's weight w, finite and ≥ 0
     * @return the p-value; 1 where all weights are zero
     * @throws IllegalArgumentException if {@code score} is NaN or {@code testWeight} is invalid
     */
    public double pValue(double score, double testWeight) {
        Arguments.notNaN("score", score);
        Arguments.nonNegative("testWeight", testWeight);
        double all = total() + testWeight;
        if (all == 0) {
            return 1;
        }
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 1 : Math.max(0, (all - cumulative[low - 1]) / all);
    }

    /**
     * Kish's effective sample size (Σ wᵢ)²/Σ wᵢ²: about so many unweighted scores would fix the
     * quantile as well. Far below {@link #size} it says that a few rows decide, and that finite
     * sets need luck.
     *
     * @return a number from 1 to n; 0 where all weights are zero
     */
    public double effectiveSize() {
        return EffectiveSize.of(weights);
    }

    private double total() {
        return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    }

    /**
     * A copy of the scores.
     *
     * @return the scores in ascending order
     */
    public double[] scores() {
        return ascending.clone();
    }

    /**
     * A copy of the weights.
     *
     * @return the weight of each score of {@link #scores}
     */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WeightedConformalScores that
                && Arrays.equals(ascending, that.ascending)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ascending) + Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "WeightedConformalScores[n=" + size() + "]";
    }
}
