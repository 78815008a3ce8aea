package org.guardband.graph;

import org.guardband.core.numeric.FeatureTable;

/** A row of numbers for every node, held densely or sparsely. Immutable. */
public abstract sealed class NodeFeatures permits DenseFeatures, SparseFeatures {

    private final int rows;
    private final int columns;

    NodeFeatures(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Nodes of which nothing is known.
     *
     * @param nodes N
     * @return features with no column
     */
    public static NodeFeatures none(int nodes) {
        return SparseFeatures.of(nodes, 0, new int[nodes + 1], new int[0], new double[0]);
    }

    /**
     * The number of nodes.
     *
     * @return N
     */
    public final int size() {
        return rows;
    }

    /**
     * The length of a row.
     *
     * @return F ≥ 0
     */
    public final int columns() {
        return columns;
    }

    /**
     * Copies one row.
     *
     * @param node the node
     * @param out receives the F numbers in its first F places
     */
    public abstract void copyRow(int node, double[] out);

    /**
     * Every row divided by its sum, as is usual for citation graphs; a row with sum zero becomes
     * zeros.
     *
     * @return features of the same shape and kind
     */
    public abstract NodeFeatures rowNormalized();

    /**
     * The features of chosen nodes.
     *
     * @param nodes nodes, in the order that they will be numbered in
     * @return as many rows
     * @throws IllegalArgumentException if a node is out of range
     */
    public abstract NodeFeatures select(int... nodes);

    /**
     * The features row by row, end to end.
     *
     * @return N × F numbers, row-major
     */
    public final double[] toArray() {
        double[] all = new double[Math.multiplyExact(rows, columns)];
        double[] row = new double[columns];
        for (int i = 0; i < rows; i++) {
            copyRow(i, row);
            System.arraycopy(row, 0, all, i * columns, columns);
        }
        return all;
    }

    /**
     * The features as a table, for search among neighbours in the space of features.
     *
     * @return a dense copy
     * @throws IllegalArgumentException if there is no column
     */
    public final FeatureTable toTable() {
        return FeatureTable.of(toArray(), columns);
    }
}
