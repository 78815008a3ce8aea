package org.guardband.conformal.resampling;

import java.util.Arrays;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.DoubleSort;

/**
 * The out-of-fold scores of training rows, fold by fold, each fold in ascending order: what every
 * method over folds keeps. Immutable, safe to share between threads.
 */
public final class FoldScores {

    private final int[] start;
    private final double[] scores;

    private FoldScores(int[] start, double[] scores) {
        this.start = start;
        this.scores = scores;
    }

    /**
     * Sorts the scores of every fold.
     *
     * @param scores the score of each training row under the model without its fold; not NaN
     * @param folds the partition
     * @return the scores
     * @throws IllegalArgumentException if lengths differ or a score is NaN
     */
    public static FoldScores of(double[] scores, Folds folds) {
        Arguments.sameLength("scores", scores.length, "folds", folds.rows());
        Arguments.noneNaN("scores", scores);
        int[] start = new int[folds.count() + 1];
        for (int i = 0; i < scores.length; i++) {
            start[folds.foldOf(i) + 1]++;
        }
        for (int k = 0; k < folds.count(); k++) {
            start[k + 1] += start[k];
        }
        int[] next = start.clone();
        double[] byFold = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            byFold[next[folds.foldOf(i)]++] = scores[i];
        }
        return sorted(start, byFold);
    }

    private static FoldScores sorted(int[] start, double[] scores) {
        for (int k = 0; k + 1 < start.length; k++) {
            if (start[k + 1] - start[k] > 1) {
                double[] fold = Arrays.copyOfRange(scores, start[k], start[k + 1]);
                DoubleSort.ascending(fold);
                System.arraycopy(fold, 0, scores, start[k], fold.length);
            }
        }
        return new FoldScores(start, scores);
    }

    /**
     * The number of folds.
     *
     * @return K
     */
    public int folds() {
        return start.length - 1;
    }

    /**
     * The number of scores.
     *
     * @return n
     */
    public int rows() {
        return scores.length;
    }

    /** The number of scores of a fold. */
    int size(int fold) {
        return start[fold + 1] - start[fold];
    }

    /** The score of a rank in a fold, from 0. */
    double get(int fold, int rank) {
        return scores[start[fold] + rank];
    }

    /**
     * The number of scores of a fold that are at least a given one, O(log n).
     *
     * @param fold a fold in [0, K)
     * @param score any score
     * @return the number
     * @throws IllegalArgumentException if {@code fold} is out of range or {@code score} is NaN
     */
    public int countAtLeast(int fold, double score) {
        Arguments.index("fold", fold, folds());
        Arguments.notNaN("score", score);
        int low = start[fold];
        int high = start[fold + 1];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return start[fold + 1] - low;
    }

    /** All scores, fold after fold. */
    double[] toArray() {
        return scores.clone();
    }

    /**
     * Enters the scores into the document of a fitted object.
     *
     * @param document the document under way; the names {@code scores} and {@code sizes} are taken
     */
    public void describe(ModelDocument.Builder document) {
        int[] sizes = new int[folds()];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = size(k);
        }
        document.put("scores", scores.clone()).put("sizes", sizes);
    }

    /**
     * Rebuilds the scores from what {@link #describe} entered.
     *
     * @param document the document of a fitted object
     * @return the scores
     * @throws IllegalArgumentException if a field is missing or invalid
     */
    public static FoldScores read(ModelDocument document) {
        double[] scores = Arguments.noneNaN("scores", document.numbers("scores")).clone();
        int[] sizes = document.integers("sizes");
        Arguments.atLeast("number of sizes", sizes.length, 2);
        int[] start = new int[sizes.length + 1];
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] < 0 || sizes[k] > scores.length - start[k]) {
                throw sizesDoNotFit(scores.length);
            }
            start[k + 1] = start[k] + sizes[k];
        }
        if (start[sizes.length] != scores.length) {
            throw sizesDoNotFit(scores.length);
        }
        return sorted(start, scores);
    }

    private static ModelFormatException sizesDoNotFit(int length) {
        return new ModelFormatException(
                "field \"sizes\" must add up to the number of scores, " + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldScores that
                && Arrays.equals(start, that.start)
                && Arrays.equals(scores, that.scores);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(start) + Arrays.hashCode(scores);
    }

    @Override
    public String toString() {
        return "FoldScores[n=" + rows() + ", K=" + folds() + "]";
    }
}
