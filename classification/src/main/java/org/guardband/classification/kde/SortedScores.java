package org.guardband.classification.kde;

import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.numeric.SortedOrder;

/** Scores in ascending order, and what all bandwidths share of them. */
final class SortedScores {

    /** Rows per block of elementary functions. */
    static final int BLOCK = 1 << 11;

    /** {@code order[i]} is the row of the i-th smallest score. */
    final int[] order;

    final double[] score;

    /** ln(x/(1 − x)), ascending. */
    final double[] logit;

    /** ln(1 − x). */
    final double[] logComplement;

    /** x ln x + (1 − x) ln(1 − x). */
    final double[] negativeEntropy;

    private SortedScores(int[] order, int n) {
        this.order = order;
        this.score = new double[n];
        this.logit = new double[n];
        this.logComplement = new double[n];
        this.negativeEntropy = new double[n];
    }

    /** Sorts scores in [0, 1], which are first moved into [edge, 1 − edge]. */
    static SortedScores of(double[] scores, double edge) {
        for (int i = 0; i < scores.length; i++) {
            if (!(scores[i] >= 0 && scores[i] <= 1)) {
                throw new IllegalArgumentException(
                        "scores[" + i + "] must be in [0, 1], got " + scores[i]);
            }
        }
        int n = Arguments.atLeast("number of scores", scores.length, 2);
        SortedScores out = new SortedScores(SortedOrder.ascending(scores), n);
        ParallelRows.run(n, BLOCK, (from, to) -> out.fill(scores, edge, from, to));
        return out;
    }

    private void fill(double[] scores, double edge, int from, int to) {
        for (int i = from; i < to; i++) {
            double x = Math.min(Math.max(scores[order[i]], edge), 1 - edge);
            double log = Math.log(x);
            double other = Math.log1p(-x);
            score[i] = x;
            logit[i] = log - other;
            logComplement[i] = other;
            negativeEntropy[i] = x * log + (1 - x) * other;
        }
    }

    int size() {
        return score.length;
    }
}
