package org.guardband.core.selective;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SortedOrder;

/**
 * How well a score tells strange rows, which should have the larger scores, from usual ones: rows
 * of an unknown class from those of known ones, wrong answers from right ones. A row is called
 * strange where its score is at least a threshold; the numbers below are over all thresholds or at
 * one, and rows of equal score go together.
 *
 * <ul>
 *   <li>{@link #auroc}: the probability that a strange row has the larger score of a pair, a tie
 *       counting one half; ½ for a score that says nothing.
 *   <li>{@link #averagePrecision} (AUPR): Σ (Rₜ − Rₜ₋₁) Pₜ over falling thresholds, P being the
 *       share of strange rows among those called strange and R the share of strange rows that are;
 *       the share of strange rows for a score that says nothing. It depends on how many rows of
 *       each kind there are.
 *   <li>{@link #falsePositiveRateAt}: the share of usual rows called strange, where the threshold
 *       lets a share of the strange ones be found; FPR95 for 0.95.
 * </ul>
 *
 * <p>O(n) after a radix sort; comparisons are counted in integers, so that {@link #auroc} is exact.
 *
 * <p>Source: Hanley, McNeil 1982, doi 10.1148/radiology.143.1.7063747, for the area as a
 * probability; Hendrycks, Gimpel 2017, arXiv 1610.02136, for both areas as measures of how well
 * strange rows are found.
 */
public final class Separation {

    /** How many strange and usual rows have at least each of the distinct scores, falling. */
    private final long[] found;

    private final long[] mistaken;

    private Separation(long[] found, long[] mistaken) {
        this.found = found;
        this.mistaken = mistaken;
    }

    /**
     * Compares scores of rows of two kinds.
     *
     * @param strange scores of the rows to be found, without NaN; infinities will do
     * @param usual scores of the others, without NaN
     * @return the comparison
     * @throws IllegalArgumentException if there is no row of a kind or a score is NaN
     */
    public static Separation of(double[] strange, double[] usual) {
        Arguments.atLeast("number of strange rows", strange.length, 1);
        Arguments.atLeast("number of usual rows", usual.length, 1);
        Arguments.noneNaN("strange", strange);
        Arguments.noneNaN("usual", usual);
        double[] all = new double[Math.addExact(strange.length, usual.length)];
        System.arraycopy(strange, 0, all, 0, strange.length);
        System.arraycopy(usual, 0, all, strange.length, usual.length);
        int[] order = SortedOrder.ascending(all);
        long[] found = new long[all.length];
        long[] mistaken = new long[all.length];
        int distinct = 0;
        long strangers = 0;
        for (int i = all.length - 1; i >= 0; i--) {
            strangers += order[i] < strange.length ? 1 : 0;
            if (i == 0 || all[order[i - 1]] != all[order[i]]) {
                found[distinct] = strangers;
                mistaken[distinct] = all.length - i - strangers;
                distinct++;
            }
        }
        return new Separation(Arrays.copyOf(found, distinct), Arrays.copyOf(mistaken, distinct));
    }

    /**
     * Compares wrong with right answers.
     *
     * @param uncertainty one score a row, without NaN
     * @param wrong whether the row is one to be found
     * @return the comparison
     * @throws IllegalArgumentException if lengths differ, all rows are of one kind or a score is
     *     NaN
     */
    public static Separation ofErrors(double[] uncertainty, boolean... wrong) {
        Arguments.sameLength("wrong", wrong.length, "uncertainty", uncertainty.length);
        int errors = 0;
        for (boolean one : wrong) {
            errors += one ? 1 : 0;
        }
        double[] strange = new double[errors];
        double[] usual = new double[wrong.length - errors];
        for (int i = 0, s = 0, u = 0; i < wrong.length; i++) {
            if (wrong[i]) {
                strange[s++] = uncertainty[i];
            } else {
                usual[u++] = uncertainty[i];
            }
        }
        return of(strange, usual);
    }

    private double strangers() {
        return found[found.length - 1];
    }

    private double others() {
        return mistaken[mistaken.length - 1];
    }

    /**
     * The area under the ROC curve.
     *
     * @return P(strange &gt; usual) + ½ P(strange = usual), in [0, 1]
     */
    public double auroc() {
        // twice the number of lost comparisons, an integer
        long lostTwice = 0;
        long before = 0;
        for (int t = 0; t < found.length; t++) {
            long here = found[t] - before;
            long above = t == 0 ? 0 : mistaken[t - 1];
            lostTwice += here * (above + mistaken[t]);
            before = found[t];
        }
        return 1 - lostTwice / (2 * strangers() * others());
    }

    /**
     * The area under the curve of precision over recall, in steps.
     *
     * @return in (0, 1]
     */
    public double averagePrecision() {
        double area = 0;
        long before = 0;
        for (int t = 0; t < found.length; t++) {
            double precision = found[t] / (double) (found[t] + mistaken[t]);
            area += (found[t] - before) / strangers() * precision;
            before = found[t];
        }
        return area;
    }

    /**
     * What finding strange rows costs.
     *
     * @param recall the least share of strange rows to be found, in (0, 1]
     * @return the share of usual rows that are called strange at the highest threshold that finds
     *     so many
     * @throws IllegalArgumentException if the share is out of range
     */
    public double falsePositiveRateAt(double recall) {
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("recall must be in (0, 1], got " + recall);
        }
        int t = 0;
        while (found[t] / strangers() < recall) {
            t++;
        }
        return mistaken[t] / others();
    }

    @Override
    public String toString() {
        return "Separation[strange="
                + found[found.length - 1]
                + ", usual="
                + mistaken[mistaken.length - 1]
                + ", auroc="
                + auroc()
                + "]";
    }
}
