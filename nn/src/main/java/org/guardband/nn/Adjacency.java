package org.guardband.nn;

import org.guardband.kernels.CsrPattern;

/**
 * A sparse pattern with its transpose, which gradients need.
 *
 * @param rows the pattern: row i names the neighbours of i, or the features of sample i
 * @param columns its transpose, over the same values
 */
public record Adjacency(CsrPattern rows, CsrPattern columns) {

    /**
     * Checks that the two fit.
     *
     * @param rows the pattern
     * @param columns its transpose
     */
    public Adjacency {
        Checks.size("columns.entries", columns.entries(), "rows.entries", rows.entries());
        Checks.size("columns.rows", columns.rows(), "rows.columns", rows.columns());
    }

    /**
     * Takes the transpose.
     *
     * @param pattern the pattern
     * @return both
     */
    public static Adjacency of(CsrPattern pattern) {
        return new Adjacency(pattern, pattern.transposed());
    }

    /**
     * The pattern that picks rows: row i has one entry, in column {@code index[i]}.
     *
     * @param count number of rows to pick from
     * @param index which to pick, in order, repeats allowed
     * @return the pattern and its transpose
     * @throws IllegalArgumentException if an index is outside [0, count)
     */
    public static Adjacency picking(int count, int... index) {
        int[] starts = new int[index.length + 1];
        for (int i = 0; i <= index.length; i++) {
            starts[i] = i;
        }
        return of(CsrPattern.of(count, starts, index));
    }
}
