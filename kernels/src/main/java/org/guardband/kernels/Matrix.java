package org.guardband.kernels;

/**
 * A rectangular view of an array of floats or doubles: element (i, j) lies at {@code offset +
 * i·rowStride + j·columnStride}.
 *
 * <p>A view is cheap to make and holds no numbers of its own; a transpose swaps the strides. Work
 * matrices are meant to be written to and used again, so a view is mutable and no thread may write
 * while another reads.
 *
 * @param <M> the implementing type
 */
public sealed interface Matrix<M extends Matrix<M>> permits FloatMatrix, DoubleMatrix {

    /**
     * Number of rows.
     *
     * @return ≥ 0
     */
    int rows();

    /**
     * Number of columns.
     *
     * @return ≥ 0
     */
    int columns();

    /**
     * Where element (0, 0) lies in the array.
     *
     * @return ≥ 0
     */
    int offset();

    /**
     * Distance in the array between an element and the one below it.
     *
     * @return ≥ 0
     */
    int rowStride();

    /**
     * Distance in the array between an element and the one to its right.
     *
     * @return ≥ 0; 1 in a row-major matrix
     */
    int columnStride();

    /**
     * The transpose, over the same array.
     *
     * @return a view of {@code columns() × rows()}
     */
    M transposed();

    /**
     * A rectangle of this matrix, over the same array.
     *
     * @param row first row
     * @param column first column
     * @param rows number of rows
     * @param columns number of columns
     * @return the view
     * @throws IllegalArgumentException if the rectangle leaves this matrix
     */
    M view(int row, int column, int rows, int columns);

    /**
     * One element.
     *
     * @param row its row
     * @param column its column
     * @return the value, widened where this matrix is of single precision
     */
    double get(int row, int column);

    /**
     * Writes one element.
     *
     * @param row its row
     * @param column its column
     * @param value the value, rounded where this matrix is of single precision
     */
    void set(int row, int column, double value);

    /**
     * Writes one value everywhere.
     *
     * @param value the value, rounded where this matrix is of single precision
     */
    void fill(double value);

    /**
     * Copies another matrix of the same shape into this one.
     *
     * @param source what to copy
     * @throws IllegalArgumentException if the shapes differ
     */
    void copyFrom(M source);

    /**
     * Whether rows follow each other without a gap, so that all elements are one run of the array.
     *
     * @return true if {@code columnStride() == 1} and {@code rowStride() == columns()}, or nothing
     *     lies between
     */
    default boolean contiguous() {
        return (columns() <= 1 || columnStride() == 1) && (rows() <= 1 || rowStride() == columns());
    }
}
