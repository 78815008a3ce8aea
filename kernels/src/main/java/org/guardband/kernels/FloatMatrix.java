package org.guardband.kernels;

import java.util.Arrays;
import org.guardband.kernels.internal.Shapes;

/**
 * A view of a {@code float[]} as a matrix.
 *
 * @see Matrix
 */
public final class FloatMatrix implements Matrix<FloatMatrix> {
    private final float[] data;
    private final int offset;
    private final int rows;
    private final int columns;
    private final int rowStride;
    private final int columnStride;

    private FloatMatrix(
            float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
        this.data = data;
        this.offset = offset;
        this.rows = rows;
        this.columns = columns;
        this.rowStride = rowStride;
        this.columnStride = columnStride;
    }

    /**
     * A new row-major matrix of zeros.
     *
     * @param rows number of rows, ≥ 0
     * @param columns number of columns, ≥ 0
     * @return the matrix
     * @throws IllegalArgumentException if a size is negative or their product exceeds an array
     */
    public static FloatMatrix zeros(int rows, int columns) {
        return new FloatMatrix(new float[Shapes.area(rows, columns)], 0, rows, columns, columns, 1);
    }

    /**
     * A row-major matrix that copies an array.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param values the elements, row after row
     * @return the matrix
     * @throws IllegalArgumentException if there are not {@code rows · columns} values
     */
    public static FloatMatrix of(int rows, int columns, float... values) {
        Shapes.exactLength(rows, columns, values.length);
        return wrap(rows, columns, values.clone());
    }

    /**
     * A row-major matrix over an array, which is not copied.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @param data the elements, row after row; may be longer than needed
     * @return the view
     * @throws IllegalArgumentException if the array is too short
     */
    public static FloatMatrix wrap(int rows, int columns, float[] data) {
        return wrap(data, 0, rows, columns, columns, 1);
    }

    /**
     * A view of an array, which is not copied.
     *
     * @param data the array
     * @param offset where element (0, 0) lies
     * @param rows number of rows
     * @param columns number of columns
     * @param rowStride distance between an element and the one below it
     * @param columnStride distance between an element and the one to its right
     * @return the view
     * @throws IllegalArgumentException if an element would lie outside the array
     */
    public static FloatMatrix wrap(
            float[] data, int offset, int rows, int columns, int rowStride, int columnStride) {
        Shapes.inside(data.length, offset, rows, columns, rowStride, columnStride);
        return new FloatMatrix(data, offset, rows, columns, rowStride, columnStride);
    }

    /**
     * The array behind this view, not a copy.
     *
     * @return the array
     */
    public float[] data() {
        return data;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int rowStride() {
        return rowStride;
    }

    @Override
    public int columnStride() {
        return columnStride;
    }

    @Override
    public FloatMatrix transposed() {
        return new FloatMatrix(data, offset, columns, rows, columnStride, rowStride);
    }

    @Override
    public FloatMatrix view(int row, int column, int rows, int columns) {
        Shapes.rectangle(this, row, column, rows, columns);
        int start = rows == 0 || columns == 0 ? offset : at(row, column);
        return new FloatMatrix(data, start, rows, columns, rowStride, columnStride);
    }

    @Override
    public double get(int row, int column) {
        Shapes.element(this, row, column);
        return data[at(row, column)];
    }

    @Override
    public void set(int row, int column, double value) {
        Shapes.element(this, row, column);
        data[at(row, column)] = (float) value;
    }

    @Override
    public void fill(double value) {
        if (contiguous()) {
            Arrays.fill(data, offset, offset + rows * columns, (float) value);
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                data[at(i, j)] = (float) value;
            }
        }
    }

    @Override
    public void copyFrom(FloatMatrix source) {
        Shapes.same("source", source, "this", this);
        if (contiguous() && source.contiguous()) {
            System.arraycopy(source.data, source.offset, data, offset, rows * columns);
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                data[at(i, j)] = source.data[source.at(i, j)];
            }
        }
    }

    /**
     * The elements row after row, copied.
     *
     * @return a new array of {@code rows() · columns()}
     */
    public float[] toArray() {
        FloatMatrix copy = zeros(rows, columns);
        copy.copyFrom(this);
        return copy.data;
    }

    private int at(int row, int column) {
        return offset + row * rowStride + column * columnStride;
    }

    @Override
    public String toString() {
        return rows + " x " + columns + " floats";
    }
}
