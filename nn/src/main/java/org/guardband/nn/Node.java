package org.guardband.nn;

import org.guardband.kernels.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A matrix that a {@link Tape} knows: given, or computed from others.
 *
 * @param <M> the precision
 */
public final class Node<M extends Matrix<M>> {
    private final M value;
    private final @Nullable M gradient;

    Node(M value, @Nullable M gradient) {
        this.value = value;
        this.gradient = gradient;
    }

    /**
     * What the last forward pass left here.
     *
     * @return the working matrix itself, overwritten by the next pass
     */
    public M value() {
        return value;
    }

    /**
     * Whether a parameter lies behind this node, so that a gradient is taken with respect to it.
     *
     * @return false for constants and what is computed from them alone
     */
    public boolean hasGradient() {
        return gradient != null;
    }

    /**
     * The derivative of the loss with respect to this node, as the last backward pass left it. An
     * {@link Operation} adds to the gradients of its operands.
     *
     * @return the working matrix itself, of the shape of {@link #value()}
     * @throws IllegalStateException if there is none; see {@link #hasGradient()}
     */
    public M gradient() {
        if (gradient == null) {
            throw new IllegalStateException(
                    "a node behind which lies no parameter has no gradient");
        }
        return gradient;
    }

    /**
     * Number of rows.
     *
     * @return ≥ 0
     */
    public int rows() {
        return value.rows();
    }

    /**
     * Number of columns.
     *
     * @return ≥ 0
     */
    public int columns() {
        return value.columns();
    }
}
