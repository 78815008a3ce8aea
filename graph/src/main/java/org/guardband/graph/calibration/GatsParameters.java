package org.guardband.graph.calibration;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;

/** The parameters of {@link Gats}. Immutable. */
public final class GatsParameters {

    private final int heads;
    private final int classes;
    private final double[] flat;

    private GatsParameters(int heads, int classes, double[] flat) {
        this.heads = heads;
        this.classes = classes;
        this.flat = flat;
    }

    /**
     * Given parameters.
     *
     * @param heads H ≥ 1
     * @param weights W, H × K numbers, row-major
     * @param confidenceWeight ω
     * @param bias T₀
     * @param trainScale a of training nodes
     * @param neighbourScale a of their neighbours
     * @return the parameters
     * @throws IllegalArgumentException if the weights are no whole rows, a number is not finite or
     *     a scale is not positive
     */
    public static GatsParameters of(
            int heads,
            double[] weights,
            double confidenceWeight,
            double bias,
            double trainScale,
            double neighbourScale) {
        Arguments.atLeast("heads", heads, 1);
        if (weights.length == 0 || weights.length % heads != 0) {
            throw new IllegalArgumentException(
                    "weights must hold " + heads + " rows, got " + weights.length + " numbers");
        }
        double[] flat = Arrays.copyOf(weights, weights.length + 4);
        flat[weights.length] = confidenceWeight;
        flat[weights.length + 1] = bias;
        flat[weights.length + 2] = trainScale;
        flat[weights.length + 3] = neighbourScale;
        Arguments.allFinite("weights", weights);
        Arguments.finite("confidenceWeight", confidenceWeight);
        Arguments.finite("bias", bias);
        Arguments.positive("trainScale", trainScale);
        Arguments.positive("neighbourScale", neighbourScale);
        return new GatsParameters(heads, weights.length / heads, flat);
    }

    /** Takes the array over. */
    static GatsParameters wrap(int heads, int classes, double[] flat) {
        return new GatsParameters(heads, classes, flat);
    }

    /** W drawn as the authors do, ω = 0, both scales 1. */
    static GatsParameters start(int heads, int classes, double bias, long seed) {
        double[] flat = new double[heads * classes + 4];
        Initialization.glorotUniform(1)
                .fill(
                        DoubleMatrix.wrap(flat, 0, heads, classes, classes, 1),
                        new SplittableRandom(seed));
        flat[heads * classes + 1] = bias;
        flat[heads * classes + 2] = 1;
        flat[heads * classes + 3] = 1;
        return new GatsParameters(heads, classes, flat);
    }

    /**
     * The number of heads.
     *
     * @return H
     */
    public int heads() {
        return heads;
    }

    /**
     * The number of classes.
     *
     * @return K
     */
    public int classes() {
        return classes;
    }

    /**
     * A copy of the weights.
     *
     * @return W, H × K numbers, row-major
     */
    public double[] weights() {
        return Arrays.copyOf(flat, heads * classes);
    }

    /**
     * The weight of the lead in confidence over the neighbours.
     *
     * @return ω
     */
    public double confidenceWeight() {
        return flat[heads * classes];
    }

    /**
     * What every temperature starts from.
     *
     * @return T₀
     */
    public double bias() {
        return flat[heads * classes + 1];
    }

    /**
     * The scale of training nodes.
     *
     * @return a at distance 0
     */
    public double trainScale() {
        return flat[heads * classes + 2];
    }

    /**
     * The scale of the neighbours of training nodes.
     *
     * @return a at distance 1
     */
    public double neighbourScale() {
        return flat[heads * classes + 3];
    }

    /** All numbers: W, ω, T₀, the two scales. */
    double[] flat() {
        return flat.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GatsParameters that
                && heads == that.heads
                && Arrays.equals(flat, that.flat);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(flat);
    }

    @Override
    public String toString() {
        return "GatsParameters["
                + heads
                + " heads, "
                + classes
                + " classes, bias "
                + bias()
                + ", confidence weight "
                + confidenceWeight()
                + ", scales "
                + trainScale()
                + " and "
                + neighbourScale()
                + "]";
    }
}
