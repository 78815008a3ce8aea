package org.guardband.conformal.resampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.RandomOrder;

/**
 * A partition of n training rows into K folds, each left out of the training of one model.
 *
 * <p>The guarantees of this package hold for folds that are chosen without looking at the data. The
 * sizes of the folds should differ by one at most; {@link #of} admits any partition.
 */
public final class Folds {

    private final int[] foldOf;
    private final int count;

    private Folds(int[] foldOf, int count) {
        this.foldOf = foldOf;
        this.count = count;
    }

    /**
     * A given partition.
     *
     * @param foldOf the fold of each row; folds are numbered 0, 1, …, K − 1, each with a row
     * @return the folds
     * @throws IllegalArgumentException if there are fewer than two folds, a number is negative, or
     *     a fold has no row
     */
    public static Folds of(int[] foldOf) {
        int[] copy = foldOf.clone();
        int count = 0;
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0 || copy[i] >= copy.length) {
                throw new IllegalArgumentException(
                        "foldOf[" + i + "] must be in [0, " + copy.length + "), got " + copy[i]);
            }
            count = Math.max(count, copy[i] + 1);
        }
        Arguments.atLeast("number of folds", count, 2);
        boolean[] used = new boolean[count];
        for (int fold : copy) {
            used[fold] = true;
        }
        for (int k = 0; k < count; k++) {
            if (!used[k]) {
                throw new IllegalArgumentException(
                        "every fold in [0, "
                                + count
                                + ") must have a row, fold "
                                + k
                                + " has none");
            }
        }
        return new Folds(copy, count);
    }

    /**
     * Blocks of neighbouring rows, the first n mod K of them one row longer. Only for rows in
     * random order.
     *
     * @param rows n
     * @param folds K, from 2 to n
     * @return the folds
     * @throws IllegalArgumentException if K is out of range
     */
    public static Folds contiguous(int rows, int folds) {
        requireCount(rows, folds);
        int[] foldOf = new int[rows];
        int longer = rows % folds;
        int size = rows / folds;
        for (int i = 0; i < rows; i++) {
            int inLonger = i / (size + 1);
            foldOf[i] = inLonger < longer ? inLonger : (i - longer) / size;
        }
        return new Folds(foldOf, folds);
    }

    /**
     * Folds of equal size up to one, drawn at random.
     *
     * @param rows n
     * @param folds K, from 2 to n
     * @param seed decides the partition
     * @return the folds
     * @throws IllegalArgumentException if K is out of range
     */
    public static Folds shuffled(int rows, int folds, long seed) {
        requireCount(rows, folds);
        int[] foldOf = new int[rows];
        for (int i = 0; i < rows; i++) {
            foldOf[i] = i % folds;
        }
        SplittableRandom random = new SplittableRandom(seed);
        RandomOrder.shuffle(foldOf, random);
        return new Folds(foldOf, folds);
    }

    /**
     * Every row its own fold.
     *
     * @param rows n, at least 2
     * @return the folds
     * @throws IllegalArgumentException if there are fewer than two rows
     */
    public static Folds leaveOneOut(int rows) {
        return contiguous(rows, rows);
    }

    private static void requireCount(int rows, int folds) {
        if (folds < 2 || folds > rows) {
            throw new IllegalArgumentException(
                    "folds must be in [2, number of rows (" + rows + ")], got " + folds);
        }
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int rows() {
        return foldOf.length;
    }

    /**
     * The number of folds.
     *
     * @return K
     */
    public int count() {
        return count;
    }

    /**
     * The fold of a row.
     *
     * @param row row index in [0, n)
     * @return its fold in [0, K)
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public int foldOf(int row) {
        return foldOf[Arguments.index("row", row, foldOf.length)];
    }

    /**
     * The rows of a fold: the model of the fold is not trained on them.
     *
     * @param fold a fold in [0, K)
     * @return row indices in ascending order
     * @throws IllegalArgumentException if {@code fold} is out of range
     */
    public int[] leftOut(int fold) {
        return rows(fold, true);
    }

    /**
     * The rows outside a fold: the model of the fold is trained on them.
     *
     * @param fold a fold in [0, K)
     * @return row indices in ascending order
     * @throws IllegalArgumentException if {@code fold} is out of range
     */
    public int[] kept(int fold) {
        return rows(fold, false);
    }

    private int[] rows(int fold, boolean inside) {
        Arguments.index("fold", fold, count);
        int[] rows = new int[foldOf.length];
        int size = 0;
        for (int i = 0; i < foldOf.length; i++) {
            if ((foldOf[i] == fold) == inside) {
                rows[size++] = i;
            }
        }
        return Arrays.copyOf(rows, size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds that && Arrays.equals(foldOf, that.foldOf);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(foldOf);
    }

    @Override
    public String toString() {
        return "Folds[" + foldOf.length + " rows, " + count + " folds]";
    }
}
