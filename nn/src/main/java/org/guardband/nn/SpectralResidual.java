package org.guardband.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;

/**
 * Features whose distances are those of the inputs but for bounded factors: h₀ = Ŵ₀x + b₀, then L
 * residual blocks h ← h + g(Ŵh + b), all weights under a {@link SpectralNorm} of coefficient c. For
 * an activation g whose slopes lie in [0, 1] or [−1, 1] (ReLU, tanh) and any two inputs
 *
 * <p>(1 − c)ᴸ ‖h₀ − h₀′‖ ≤ ‖h_L − h_L′‖ ≤ (1 + c)ᴸ ‖h₀ − h₀′‖, ‖h₀ − h₀′‖ ≤ c ‖x − x′‖.
 *
 * <p>The lower bound is of use for c &lt; 1 only. From x to h₀ there is none: what Ŵ₀ does not see
 * is lost, as in any network whose first layer is learned. Dropout is outside of the bounds; it is
 * off when a pass predicts.
 *
 * <p>Source: Liu et al. 2020, arXiv 2006.10108: residual blocks with bounded weights.
 *
 * @param <M> the precision
 */
public final class SpectralResidual<M extends Matrix<M>> {
    private final List<Linear<M>> layers;
    private final Activation activation;
    private final double dropout;
    private final SpectralNorm norm;

    private SpectralResidual(
            List<Linear<M>> layers, Activation activation, double dropout, SpectralNorm norm) {
        this.layers = layers;
        this.activation = activation;
        this.dropout = dropout;
        this.norm = norm;
    }

    /**
     * Makes the parameters.
     *
     * @param <M> the precision
     * @param parameters to add to, as {@code name.0.weight} …
     * @param name of the network
     * @param inputs number of inputs
     * @param width number of features
     * @param blocks L ≥ 0
     * @param activation g
     * @param dropout rate after each activation, 0 for none
     * @param norm the bound on all weights
     * @param start of the weights
     * @param random to draw from
     * @return the network
     * @throws IllegalArgumentException if a number is out of range
     */
    public static <M extends Matrix<M>> SpectralResidual<M> create(
            Parameters<M> parameters,
            String name,
            int inputs,
            int width,
            int blocks,
            Activation activation,
            double dropout,
            SpectralNorm norm,
            Initialization start,
            RandomGenerator random) {
        Checks.atLeast("inputs", inputs, 1);
        Checks.atLeast("width", width, 1);
        Checks.atLeast("blocks", blocks, 0);
        Checks.share("dropout", dropout);
        List<Linear<M>> layers = new ArrayList<>();
        for (int i = 0; i <= blocks; i++) {
            int from = i == 0 ? inputs : width;
            layers.add(Linear.create(parameters, name + "." + i, from, width, start, random));
        }
        return new SpectralResidual<>(layers, activation, dropout, norm);
    }

    /**
     * Writes the network to a tape.
     *
     * @param tape to write to
     * @param x m × inputs
     * @return m × width
     */
    public Node<M> apply(Tape<M> tape, Node<M> x) {
        Node<M> h = bounded(tape, layers.get(0), x);
        for (Linear<M> layer : layers.subList(1, layers.size())) {
            Node<M> g = Pointwise.activate(tape, activation, bounded(tape, layer, h));
            h = Pointwise.combine(tape, 1, h, 1, Pointwise.dropout(tape, dropout, g));
        }
        return h;
    }

    private Node<M> bounded(Tape<M> tape, Linear<M> layer, Node<M> x) {
        Node<M> weight = norm.apply(tape, tape.parameter(layer.weight()));
        return Pointwise.bias(
                tape, Products.multiply(tape, x, weight), tape.parameter(layer.bias()));
    }
}
