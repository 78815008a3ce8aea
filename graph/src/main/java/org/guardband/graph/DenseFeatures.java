package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** Features of nodes as a row-major matrix. */
public final class DenseFeatures extends NodeFeatures {

    private final double[] values;

    private DenseFeatures(double[] values, int columns) {
        super(values.length / columns, columns);
        this.values = values;
    }

    /**
     * Copies a matrix.
     *
     * @param values N × F finite numbers, row-major
     * @param columns F ≥ 1
     * @return the features
     * @throws IllegalArgumentException if the rows are ragged or a number is not finite
     */
    public static DenseFeatures of(double[] values, int columns) {
        Arguments.atLeast("columns", columns, 1);
        if (values.length % columns != 0) {
            throw new IllegalArgumentException(
                    "features must hold whole rows of "
                            + columns
                            + " numbers, got "
                            + values.length
                            + " numbers");
        }
        return new DenseFeatures(Arguments.allFinite("features", values.clone()), columns);
    }

    /**
     * One number, unchecked beyond the array's own bounds.
     *
     * @param node the node
     * @param column the column
     * @return the number
     */
    public double value(int node, int column) {
        return values[node * columns() + column];
    }

    @Override
    public void copyRow(int node, double[] out) {
        System.arraycopy(values, node * columns(), out, 0, columns());
    }

    @Override
    public DenseFeatures rowNormalized() {
        double[] scaled = values.clone();
        for (int start = 0; start < scaled.length; start += columns()) {
            double sum = 0;
            for (int j = start; j < start + columns(); j++) {
                sum += scaled[j];
            }
            for (int j = start; j < start + columns(); j++) {
                scaled[j] = sum == 0 ? 0 : scaled[j] / sum;
            }
        }
        return new DenseFeatures(scaled, columns());
    }

    @Override
    public DenseFeatures select(int... nodes) {
        Arguments.allIndices("nodes", nodes, size());
        double[] chosen = new double[Math.multiplyExact(nodes.length, columns())];
        for (int i = 0; i < nodes.length; i++) {
            System.arraycopy(values, nodes[i] * columns(), chosen, i * columns(), columns());
        }
        return new DenseFeatures(chosen, columns());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DenseFeatures that
                && columns() == that.columns()
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * columns() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "DenseFeatures[" + size() + " nodes, " + columns() + " columns]";
    }
}
