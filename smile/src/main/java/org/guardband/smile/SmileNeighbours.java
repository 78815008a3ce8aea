package org.guardband.smile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import smile.neighbor.KNNSearch;
import smile.neighbor.Neighbor;

/**
 * Nearest neighbours by a search of Smile ({@code KDTree}, {@code CoverTree}, {@code LinearSearch},
 * {@code LSH}), for whatever takes a distance or a difficulty per row.
 *
 * <p>Smile leaves a reference row out where it is the very array that is asked about, and keeps it
 * where it is an equal one; here rows are copied first, so that results depend on numbers alone: an
 * equal reference row is a neighbour at distance 0. Neighbours come in the order of their
 * distances, then of their places, whatever the search. Distances are those of the search; bring
 * the features to one scale before it is built.
 *
 * <p>{@code LSH} is approximate and may find fewer than k, which is refused.
 */
public final class SmileNeighbours {

    private static final int BLOCK = 64;

    /** Computes one number from a row's neighbours. */
    @FunctionalInterface
    interface Summary<E> {
        double of(Neighbor<double[], E>[] near);
    }

    private SmileNeighbours() {}

    /**
     * The mean distance to the k nearest reference rows, as {@code DensityInput} of density-aware
     * calibration takes it.
     *
     * @param search a search over the reference rows
     * @param rows features in the columns of the reference
     * @param k ≥ 1, at most the number of reference rows
     * @return one distance per row
     * @throws IllegalArgumentException if a feature is NaN or infinite, the columns differ, or
     *     there are fewer than k neighbours
     */
    public static double[] meanDistances(KNNSearch<double[], ?> search, double[][] rows, int k) {
        return summaries(search, rows, k, near -> total(near) / near.length);
    }

    /**
     * The distance to the k-th nearest reference row: large for a row that is unlike all of them.
     *
     * @param search a search over the reference rows
     * @param rows features in the columns of the reference
     * @param k ≥ 1, at most the number of reference rows
     * @return one distance per row
     * @throws IllegalArgumentException as {@link #meanDistances}
     */
    public static double[] distances(KNNSearch<double[], ?> search, double[][] rows, int k) {
        return summaries(search, rows, k, near -> near[near.length - 1].distance);
    }

    static double total(Neighbor<?, ?>[] near) {
        double sum = 0;
        for (Neighbor<?, ?> one : near) {
            sum += one.distance;
        }
        return sum;
    }

    static <E> double[] summaries(
            KNNSearch<double[], E> search, double[][] rows, int k, Summary<E> summary) {
        Arguments.atLeast("k", k, 1);
        SmileRows.requireFinite(rows);
        double[] out = new double[rows.length];
        List<Optional<IllegalArgumentException>> failures =
                Collections.synchronizedList(
                        new ArrayList<>(
                                Collections.nCopies(rows.length / BLOCK + 1, Optional.empty())));
        ParallelRows.run(
                rows.length,
                BLOCK,
                (from, to) -> {
                    try {
                        for (int i = from; i < to; i++) {
                            out[i] = summary.of(neighbours(search, rows[i], i, k));
                        }
                    } catch (IllegalArgumentException e) {
                        failures.set(from / BLOCK, Optional.of(e));
                    }
                });
        // that of the first row, and not wrapped, however many threads there were
        for (Optional<IllegalArgumentException> failure : failures) {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
        return out;
    }

    private static <E> Neighbor<double[], E>[] neighbours(
            KNNSearch<double[], E> search, double[] row, int i, int k) {
        Neighbor<double[], E>[] near;
        try {
            near = search.knn(row.clone(), k);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(
                    "rows[" + i + "] and k = " + k + " must fit the search: " + e.getMessage(), e);
        }
        int found = 0;
        for (Neighbor<double[], E> one : near) {
            found += one == null ? 0 : 1;
        }
        if (found < k) {
            throw new IllegalArgumentException(
                    "rows[" + i + "] must have " + k + " neighbours, the search found " + found);
        }
        Arrays.sort(
                near,
                Comparator.<Neighbor<double[], E>>comparingDouble(one -> one.distance)
                        .thenComparingInt(one -> one.index));
        return near;
    }
}
