package org.guardband.kernels;

/**
 * The kernels of one precision.
 *
 * @param <M> the precision
 */
public interface Arithmetic<M extends Matrix<M>> {

    /**
     * Makes a matrix of this precision.
     *
     * @param rows number of rows
     * @param columns number of columns
     * @return a row-major matrix of zeros
     */
    M zeros(int rows, int columns);

    /**
     * Products of dense matrices.
     *
     * @return safe to share between threads
     */
    DenseKernels<M> dense();

    /**
     * Products and softmax over sparse patterns.
     *
     * @return safe to share between threads
     */
    SparseKernels<M> sparse();

    /**
     * Biases, activations, softmax and norms of rows.
     *
     * @return safe to share between threads
     */
    RowKernels<M> rows();

    /**
     * Functions of each element.
     *
     * @return safe to share between threads
     */
    ElementKernels<M> elements();
}
