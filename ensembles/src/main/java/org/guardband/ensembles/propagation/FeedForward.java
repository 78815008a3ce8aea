package org.guardband.ensembles.propagation;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.numeric.Arguments;

/** A feed-forward network given as its layers, to carry distributions through. */
public final class FeedForward {

    private final List<Layer> layers;
    private final int inputs;
    private final int outputs;

    private FeedForward(List<Layer> layers, int inputs, int outputs) {
        this.layers = layers;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * A network.
     *
     * @param layers at least one affine layer, and functions between; sizes have to match
     * @return the network
     * @throws IllegalArgumentException if there is no affine layer or sizes do not match
     */
    public static FeedForward of(List<? extends Layer> layers) {
        int inputs = -1;
        int width = -1;
        for (int l = 0; l < layers.size(); l++) {
            if (layers.get(l) instanceof Affine affine) {
                if (width >= 0 && affine.inputs() != width) {
                    throw new IllegalArgumentException(
                            "layers["
                                    + l
                                    + "] must have "
                                    + width
                                    + " inputs, as many as come before it, got "
                                    + affine.inputs());
                }
                inputs = inputs < 0 ? affine.inputs() : inputs;
                width = affine.outputs();
            }
        }
        if (width < 0) {
            throw new IllegalArgumentException("layers must hold an affine layer, got " + layers);
        }
        return new FeedForward(List.copyOf(new ArrayList<Layer>(layers)), inputs, width);
    }

    /**
     * A network.
     *
     * @param layers at least one affine layer, and functions between; sizes have to match
     * @return the network
     * @throws IllegalArgumentException if there is no affine layer or sizes do not match
     */
    public static FeedForward of(Layer... layers) {
        return of(List.of(layers));
    }

    /**
     * The layers.
     *
     * @return in the order in which they act
     */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * The number of inputs.
     *
     * @return d
     */
    public int inputs() {
        return inputs;
    }

    /**
     * The number of outputs.
     *
     * @return K
     */
    public int outputs() {
        return outputs;
    }

    /**
     * The network's output.
     *
     * @param x d finite numbers
     * @return K numbers
     * @throws IllegalArgumentException if {@code x} has another length or is not finite
     */
    public double[] apply(double[] x) {
        double[] at = checked("x", x).clone();
        for (Layer layer : layers) {
            if (layer instanceof Affine affine) {
                at = affine.apply(at);
            } else if (layer instanceof Elementwise g) {
                for (int j = 0; j < at.length; j++) {
                    at[j] = g.value(at[j]);
                }
            }
        }
        return at;
    }

    /**
     * The network's slopes.
     *
     * @param x d finite numbers
     * @return ∂output/∂input at x, K × d, row-major
     * @throws IllegalArgumentException if {@code x} has another length or is not finite
     */
    public double[] jacobian(double[] x) {
        double[] at = checked("x", x).clone();
        double[] slopes = new double[inputs * inputs];
        for (int i = 0; i < inputs; i++) {
            slopes[i * inputs + i] = 1;
        }
        for (Layer layer : layers) {
            if (layer instanceof Affine affine) {
                at = affine.apply(at);
                slopes = affine.times(slopes, inputs);
            } else if (layer instanceof Elementwise g) {
                for (int j = 0; j < at.length; j++) {
                    double slope = g.slope(at[j]);
                    for (int i = 0; i < inputs; i++) {
                        slopes[j * inputs + i] *= slope;
                    }
                    at[j] = g.value(at[j]);
                }
            }
        }
        return slopes;
    }

    double[] checked(String name, double[] x) {
        Arguments.sameLength(name, x.length, "the inputs", inputs);
        return Arguments.allFinite(name, x);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeedForward that && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return "FeedForward" + layers;
    }
}
