package org.guardband.kernels;

/**
 * What acts on the rows of a matrix: biases, activations, softmax, layer norm.
 *
 * <p>All matrices must be row-major. Where a result is overwritten it may be the operand itself;
 * where it is added to it must not share elements with one. Sums over a row are taken in an order
 * that depends on its length alone.
 *
 * @param <M> the precision
 */
public interface RowKernels<M extends Matrix<M>> {

    /**
     * y_i = f(x_i + b).
     *
     * @param x m × n
     * @param bias 1 × n
     * @param activation f
     * @param y m × n, overwritten; may be {@code x}
     * @throws IllegalArgumentException if the shapes differ
     */
    void biasActivate(M x, M bias, Activation activation, M y);

    /**
     * y_ij = exp(x_ij − max_i) / Σ_j exp(x_ij − max_i). A row that holds NaN, +∞, or −∞ alone gives
     * NaN.
     *
     * @param x m × n
     * @param y m × n, overwritten; may be {@code x}
     * @throws IllegalArgumentException if the shapes differ
     */
    void softmax(M x, M y);

    /**
     * y_ij = x_ij − log Σ_j exp(x_ij).
     *
     * @param x m × n
     * @param y m × n, overwritten; may be {@code x}
     * @throws IllegalArgumentException if the shapes differ
     */
    void logSoftmax(M x, M y);

    /**
     * The gradient of {@link #softmax}, added: dx += y (dy − Σ y dy).
     *
     * @param y the softmax
     * @param dy the gradient with respect to it
     * @param dx the gradient with respect to its argument, added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addSoftmaxGradient(M y, M dy, M dx);

    /**
     * The gradient of {@link #logSoftmax}, added: dx += dy − exp(y) Σ dy.
     *
     * @param y the log-softmax
     * @param dy the gradient with respect to it
     * @param dx the gradient with respect to its argument, added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addLogSoftmaxGradient(M y, M dy, M dx);

    /**
     * y_i = (x_i − mean_i) / √(variance_i + ε) · scale + shift, with the mean and the variance
     * (over n, not n − 1) of the row.
     *
     * @param x m × n
     * @param scale 1 × n
     * @param shift 1 × n
     * @param epsilon ε, ≥ 0
     * @param y m × n, overwritten; may be {@code x}
     * @throws IllegalArgumentException if the shapes differ
     */
    void layerNorm(M x, M scale, M shift, double epsilon, M y);

    /**
     * The gradients of {@link #layerNorm}, added.
     *
     * @param x its argument
     * @param scale 1 × n
     * @param epsilon ε
     * @param dy the gradient with respect to its result
     * @param dx the gradient with respect to {@code x}, added to
     * @param dscale the gradient with respect to {@code scale}, 1 × n, added to
     * @param dshift the gradient with respect to the shift, 1 × n, added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addLayerNormGradient(M x, M scale, double epsilon, M dy, M dx, M dscale, M dshift);

    /**
     * The sum of the rows of a matrix, added: the gradient of a bias.
     *
     * @param x m × n
     * @param y 1 × n, added to
     * @throws IllegalArgumentException if the shapes do not fit
     */
    void addColumnSums(M x, M y);
}
