package org.guardband.core.numeric;

import java.util.Arrays;

/**
 * Exact distances from rows to their nearest neighbours among reference rows: how thin the
 * reference rows lie around a row.
 *
 * <p>Every pair of rows is looked at, O(n·m·d), by tiles of {@value #TILE} query rows that pass
 * over the reference rows once; each query keeps its k smallest squared distances in a heap, and no
 * n × m matrix exists. Distances are sums of squared differences in double precision, not
 * differences of squared lengths, so that close rows do not cancel. The result does not depend on
 * the number of threads. A squared distance that overflows is infinite.
 */
public final class NearestNeighbours {

    private static final int TILE = 64;

    private final FeatureTable reference;

    private NearestNeighbours(FeatureTable reference) {
        this.reference = reference;
    }

    /**
     * Looks for neighbours in a table.
     *
     * @param reference the rows to be near to, at least one; usually training rows
     * @return the search
     */
    public static NearestNeighbours in(FeatureTable reference) {
        Arguments.atLeast("reference rows", reference.size(), 1);
        return new NearestNeighbours(reference);
    }

    /**
     * The distance to the k-th nearest neighbour.
     *
     * @param queries rows with as many columns as the reference
     * @param k which neighbour, from 1 to the number of reference rows; a query that is itself a
     *     reference row has itself, at distance 0, for its first
     * @return one Euclidean distance per query
     * @throws IllegalArgumentException if the columns differ or k is out of range
     */
    public double[] distances(FeatureTable queries, int k) {
        return search(queries, k, (rows, heap) -> Math.sqrt(heap[0]));
    }

    /**
     * The mean distance to the k nearest neighbours.
     *
     * @param queries rows with as many columns as the reference
     * @param k how many neighbours, from 1 to the number of reference rows
     * @return one mean of Euclidean distances per query
     * @throws IllegalArgumentException if the columns differ or k is out of range
     */
    public double[] meanDistances(FeatureTable queries, int k) {
        return search(
                queries,
                k,
                (rows, heap) -> {
                    Arrays.sort(heap);
                    double sum = 0;
                    for (double squared : heap) {
                        sum += Math.sqrt(squared);
                    }
                    return sum / heap.length;
                });
    }

    /**
     * One number per query from its k nearest neighbours, for instance the spread of their targets.
     *
     * @param queries rows with as many columns as the reference
     * @param k how many neighbours, from 1 to the number of reference rows; where the last of them
     *     tie in distance, which ones are taken depends on the order of the reference rows
     * @param summary makes the number; called from several threads
     * @return one number per query
     * @throws IllegalArgumentException if the columns differ or k is out of range
     */
    public double[] summaries(FeatureTable queries, int k, Summary summary) {
        return search(
                queries,
                k,
                (rows, heap) -> {
                    sort(rows, heap);
                    return summary.of(rows, heap);
                });
    }

    /** By distance, then by row, so that sums do not depend on how the heap came about. */
    private static void sort(int[] rows, double[] squared) {
        for (int i = 1; i < rows.length; i++) {
            int row = rows[i];
            double value = squared[i];
            int j = i;
            while (j > 0
                    && (squared[j - 1] > value || (squared[j - 1] == value && rows[j - 1] > row))) {
                rows[j] = rows[j - 1];
                squared[j] = squared[j - 1];
                j--;
            }
            rows[j] = row;
            squared[j] = value;
        }
    }

    /** Makes one number of the k nearest neighbours. */
    @FunctionalInterface
    public interface Summary {

        /**
         * The number.
         *
         * @param rows the k nearest reference rows; in {@link #summaries} the nearest first, of
         *     equal ones the earlier row
         * @param squared their squared distances
         * @return the number
         */
        double of(int[] rows, double[] squared);
    }

    /**
     * Hands the k nearest neighbours of every query to a visitor.
     *
     * @param queries rows with as many columns as the reference
     * @param k how many neighbours, from 1 to the number of reference rows; where the last of them
     *     tie in distance, which ones are taken depends on the order of the reference rows
     * @param visitor is told of every query once, from several threads
     * @throws IllegalArgumentException if the columns differ or k is out of range
     */
    public void visit(FeatureTable queries, int k, Visitor visitor) {
        each(
                queries,
                k,
                (query, rows, heap) -> {
                    sort(rows, heap);
                    visitor.neighbours(query, rows, heap);
                });
    }

    /** Is told the k nearest neighbours of a query. */
    @FunctionalInterface
    public interface Visitor {

        /**
         * The neighbours of one query.
         *
         * @param query row of the queries
         * @param rows the k nearest reference rows, the nearest first, of equal ones the earlier
         *     row; not to be kept
         * @param squared their squared distances; not to be kept
         */
        void neighbours(int query, int[] rows, double[] squared);
    }

    private double[] search(FeatureTable queries, int k, Summary summary) {
        double[] out = new double[queries.size()];
        each(queries, k, (query, rows, heap) -> out[query] = summary.of(rows, heap));
        return out;
    }

    private void each(FeatureTable queries, int k, Visitor visitor) {
        if (queries.columns() != reference.columns()) {
            throw new IllegalArgumentException(
                    "columns of the queries must be "
                            + reference.columns()
                            + " as in the reference, got "
                            + queries.columns());
        }
        if (k < 1 || k > reference.size()) {
            throw new IllegalArgumentException(
                    "k must be in [1, " + reference.size() + "], got " + k);
        }
        ParallelRows.run(
                queries.size(),
                TILE,
                (from, to) -> {
                    double[][] heaps = new double[to - from][k];
                    int[][] rows = new int[to - from][k];
                    tile(queries, from, to, heaps, rows);
                    for (int i = from; i < to; i++) {
                        visitor.neighbours(i, rows[i - from], heaps[i - from]);
                    }
                });
    }

    private void tile(FeatureTable queries, int from, int to, double[][] heaps, int[][] rows) {
        int columns = reference.columns();
        double[] row = new double[columns];
        // transposed, so that one column of all queries lies together: the inner loop is a plain
        // sweep over TILE numbers, which the compiler turns into vector instructions
        double[] tile = new double[columns * TILE];
        for (int i = from; i < to; i++) {
            queries.copyRow(i, row);
            for (int j = 0; j < columns; j++) {
                tile[j * TILE + i - from] = row[j];
            }
            Arrays.fill(heaps[i - from], Double.POSITIVE_INFINITY);
        }
        double[] squared = new double[TILE];
        for (int r = 0; r < reference.size(); r++) {
            reference.copyRow(r, row);
            Arrays.fill(squared, 0);
            for (int j = 0; j < columns; j++) {
                addSquares(tile, j * TILE, row[j], squared);
            }
            for (int i = 0; i < heaps.length; i++) {
                if (squared[i] < heaps[i][0]) {
                    replaceLargest(heaps[i], rows[i], squared[i], r);
                }
            }
        }
    }

    private static void addSquares(double[] tile, int start, double value, double[] squared) {
        for (int i = 0; i < TILE; i++) {
            double off = tile[start + i] - value;
            squared[i] += off * off;
        }
    }

    private static void replaceLargest(double[] heap, int[] rows, double value, int row) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= value) {
                break;
            }
            heap[at] = heap[child];
            rows[at] = rows[child];
            at = child;
        }
        heap[at] = value;
        rows[at] = row;
    }
}
