package org.guardband.kernels;

/**
 * Products and softmax over a {@link CsrPattern}, with several values an entry where asked for.
 *
 * <p>Values lie in a matrix of {@code entries × heads}. A dense operand then has {@code heads ·
 * width} columns, and value h of an entry acts on the h-th run of {@code width} of them: one call
 * serves all attention heads. With one head these are the usual products. To multiply by the
 * transpose, pass {@link CsrPattern#transposed()} with the same values.
 *
 * <p>Sums run over the entries of a row in their order, so that results do not depend on the number
 * of threads. All matrices must be row-major. Results must not share elements with operands, but
 * for {@code softmax}, which may work in place.
 *
 * @param <M> the precision
 */
public interface SparseKernels<M extends Matrix<M>> {

    /**
     * Y = S X: row i is the sum of the rows of X that row i of the pattern names, each times its
     * value.
     *
     * @param pattern m × k
     * @param values entries × heads
     * @param x k × (heads · width)
     * @param y m × (heads · width), overwritten
     * @throws IllegalArgumentException if the shapes do not fit
     */
    default void multiply(CsrPattern pattern, M values, M x, M y) {
        y.fill(0);
        multiplyAdd(pattern, values, x, y);
    }

    /**
     * Y = Y + S X.
     *
     * @param pattern m × k
     * @param values entries × heads
     * @param x k × (heads · width)
     * @param y m × (heads · width), added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void multiplyAdd(CsrPattern pattern, M values, M x, M y);

    /**
     * The product U Vᵀ at the entries of a pattern only, added to values: value (e, h) gains ⟨u_i,
     * v_j⟩ over run h of the columns, for entry e in row i and column j.
     *
     * @param pattern m × k
     * @param u m × (heads · width)
     * @param v k × (heads · width)
     * @param values entries × heads, added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void addSampledProduct(CsrPattern pattern, M u, M v, M values);

    /**
     * What both ends of an entry say of it, added to values: value (e, h) gains u(i, h) + v(j, h).
     *
     * @param pattern m × k
     * @param u m × heads
     * @param v k × heads
     * @param values entries × heads, added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void addEnds(CsrPattern pattern, M u, M v, M values);

    /**
     * The values of each row, summed and added to it.
     *
     * @param pattern m × k
     * @param values entries × heads
     * @param y m × heads, added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void addRowSums(CsrPattern pattern, M values, M y);

    /**
     * Softmax over the entries of each row, for each head by itself.
     *
     * @param pattern m × k
     * @param x entries × heads
     * @param y entries × heads, overwritten; may be {@code x}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void softmax(CsrPattern pattern, M x, M y);

    /**
     * The gradient of {@link #softmax}, added: dx_e += y_e (dy_e − Σ y dy) with the sum over the
     * row.
     *
     * @param pattern m × k
     * @param y the softmax, entries × heads
     * @param dy the gradient with respect to it
     * @param dx the gradient with respect to its argument, added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void addSoftmaxGradient(CsrPattern pattern, M y, M dy, M dx);
}
