package org.guardband.kernels;

/**
 * Products of dense matrices.
 *
 * <p>Every element of a result is summed in an order that depends on the shapes alone, whatever the
 * number of threads: one implementation gives the same bits on one core and on many. Two
 * implementations agree to rounding: the error of each element is at most {@code k·u·Σ|a||b|} to
 * first order, with {@code u} the unit roundoff of the precision and {@code k} the length of the
 * sums.
 *
 * <p>Operands may be any views, transposes included; {@code c} must not share elements with them,
 * which is not checked. Infinities and NaN go through as arithmetic takes them, but a zero in one
 * operand is not promised to hide an infinity in the other, nor to show it.
 *
 * @param <M> the precision
 */
public interface DenseKernels<M extends Matrix<M>> {

    /**
     * C = A B.
     *
     * @param a m × k
     * @param b k × n
     * @param c m × n, overwritten; zeros if k = 0
     * @throws IllegalArgumentException if the shapes do not fit, or neither the rows nor the
     *     columns of {@code c} lie without gaps
     */
    void multiply(M a, M b, M c);

    /**
     * C = C + A B.
     *
     * @param a m × k
     * @param b k × n
     * @param c m × n, added to
     * @throws IllegalArgumentException if the shapes do not fit, or neither the rows nor the
     *     columns of {@code c} lie without gaps
     */
    void multiplyAdd(M a, M b, M c);
}
