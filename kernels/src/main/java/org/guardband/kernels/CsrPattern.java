package org.guardband.kernels;

import java.util.Arrays;

/**
 * Which elements of a sparse matrix are there, row after row (compressed sparse rows); their values
 * are kept apart, one row of a dense matrix an entry, so that one pattern serves many.
 *
 * <p>The entries of row i are {@code rowStart(i) … rowStart(i + 1)}, and entry e lies in column
 * {@code column(e)}. In a {@linkplain #transposed() transpose} the values stay where they were, and
 * {@link #value(int)} tells where that is. Immutable.
 */
public final class CsrPattern {
    private final int columns;
    private final int[] starts;
    private final int[] column;

    /** Where the value of an entry lies; empty where entry e has value e. */
    private final int[] value;

    private CsrPattern(int columns, int[] starts, int[] column, int[] value) {
        this.columns = columns;
        this.starts = starts;
        this.column = column;
        this.value = value;
    }

    /**
     * A pattern that copies two arrays.
     *
     * @param columns number of columns
     * @param starts where each row starts, and at the end the number of entries; one longer than
     *     there are rows
     * @param column the column of each entry, in any order within a row; a column may occur twice,
     *     and both entries then count
     * @return the pattern
     * @throws IllegalArgumentException if starts do not rise from 0 to the number of entries, or a
     *     column is outside {@code [0, columns)}
     */
    public static CsrPattern of(int columns, int[] starts, int[] column) {
        return wrap(columns, starts.clone(), column.clone());
    }

    /**
     * A pattern over two arrays that the caller will not change.
     *
     * @param columns number of columns
     * @param starts as in {@link #of}
     * @param column as in {@link #of}
     * @return the pattern
     * @throws IllegalArgumentException as {@link #of}
     */
    public static CsrPattern wrap(int columns, int[] starts, int[] column) {
        if (columns < 0) {
            throw new IllegalArgumentException("columns must be >= 0, got " + columns);
        }
        if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != column.length) {
            throw new IllegalArgumentException(
                    "starts must begin with 0 and end with the number of entries ("
                            + column.length
                            + "), got "
                            + (starts.length == 0
                                    ? "none"
                                    : starts[0] + " and " + starts[starts.length - 1]));
        }
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] < starts[i - 1]) {
                throw new IllegalArgumentException(
                        "starts["
                                + i
                                + "] must be >= starts["
                                + (i - 1)
                                + "] ("
                                + starts[i - 1]
                                + "), got "
                                + starts[i]);
            }
        }
        for (int e = 0; e < column.length; e++) {
            if (column[e] < 0 || column[e] >= columns) {
                throw new IllegalArgumentException(
                        "column[" + e + "] must be in [0, " + columns + "), got " + column[e]);
            }
        }
        return new CsrPattern(columns, starts, column, new int[0]);
    }

    /**
     * The same entries by columns, in time and memory proportional to their number.
     *
     * @return a pattern of {@code columns() × rows()} over the same values
     */
    public CsrPattern transposed() {
        int[] begins = new int[columns + 1];
        for (int c : column) {
            begins[c + 1]++;
        }
        Arrays.parallelPrefix(begins, Integer::sum);
        int[] next = Arrays.copyOf(begins, columns);
        int[] across = new int[column.length];
        int[] from = new int[column.length];
        for (int row = 0; row < rows(); row++) {
            for (int e = starts[row]; e < starts[row + 1]; e++) {
                int at = next[column[e]]++;
                across[at] = row;
                from[at] = value(e);
            }
        }
        return new CsrPattern(rows(), begins, across, from);
    }

    /**
     * Number of rows.
     *
     * @return ≥ 0
     */
    public int rows() {
        return starts.length - 1;
    }

    /**
     * Number of columns.
     *
     * @return ≥ 0
     */
    public int columns() {
        return columns;
    }

    /**
     * Number of entries.
     *
     * @return ≥ 0
     */
    public int entries() {
        return column.length;
    }

    /**
     * Where a row starts.
     *
     * @param row 0 … {@link #rows()}, the last of which gives the number of entries
     * @return its first entry
     */
    public int rowStart(int row) {
        return starts[row];
    }

    /**
     * The column of an entry.
     *
     * @param entry its index
     * @return the column
     */
    public int column(int entry) {
        return column[entry];
    }

    /**
     * Which value belongs to an entry.
     *
     * @param entry its index
     * @return the row of the matrix of values
     */
    public int value(int entry) {
        return value.length == 0 ? entry : value[entry];
    }

    /**
     * Whether the values lie in the order of the entries, as in a pattern that is not a transpose.
     *
     * @return true if {@code value(e)} is e for every entry
     */
    public boolean ordered() {
        return value.length == 0;
    }

    @Override
    public String toString() {
        return rows() + " x " + columns + " with " + entries() + " entries";
    }
}
