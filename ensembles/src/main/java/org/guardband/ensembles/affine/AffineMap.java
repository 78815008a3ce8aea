package org.guardband.ensembles.affine;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** Wx + b, of which the pools that are learned are made. */
public final class AffineMap {

    private final int inputs;

    /** Outputs × (inputs + 1), row-major; the last column is b. */
    private final double[] coefficients;

    private AffineMap(int inputs, double[] coefficients) {
        this.inputs = inputs;
        this.coefficients = coefficients;
    }

    /**
     * A map.
     *
     * @param inputs length of x
     * @param outputs length of the result
     * @param coefficients W and b, a row of {@code inputs + 1} finite numbers for each output, b
     *     last; copied
     * @return the map
     * @throws IllegalArgumentException if the shapes differ or a number is not finite
     */
    public static AffineMap of(int inputs, int outputs, double[] coefficients) {
        long want = outputs * (inputs + 1L);
        if (coefficients.length != want) {
            throw new IllegalArgumentException(
                    "coefficients must hold " + want + " numbers, got " + coefficients.length);
        }
        return new AffineMap(inputs, Arguments.allFinite("coefficients", coefficients.clone()));
    }

    /**
     * Computes Wx + b.
     *
     * @param x numbers
     * @param from where x begins
     * @param out receives the result in its first places
     */
    public void apply(double[] x, int from, double[] out) {
        apply(coefficients, inputs, x, from, out, coefficients.length / (inputs + 1));
    }

    /**
     * The same for coefficients that are still being learned.
     *
     * @param coefficients W and b
     * @param inputs length of x
     * @param x numbers
     * @param from where x begins
     * @param out receives the result in its first places
     * @param outputs how many
     */
    public static void apply(
            double[] coefficients, int inputs, double[] x, int from, double[] out, int outputs) {
        int width = inputs + 1;
        for (int k = 0; k < outputs; k++) {
            double sum = coefficients[k * width + inputs];
            for (int j = 0; j < inputs; j++) {
                sum += coefficients[k * width + j] * x[from + j];
            }
            out[k] = sum;
        }
    }

    /**
     * A copy of W and b.
     *
     * @return outputs rows of inputs + 1 numbers
     */
    public double[] coefficients() {
        return coefficients.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AffineMap that
                && inputs == that.inputs
                && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return 31 * inputs + Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "AffineMap[" + inputs + " to " + coefficients.length / (inputs + 1) + "]";
    }
}
