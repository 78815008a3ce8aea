package org.guardband.ensembles.propagation;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;

/**
 * A Gaussian at a network's output. Its covariance may be singular, where units are shut, which a
 * {@code GaussianVector} may not.
 */
public final class PropagatedGaussian {

    private final double[] mean;
    private final double[] covariance;

    PropagatedGaussian(double[] mean, double[] covariance) {
        this.mean = mean;
        this.covariance = covariance;
    }

    /**
     * The mean.
     *
     * @return K numbers
     */
    public double[] mean() {
        return mean.clone();
    }

    /**
     * The covariance.
     *
     * @return K × K numbers, row-major
     */
    public double[] covariance() {
        return covariance.clone();
    }

    /**
     * The variance of one output.
     *
     * @param output its index in [0, K)
     * @return a variance ≥ 0
     * @throws IllegalArgumentException if {@code output} is out of range
     */
    public double variance(int output) {
        Arguments.index("output", output, mean.length);
        return Math.max(0, covariance[output * mean.length + output]);
    }

    /**
     * How likely one output is larger than another: Φ((μ_a − μ_b)/√(S_aa + S_bb − 2S_ab)); where
     * that variance is zero, 1, 0 or ½ by the sign of the difference.
     *
     * @param a one output
     * @param b another
     * @return P(z_a &gt; z_b)
     * @throws IllegalArgumentException if an output is out of range or the two are the same
     */
    public double pairwise(int a, int b) {
        requirePair(a, b, mean.length);
        int k = mean.length;
        double variance = covariance[a * k + a] + covariance[b * k + b] - 2 * covariance[a * k + b];
        double difference = mean[a] - mean[b];
        return variance > 0
                ? Gaussian.standardCdf(difference / Math.sqrt(variance))
                : 0.5 * (1 + Math.signum(difference));
    }

    /**
     * The confidence in the largest output: the smallest of its probabilities to be larger than
     * another one. A bound from above of the probability that it is the largest.
     *
     * @return min over b of P(z_y &gt; z_b), y the output of the largest mean; 1 for one output
     */
    public double confidence() {
        int top = top(mean);
        double least = 1;
        for (int b = 0; b < mean.length; b++) {
            least = b == top ? least : Math.min(least, pairwise(top, b));
        }
        return least;
    }

    static int top(double[] values) {
        int top = 0;
        for (int k = 1; k < values.length; k++) {
            top = values[k] > values[top] ? k : top;
        }
        return top;
    }

    static void requirePair(int a, int b, int outputs) {
        Arguments.index("a", a, outputs);
        Arguments.index("b", b, outputs);
        if (a == b) {
            throw new IllegalArgumentException("a and b must differ, got " + a + " twice");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropagatedGaussian that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(covariance, that.covariance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(covariance);
    }

    @Override
    public String toString() {
        return "PropagatedGaussian[mean=" + Arrays.toString(mean) + "]";
    }
}
