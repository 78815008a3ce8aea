package org.guardband.ensembles.propagation;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * A Cauchy distribution at a network's output, kept as the slopes of the output by independent
 * Cauchy inputs, so that differences of outputs are Cauchy too.
 */
public final class PropagatedCauchy {

    private final double[] location;

    /** ∂output_k/∂input_i · γ_i, K × d. */
    private final double[] sources;

    private final int inputs;

    PropagatedCauchy(double[] location, double[] sources) {
        this.location = location;
        this.sources = sources;
        this.inputs = sources.length / location.length;
    }

    /**
     * The locations.
     *
     * @return K numbers
     */
    public double[] location() {
        return location.clone();
    }

    /**
     * The scale of one output.
     *
     * @param output its index in [0, K)
     * @return Σ_i |J_ki| γ_i
     * @throws IllegalArgumentException if {@code output} is out of range
     */
    public double scale(int output) {
        Arguments.index("output", output, location.length);
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += Math.abs(sources[output * inputs + i]);
        }
        return sum;
    }

    /**
     * How likely one output is larger than another: ½ + arctan((x_a − x_b)/γ)/π with γ = Σ_i |J_ai
     * − J_bi| γ_i; where that is zero, 1, 0 or ½ by the sign of the difference.
     *
     * @param a one output
     * @param b another
     * @return P(z_a &gt; z_b)
     * @throws IllegalArgumentException if an output is out of range or the two are the same
     */
    public double pairwise(int a, int b) {
        PropagatedGaussian.requirePair(a, b, location.length);
        double scale = 0;
        for (int i = 0; i < inputs; i++) {
            scale += Math.abs(sources[a * inputs + i] - sources[b * inputs + i]);
        }
        double difference = location[a] - location[b];
        return scale > 0
                ? 0.5 + Math.atan2(difference, scale) / Math.PI
                : 0.5 * (1 + Math.signum(difference));
    }

    /**
     * The confidence in the largest output; see {@link PropagatedGaussian#confidence}.
     *
     * @return min over b of P(z_y &gt; z_b), y the output of the largest location; 1 for one output
     */
    public double confidence() {
        int top = PropagatedGaussian.top(location);
        double least = 1;
        for (int b = 0; b < location.length; b++) {
            least = b == top ? least : Math.min(least, pairwise(top, b));
        }
        return least;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PropagatedCauchy that
                && Arrays.equals(location, that.location)
                && Arrays.equals(sources, that.sources);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(location) + Arrays.hashCode(sources);
    }

    @Override
    public String toString() {
        return "PropagatedCauchy[location=" + Arrays.toString(location) + "]";
    }
}
