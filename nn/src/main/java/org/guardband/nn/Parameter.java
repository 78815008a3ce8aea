package org.guardband.nn;

import org.guardband.kernels.Matrix;

/**
 * A matrix that training moves, with its gradient. Several tapes, and several places on one, may
 * share a parameter.
 *
 * @param <M> the precision
 */
public final class Parameter<M extends Matrix<M>> {
    private final String name;
    private final M value;
    private final M gradient;

    Parameter(String name, M value, M gradient) {
        this.name = name;
        this.value = value;
        this.gradient = gradient;
    }

    /**
     * What it is called among its {@link Parameters}.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * The numbers.
     *
     * @return the matrix itself
     */
    public M value() {
        return value;
    }

    /**
     * The derivative of the loss, as the last backward pass left it.
     *
     * @return the matrix itself
     */
    public M gradient() {
        return gradient;
    }
}
