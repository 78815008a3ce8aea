package org.guardband.kernels.internal;

import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.Matrix;

/** Checks and block sizes of sparse kernels. */
final class SparseShapes {
    /** Multiplications that are worth handing to another thread. */
    private static final long GRAIN = 1 << 15;

    private SparseShapes() {}

    static int rowsAtOnce(CsrPattern pattern, int workPerEntry) {
        long work = ((long) pattern.entries() + pattern.rows()) * Math.max(1, workPerEntry);
        return (int) Math.max(1, Math.min(pattern.rows(), pattern.rows() * GRAIN / (work + 1)));
    }

    /** Checks a product's operands; returns the columns a head. */
    static int dense(CsrPattern pattern, Matrix<?> values, Matrix<?> rows, Matrix<?> columns) {
        heads(pattern, values);
        Shapes.rowMajor("values", values);
        Shapes.rowMajor("x", columns);
        Shapes.rowMajor("y", rows);
        int width = columns.columns() / values.columns();
        if (width * values.columns() != columns.columns()) {
            throw new IllegalArgumentException(
                    "the number of columns must be a multiple of the heads ("
                            + values.columns()
                            + "), got "
                            + columns.columns());
        }
        Shapes.exact("the operand by columns", columns, pattern.columns(), columns.columns());
        Shapes.exact("the operand by rows", rows, pattern.rows(), columns.columns());
        return width;
    }

    static void ends(CsrPattern pattern, Matrix<?> values, Matrix<?> rows, Matrix<?> columns) {
        rowValues(pattern, values, rows);
        Shapes.rowMajor("v", columns);
        Shapes.exact("v", columns, pattern.columns(), values.columns());
    }

    static void rowValues(CsrPattern pattern, Matrix<?> values, Matrix<?> rows) {
        heads(pattern, values);
        Shapes.rowMajor("values", values);
        Shapes.rowMajor("the operand by rows", rows);
        Shapes.exact("the operand by rows", rows, pattern.rows(), values.columns());
    }

    static void values(CsrPattern pattern, Matrix<?> x, Matrix<?> y) {
        heads(pattern, x);
        Shapes.rowMajor("x", x);
        Shapes.rowMajor("y", y);
        Shapes.same("y", y, "x", x);
    }

    private static void heads(CsrPattern pattern, Matrix<?> values) {
        if (values.columns() < 1) {
            throw new IllegalArgumentException("values must have a column at least, got none");
        }
        Shapes.exact("values", values, pattern.entries(), values.columns());
    }
}
