package org.guardband.core.batch;

import org.guardband.core.numeric.Arguments;

/** Shape checks that the batches share. */
final class BatchShape {

    private BatchShape() {}

    static void requireColumn(double[] out, int rows) {
        Arguments.sameLength("out", out.length, "the batch", rows);
    }

    static void requireTruths(double[] y, int rows) {
        Arguments.sameLength("y", y.length, "the batch", rows);
    }

    static void requireTruthsWithoutNaN(double[] y, double[] out, int rows) {
        requireColumn(out, rows);
        requireTruths(y, rows);
        Arguments.noneNaN("y", y);
    }

    static void requireFiniteTruths(double[] y, double[] out, int rows) {
        requireColumn(out, rows);
        requireTruths(y, rows);
        Arguments.allFinite("y", y);
    }

    /** Rows of a row-major matrix with {@code columns} columns. */
    static int rows(String name, int length, int columns) {
        Arguments.atLeast("columns", columns, 1);
        if (length % columns != 0) {
            throw new IllegalArgumentException(
                    name
                            + " must hold whole rows of "
                            + columns
                            + " numbers, got "
                            + length
                            + " numbers");
        }
        return length / columns;
    }

    /** Chosen rows of a row-major matrix. */
    static double[] select(int[] chosen, int rows, double[] values, int columns) {
        Arguments.allIndices("rows", chosen, rows);
        double[] out = new double[Math.multiplyExact(chosen.length, columns)];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * columns, out, i * columns, columns);
        }
        return out;
    }

    /** Chosen rows of a row-major matrix. */
    static float[] select(int[] chosen, int rows, float[] values, int columns) {
        Arguments.allIndices("rows", chosen, rows);
        float[] out = new float[Math.multiplyExact(chosen.length, columns)];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(values, chosen[i] * columns, out, i * columns, columns);
        }
        return out;
    }
}
