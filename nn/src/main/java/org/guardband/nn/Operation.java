package org.guardband.nn;

import org.guardband.kernels.Matrix;

/**
 * How a node is computed, and how its gradient goes back to what it was computed from.
 *
 * @param <M> the precision
 */
public interface Operation<M extends Matrix<M>> {

    /**
     * Computes the value.
     *
     * @param result the node's value, to be overwritten
     * @param pass what kind of pass this is
     */
    void forward(M result, Pass pass);

    /**
     * Adds to the gradients of the operands that {@linkplain Node#hasGradient() have one}.
     *
     * @param result the node's value
     * @param gradient the derivative of the loss with respect to it
     * @param pass the same as in the forward pass
     */
    void backward(M result, M gradient, Pass pass);
}
