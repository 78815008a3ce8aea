package org.guardband.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;

/**
 * Linear layers with an activation and dropout between them, and neither after the last.
 *
 * @param <M> the precision
 */
public final class Mlp<M extends Matrix<M>> {
    private final List<Linear<M>> layers;
    private final Activation activation;
    private final double dropout;

    private Mlp(List<Linear<M>> layers, Activation activation, double dropout) {
        this.layers = layers;
        this.activation = activation;
        this.dropout = dropout;
    }

    /**
     * Makes the parameters.
     *
     * @param <M> the precision
     * @param parameters to add to, as {@code name.0.weight} …
     * @param name of the network
     * @param sizes number of inputs, of units of each hidden layer, and of outputs
     * @param activation between layers
     * @param dropout rate after each activation, 0 for none
     * @param start of the weights
     * @param random to draw from
     * @return the network
     * @throws IllegalArgumentException if there are less than two sizes
     */
    public static <M extends Matrix<M>> Mlp<M> create(
            Parameters<M> parameters,
            String name,
            int[] sizes,
            Activation activation,
            double dropout,
            Initialization start,
            RandomGenerator random) {
        Checks.atLeast("sizes.length", sizes.length, 2);
        Checks.share("dropout", dropout);
        List<Linear<M>> layers = new ArrayList<>();
        for (int i = 0; i + 1 < sizes.length; i++) {
            layers.add(
                    Linear.create(
                            parameters, name + "." + i, sizes[i], sizes[i + 1], start, random));
        }
        return new Mlp<>(layers, activation, dropout);
    }

    /**
     * Writes the network to a tape.
     *
     * @param tape to write to
     * @param x m × inputs
     * @return m × outputs
     */
    public Node<M> apply(Tape<M> tape, Node<M> x) {
        Node<M> node = x;
        for (int i = 0; i < layers.size(); i++) {
            node = layers.get(i).apply(tape, node);
            if (i + 1 < layers.size()) {
                node = Pointwise.activate(tape, activation, node);
                node = Pointwise.dropout(tape, dropout, node);
            }
        }
        return node;
    }
}
