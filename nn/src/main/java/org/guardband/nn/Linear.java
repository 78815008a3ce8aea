package org.guardband.nn;

import java.util.random.RandomGenerator;
import org.guardband.kernels.Matrix;

/**
 * A linear layer, x W + b.
 *
 * @param <M> the precision
 * @param weight inputs × outputs
 * @param bias 1 × outputs
 */
public record Linear<M extends Matrix<M>>(Parameter<M> weight, Parameter<M> bias) {

    /**
     * Makes the parameters of a layer, {@code name.weight} and {@code name.bias}; the bias starts
     * at 0.
     *
     * @param <M> the precision
     * @param parameters to add to
     * @param name of the layer
     * @param inputs number of inputs
     * @param outputs number of outputs
     * @param start of the weights
     * @param random to draw from
     * @return the layer
     */
    public static <M extends Matrix<M>> Linear<M> create(
            Parameters<M> parameters,
            String name,
            int inputs,
            int outputs,
            Initialization start,
            RandomGenerator random) {
        return new Linear<>(
                parameters.add(name + ".weight", inputs, outputs, start, random),
                parameters.add(name + ".bias", 1, outputs, Initialization.constant(0), random));
    }

    /**
     * Writes the layer to a tape.
     *
     * @param tape to write to
     * @param x m × inputs
     * @return m × outputs
     */
    public Node<M> apply(Tape<M> tape, Node<M> x) {
        Node<M> product = Products.multiply(tape, x, tape.parameter(weight));
        return Pointwise.bias(tape, product, tape.parameter(bias));
    }
}
