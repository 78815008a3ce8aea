package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** Features of nodes as compressed sparse rows: the columns of a row ascend, absent ones are 0. */
public final class SparseFeatures extends NodeFeatures {

    private final int[] offsets;
    private final int[] indices;
    private final double[] values;

    private SparseFeatures(int columns, int[] offsets, int[] indices, double[] values) {
        super(offsets.length - 1, columns);
        this.offsets = offsets;
        this.indices = indices;
        this.values = values;
    }

    /**
     * Copies compressed rows.
     *
     * @param nodes N
     * @param columns F ≥ 0
     * @param offsets N + 1 ascending row starts, from 0 to the number of entries
     * @param indices the column of each entry, ascending within a row
     * @param values the number of each entry, finite
     * @return the features
     * @throws IllegalArgumentException if a part is inconsistent
     */
    public static SparseFeatures of(
            int nodes, int columns, int[] offsets, int[] indices, double[] values) {
        Arguments.atLeast("columns", columns, 0);
        Arguments.sameLength("offsets", offsets.length, "the nodes plus one", nodes + 1);
        Arguments.sameLength("values", values.length, "indices", indices.length);
        if (offsets[0] != 0 || offsets[nodes] != indices.length) {
            throw new IllegalArgumentException(
                    "offsets must lead from 0 to "
                            + indices.length
                            + ", got "
                            + offsets[0]
                            + " to "
                            + offsets[nodes]);
        }
        Arguments.allIndices("indices", indices, columns);
        Arguments.allFinite("values", values);
        for (int v = 0; v < nodes; v++) {
            requireAscending(v, offsets, indices);
        }
        return new SparseFeatures(columns, offsets.clone(), indices.clone(), values.clone());
    }

    private static void requireAscending(int node, int[] offsets, int[] indices) {
        if (offsets[node + 1] < offsets[node] || offsets[node + 1] > indices.length) {
            throw new IllegalArgumentException(
                    "offsets["
                            + (node + 1)
                            + "] must be in ["
                            + offsets[node]
                            + ", "
                            + indices.length
                            + "], got "
                            + offsets[node + 1]);
        }
        for (int e = offsets[node] + 1; e < offsets[node + 1]; e++) {
            if (indices[e] <= indices[e - 1]) {
                throw new IllegalArgumentException(
                        "indices["
                                + e
                                + "] of node "
                                + node
                                + " must be > "
                                + indices[e - 1]
                                + ", got "
                                + indices[e]);
            }
        }
    }

    /**
     * The number of entries.
     *
     * @return the sum of the entries of all rows
     */
    public int entries() {
        return indices.length;
    }

    /**
     * The first entry of a row, unchecked beyond the array's own bounds.
     *
     * @param node the node
     * @return its number
     */
    public int first(int node) {
        return offsets[node];
    }

    /**
     * One past the last entry of a row, unchecked beyond the array's own bounds.
     *
     * @param node the node
     * @return its number
     */
    public int end(int node) {
        return offsets[node + 1];
    }

    /**
     * The column of an entry.
     *
     * @param entry its number
     * @return a column
     */
    public int column(int entry) {
        return indices[entry];
    }

    /**
     * The number at an entry.
     *
     * @param entry its number
     * @return the value
     */
    public double value(int entry) {
        return values[entry];
    }

    /**
     * A copy of the row starts.
     *
     * @return N + 1 numbers
     */
    public int[] offsets() {
        return offsets.clone();
    }

    /**
     * A copy of the columns of the entries.
     *
     * @return one column per entry
     */
    public int[] indices() {
        return indices.clone();
    }

    /**
     * A copy of the numbers.
     *
     * @return one number per entry
     */
    public double[] values() {
        return values.clone();
    }

    @Override
    public void copyRow(int node, double[] out) {
        Arrays.fill(out, 0, columns(), 0);
        for (int e = offsets[node]; e < offsets[node + 1]; e++) {
            out[indices[e]] = values[e];
        }
    }

    @Override
    public SparseFeatures rowNormalized() {
        double[] scaled = values.clone();
        for (int v = 0; v < size(); v++) {
            double sum = 0;
            for (int e = offsets[v]; e < offsets[v + 1]; e++) {
                sum += scaled[e];
            }
            for (int e = offsets[v]; e < offsets[v + 1]; e++) {
                scaled[e] = sum == 0 ? 0 : scaled[e] / sum;
            }
        }
        return new SparseFeatures(columns(), offsets, indices, scaled);
    }

    @Override
    public SparseFeatures select(int... nodes) {
        Arguments.allIndices("nodes", nodes, size());
        int[] starts = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            int length = offsets[nodes[i] + 1] - offsets[nodes[i]];
            starts[i + 1] = Math.addExact(starts[i], length);
        }
        int[] chosen = new int[starts[nodes.length]];
        double[] numbers = new double[chosen.length];
        for (int i = 0; i < nodes.length; i++) {
            int length = starts[i + 1] - starts[i];
            System.arraycopy(indices, offsets[nodes[i]], chosen, starts[i], length);
            System.arraycopy(values, offsets[nodes[i]], numbers, starts[i], length);
        }
        return new SparseFeatures(columns(), starts, chosen, numbers);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SparseFeatures that
                && columns() == that.columns()
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(indices, that.indices)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "SparseFeatures["
                + size()
                + " nodes, "
                + columns()
                + " columns, "
                + entries()
                + " entries]";
    }
}
