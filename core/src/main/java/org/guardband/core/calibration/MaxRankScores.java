package org.guardband.core.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;

/**
 * Several calibration scores a row, compared by their ranks, for sets that have to hold in all of
 * them at once: whatever their scales, one level for all, which uses that scores of a row go
 * together.
 *
 * <p>The rank of score c of row i is 1 + #{j : s_jc &lt; s_ic} among the n rows, and that of the
 * row, Rᵢ, the largest one of its scores. With q = R₍ₖ₎, k = ⌈(n+1)(1−α)⌉, the threshold of score c
 * is the (q+1)-th smallest of the n scores c; +∞ where there is none.
 *
 * <p><b>Guarantee.</b> If the n rows and a future one are exchangeable, P(all scores of the future
 * row are at most their thresholds) ≥ 1 − α, with no row set aside. Proof: among the n + 1 rows the
 * largest ranks R′ᵢ are exchangeable, so that R′ₙ₊₁ is at most the k-th smallest of R′₁ … R′ₙ with
 * probability 1 − α or more; the future row raises each of these by one at most, R′ᵢ ≤ Rᵢ + 1; and
 * R′ₙ₊₁ ≤ q + 1 says that at most q of the n scores are below the future one, for every c. Ties
 * only help. The published rule takes the q-th smallest score, which misses this one rank.
 *
 * <p>With d scores that are the same for every row the level is that of one score; where they are
 * independent, about the d-th root of the coverage. Bonferroni's bound has 1 − α/d in any case.
 *
 * <p>Source: Timans, Straehle, Sakmann, Naesseth, Nalisnick 2025, arXiv 2311.10900 (max-rank; of
 * the paper the abstract was read); the exact form is ours. Immutable.
 */
public final class MaxRankScores {

    private final List<ConformalScores> parts;

    /** Rᵢ. */
    private final ConformalScores ranks;

    private MaxRankScores(List<ConformalScores> parts, ConformalScores ranks) {
        this.parts = parts;
        this.ranks = ranks;
    }

    /**
     * Ranks the rows.
     *
     * @param scores one column per score, at least one, each with n numbers; infinities are
     *     admitted, NaN is not
     * @return the ranked scores
     * @throws IllegalArgumentException if there is no column, lengths differ or a score is NaN
     */
    public static MaxRankScores of(List<double[]> scores) {
        int n = scores.get(Arguments.atLeast("number of scores", scores.size(), 1) - 1).length;
        List<ConformalScores> parts = new ArrayList<>();
        double[] ranks = new double[n];
        for (int c = 0; c < scores.size(); c++) {
            double[] column = scores.get(c);
            Arguments.sameLength("scores[" + c + "]", column.length, "the last ones", n);
            parts.add(ConformalScores.of(Arguments.noneNaN("scores[" + c + "]", column)));
            for (int i = 0; i < n; i++) {
                ranks[i] = Math.max(ranks[i], 1.0 + parts.get(c).below(column[i]));
            }
        }
        return new MaxRankScores(List.copyOf(parts), ConformalScores.wrap(ranks));
    }

    /**
     * Scores that were ranked before, for instance read from a model document.
     *
     * @param parts what {@link #parts} gave
     * @param ranks what {@link #ranks} gave
     * @return the ranked scores
     * @throws IllegalArgumentException if there is no part, sizes differ or a rank is none
     */
    public static MaxRankScores of(List<double[]> parts, double[] ranks) {
        Arguments.atLeast("number of scores", parts.size(), 1);
        List<ConformalScores> scores = new ArrayList<>();
        for (int c = 0; c < parts.size(); c++) {
            String name = "parts[" + c + "]";
            Arguments.sameLength(name, parts.get(c).length, "the ranks", ranks.length);
            scores.add(ConformalScores.of(Arguments.noneNaN(name, parts.get(c))));
        }
        for (int i = 0; i < ranks.length; i++) {
            if (!(ranks[i] >= 1 && ranks[i] <= ranks.length && ranks[i] == Math.rint(ranks[i]))) {
                throw new IllegalArgumentException(
                        "ranks["
                                + i
                                + "] must be whole and in [1, "
                                + ranks.length
                                + "], got "
                                + ranks[i]);
            }
        }
        return new MaxRankScores(List.copyOf(scores), ConformalScores.of(ranks));
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int size() {
        return ranks.size();
    }

    /**
     * The number of scores a row.
     *
     * @return d ≥ 1
     */
    public int dimension() {
        return parts.size();
    }

    /**
     * The scores, each column for itself.
     *
     * @return one pool per score
     */
    public List<ConformalScores> parts() {
        return parts;
    }

    /**
     * The largest ranks of the rows.
     *
     * @return a copy, ascending, whole numbers in [1, n]
     */
    public double[] ranks() {
        return ranks.toArray();
    }

    /**
     * The largest admitted value of every score.
     *
     * @param coverage 1 − α, of all scores together
     * @return one threshold per score; +∞ where n is too small for the coverage, or the largest
     *     rank is that of a row with the largest score of all
     */
    public double[] thresholds(Coverage coverage) {
        double rank = ranks.quantile(coverage);
        double[] thresholds = new double[parts.size()];
        Arrays.fill(thresholds, Double.POSITIVE_INFINITY);
        for (int c = 0; c < thresholds.length && rank < size(); c++) {
            thresholds[c] = parts.get(c).ranked((int) rank + 1);
        }
        return thresholds;
    }

    /**
     * The p-value of a row: (1 + #{i : Rᵢ ≥ r})/(n+1) with r the largest number, over its scores,
     * of held-out ones below. It is at most α where a score is above its threshold.
     *
     * @param scores the d scores of the row
     * @return the p-value, super-uniform for a row exchangeable with the held-out ones
     * @throws IllegalArgumentException if there are not d scores or one is NaN
     */
    public double pValue(double... scores) {
        Arguments.sameLength("scores", scores.length, "a row's scores", parts.size());
        int largest = 0;
        for (int c = 0; c < scores.length; c++) {
            largest =
                    Math.max(
                            largest,
                            parts.get(c).below(Arguments.notNaN("scores[" + c + "]", scores[c])));
        }
        return ranks.pValue(largest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaxRankScores that
                && parts.equals(that.parts)
                && ranks.equals(that.ranks);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + ranks.hashCode();
    }

    @Override
    public String toString() {
        return "MaxRankScores[" + dimension() + " scores, n=" + size() + "]";
    }
}
