package org.guardband.kernels.internal;

import org.guardband.kernels.Matrix;

/** Checks of shapes, with one wording for all kernels. */
public final class Shapes {
    private Shapes() {}

    /**
     * The number of elements of a matrix.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return their product
     */
    public static int area(int rows, int columns) {
        sizes(rows, columns);
        long area = (long) rows * columns;
        if (area > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "rows * columns must fit an array, got " + rows + " * " + columns);
        }
        return (int) area;
    }

    private static void sizes(int rows, int columns) {
        if (rows < 0) {
            throw new IllegalArgumentException("rows must be >= 0, got " + rows);
        }
        if (columns < 0) {
            throw new IllegalArgumentException("columns must be >= 0, got " + columns);
        }
    }

    /**
     * Refuses an array of the wrong length.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param length of the array
     */
    public static void exactLength(int rows, int columns, int length) {
        if (length != area(rows, columns)) {
            throw new IllegalArgumentException(
                    "values must have length "
                            + rows
                            + " * "
                            + columns
                            + " = "
                            + area(rows, columns)
                            + ", got "
                            + length);
        }
    }

    /**
     * Refuses a view that leaves its array.
     *
     * @param length of the array
     * @param offset of the first element
     * @param rows number of rows
     * @param columns number of columns
     * @param rowStride between rows
     * @param columnStride between columns
     */
    public static void inside(
            int length, int offset, int rows, int columns, int rowStride, int columnStride) {
        sizes(rows, columns);
        if (offset < 0 || rowStride < 0 || columnStride < 0) {
            throw new IllegalArgumentException(
                    "offset, rowStride and columnStride must be >= 0, got "
                            + offset
                            + ", "
                            + rowStride
                            + ", "
                            + columnStride);
        }
        if (rows == 0 || columns == 0) {
            return;
        }
        long last = offset + (rows - 1L) * rowStride + (columns - 1L) * columnStride;
        if (last >= length) {
            throw new IllegalArgumentException(
                    "a view of "
                            + rows
                            + " x "
                            + columns
                            + " reaches index "
                            + last
                            + " of an array of length "
                            + length);
        }
    }

    /**
     * Refuses a rectangle that leaves its matrix.
     *
     * @param of the matrix
     * @param row first row
     * @param column first column
     * @param rows number of rows
     * @param columns number of columns
     */
    public static void rectangle(Matrix<?> of, int row, int column, int rows, int columns) {
        sizes(rows, columns);
        if (row < 0
                || column < 0
                || (long) row + rows > of.rows()
                || (long) column + columns > of.columns()) {
            throw new IllegalArgumentException(
                    "a rectangle of "
                            + rows
                            + " x "
                            + columns
                            + " at ("
                            + row
                            + ", "
                            + column
                            + ") leaves a matrix of "
                            + shape(of));
        }
    }

    /**
     * Refuses a place outside a matrix.
     *
     * @param of the matrix
     * @param row the row
     * @param column the column
     */
    public static void element(Matrix<?> of, int row, int column) {
        if (row < 0 || column < 0 || row >= of.rows() || column >= of.columns()) {
            throw new IllegalArgumentException(
                    "element (" + row + ", " + column + ") lies outside a matrix of " + shape(of));
        }
    }

    /**
     * Refuses two matrices that differ in shape.
     *
     * @param name of the first
     * @param matrix the first
     * @param otherName of the second
     * @param other the second
     */
    public static void same(String name, Matrix<?> matrix, String otherName, Matrix<?> other) {
        if (matrix.rows() != other.rows() || matrix.columns() != other.columns()) {
            throw new IllegalArgumentException(
                    name
                            + " must have the shape of "
                            + otherName
                            + " ("
                            + shape(other)
                            + "), got "
                            + shape(matrix));
        }
    }

    /**
     * Refuses a matrix of another shape.
     *
     * @param name of the matrix
     * @param matrix the matrix
     * @param rows expected
     * @param columns expected
     */
    public static void exact(String name, Matrix<?> matrix, int rows, int columns) {
        if (matrix.rows() != rows || matrix.columns() != columns) {
            throw new IllegalArgumentException(
                    name + " must be " + rows + " x " + columns + ", got " + shape(matrix));
        }
    }

    /**
     * Refuses a matrix whose rows have gaps.
     *
     * @param name of the matrix
     * @param matrix the matrix
     */
    public static void rowMajor(String name, Matrix<?> matrix) {
        if (matrix.columns() > 1 && matrix.columnStride() != 1) {
            throw new IllegalArgumentException(
                    name
                            + " must be row-major (column stride 1), got column stride "
                            + matrix.columnStride());
        }
    }

    /**
     * The shape in words.
     *
     * @param matrix the matrix
     * @return for instance {@code 3 x 4}
     */
    public static String shape(Matrix<?> matrix) {
        return matrix.rows() + " x " + matrix.columns();
    }

    /**
     * Refuses operands whose product does not fit the result.
     *
     * @param a m × k
     * @param b k × n
     * @param c m × n
     */
    public static void product(Matrix<?> a, Matrix<?> b, Matrix<?> c) {
        if (a.columns() != b.rows()) {
            throw new IllegalArgumentException(
                    "b must have as many rows as a has columns ("
                            + a.columns()
                            + "), got "
                            + shape(b));
        }
        exact("c", c, a.rows(), b.columns());
        if (c.columns() > 1 && c.columnStride() != 1 && c.rows() > 1 && c.rowStride() != 1) {
            throw new IllegalArgumentException(
                    "c must have rows or columns without gaps, got strides "
                            + c.rowStride()
                            + " and "
                            + c.columnStride());
        }
    }
}
