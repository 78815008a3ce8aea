package org.guardband.kernels;

/**
 * What acts on each element by itself. All matrices must be row-major and of one shape; a result
 * may be an operand.
 *
 * @param <M> the precision
 */
public interface ElementKernels<M extends Matrix<M>> {

    /**
     * y = eˣ, to within a few units of the last place of the precision; 0 below its normal range.
     *
     * @param x any numbers
     * @param y overwritten
     * @throws IllegalArgumentException if the shapes differ
     */
    void exp(M x, M y);

    /**
     * y = erf(x), to within 10⁻¹⁵ (double) or 2·10⁻⁷ (single precision).
     *
     * @param x any numbers
     * @param y overwritten
     * @throws IllegalArgumentException if the shapes differ
     */
    void erf(M x, M y);

    /**
     * y = f(x).
     *
     * @param activation f
     * @param x any numbers
     * @param y overwritten
     * @throws IllegalArgumentException if the shapes differ
     */
    void activate(Activation activation, M x, M y);

    /**
     * dx = dx + dy f′(x).
     *
     * @param activation f
     * @param x its argument
     * @param dy the gradient with respect to its result
     * @param dx the gradient with respect to {@code x}, added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addActivationGradient(Activation activation, M x, M dy, M dx);

    /**
     * y = y + α x.
     *
     * @param alpha α
     * @param x any numbers
     * @param y added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addScaled(double alpha, M x, M y);

    /**
     * y = y + u v, element by element.
     *
     * @param u any numbers
     * @param v any numbers
     * @param y added to
     * @throws IllegalArgumentException if the shapes differ
     */
    void addProduct(M u, M v, M y);

    /**
     * Dropout: y = y + x / (1 − rate) where an element is kept, y else. Which elements are kept is
     * told by a hash of the seed and the element's place, so that the same seed gives the same
     * elements to the forward pass, the backward pass and any number of threads. A dropped element
     * is multiplied by 0, so that a dropped infinity gives NaN.
     *
     * @param seed which draw
     * @param rate probability that an element is dropped, 0 ≤ rate &lt; 1
     * @param x any numbers
     * @param y added to
     * @throws IllegalArgumentException if the shapes differ or the rate is outside [0, 1)
     */
    void addDropped(long seed, double rate, M x, M y);

    /**
     * Dropout as in {@link #addDropped}, but y is overwritten: y = x / (1 − rate) where an element
     * is kept, 0 else.
     *
     * @param seed which draw
     * @param rate probability that an element is dropped, 0 ≤ rate &lt; 1
     * @param x any numbers
     * @param y overwritten
     * @throws IllegalArgumentException if the shapes differ or the rate is outside [0, 1)
     */
    void drop(long seed, double rate, M x, M y);

    /**
     * The sum of the squares of all elements, in double precision.
     *
     * @param x any numbers
     * @return Σ x²
     */
    double sumOfSquares(M x);

    /**
     * One step of Adam.
     *
     * @param step its constants
     * @param gradient of the loss
     * @param weights moved
     * @param first the running mean of gradients, updated
     * @param second the running mean of their squares, updated
     * @throws IllegalArgumentException if the shapes differ
     */
    void adam(AdamStep step, M gradient, M weights, M first, M second);
}
