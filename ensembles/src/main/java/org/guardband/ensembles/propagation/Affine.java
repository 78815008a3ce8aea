package org.guardband.ensembles.propagation;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.nn.Linear;

/** The map x ↦ Wx + b. */
public final class Affine implements Layer {

    private final int inputs;
    private final int outputs;
    private final double[] weights;
    private final double[] bias;

    private Affine(int inputs, double[] weights, double[] bias) {
        this.inputs = inputs;
        this.outputs = bias.length;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * A dense layer.
     *
     * @param weights W, outputs × inputs finite numbers, row-major; copied
     * @param bias b, one finite number per output, at least one; copied
     * @return the layer
     * @throws IllegalArgumentException if shapes do not match or a number is not finite
     */
    public static Affine of(double[] weights, double[] bias) {
        Arguments.atLeast("outputs", bias.length, 1);
        if (weights.length == 0 || weights.length % bias.length != 0) {
            throw new IllegalArgumentException(
                    "weights must hold rows for "
                            + bias.length
                            + " outputs, got "
                            + weights.length);
        }
        return new Affine(
                weights.length / bias.length,
                Arguments.allFinite("weights", weights.clone()),
                Arguments.allFinite("bias", bias.clone()));
    }

    /**
     * A layer of a trained network.
     *
     * @param layer a linear layer, whose weights are inputs × outputs; copied
     * @return the layer
     * @throws IllegalArgumentException if a number is not finite
     */
    public static Affine of(Linear<?> layer) {
        int inputs = layer.weight().value().rows();
        double[] bias = new double[layer.bias().value().columns()];
        double[] weights = new double[bias.length * inputs];
        for (int o = 0; o < bias.length; o++) {
            bias[o] = layer.bias().value().get(0, o);
            for (int i = 0; i < inputs; i++) {
                weights[o * inputs + i] = layer.weight().value().get(i, o);
            }
        }
        return of(weights, bias);
    }

    /**
     * A two-dimensional convolution written out as a matrix, for images small enough that it fits:
     * outputs × inputs numbers, most of them zero.
     *
     * @param kernel out channels × in channels × size × size, row-major
     * @param bias one number per out channel
     * @param shape the image and how the kernel moves over it
     * @return the layer, inputs and outputs channel by channel, row by row
     * @throws IllegalArgumentException if the kernel does not fit the shape
     */
    public static Affine convolution(double[] kernel, double[] bias, ConvolutionShape shape) {
        int outChannels = bias.length;
        Arguments.sameLength(
                "kernel",
                kernel.length,
                "out channels times in channels times size squared",
                outChannels * shape.channels() * shape.size() * shape.size());
        int outPixels = shape.outHeight() * shape.outWidth();
        int inputs = shape.channels() * shape.height() * shape.width();
        double[] weights = new double[Math.multiplyExact(outChannels * outPixels, inputs)];
        double[] all = new double[outChannels * outPixels];
        for (int o = 0; o < outChannels; o++) {
            Arrays.fill(all, o * outPixels, (o + 1) * outPixels, bias[o]);
            for (int pixel = 0; pixel < outPixels; pixel++) {
                shape.write(kernel, o, pixel, weights, (o * outPixels + pixel) * inputs);
            }
        }
        return of(weights, all);
    }

    /**
     * The number of inputs.
     *
     * @return columns of W
     */
    public int inputs() {
        return inputs;
    }

    /**
     * The number of outputs.
     *
     * @return rows of W
     */
    public int outputs() {
        return outputs;
    }

    /** Wx + b. */
    double[] apply(double[] x) {
        double[] out = bias.clone();
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                out[o] += weights[o * inputs + i] * x[i];
            }
        }
        return out;
    }

    /** W times a row-major matrix with as many rows as inputs. */
    double[] times(double[] matrix, int columns) {
        double[] out = new double[outputs * columns];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                double w = weights[o * inputs + i];
                if (w != 0) {
                    for (int c = 0; c < columns; c++) {
                        out[o * columns + c] += w * matrix[i * columns + c];
                    }
                }
            }
        }
        return out;
    }

    /** Σ |W|^power v: variances with power 2, Cauchy scales with power 1. */
    double[] spread(double[] v, int power) {
        double[] out = new double[outputs];
        for (int o = 0; o < outputs; o++) {
            for (int i = 0; i < inputs; i++) {
                double w = Math.abs(weights[o * inputs + i]);
                out[o] += (power == 2 ? w * w : w) * v[i];
            }
        }
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Affine that
                && inputs == that.inputs
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(bias, that.bias);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.hashCode(bias);
    }

    @Override
    public String toString() {
        return "Affine[" + inputs + " -> " + outputs + "]";
    }
}
