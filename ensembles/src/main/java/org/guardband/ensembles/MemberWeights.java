package org.guardband.ensembles;

import java.util.Arrays;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;

/**
 * Weights of the members of an ensemble: the same for all, of any number of members, or given on
 * the simplex.
 */
public final class MemberWeights {

    private static final MemberWeights UNIFORM = new MemberWeights(new double[0]);
    private static final String FIELD = "weights";

    /** Empty: uniform. */
    private final double[] weights;

    private MemberWeights(double[] weights) {
        this.weights = weights;
    }

    /**
     * The weight 1/M for each of M members, whatever M is.
     *
     * @return the weights
     */
    public static MemberWeights uniform() {
        return UNIFORM;
    }

    /**
     * Given weights.
     *
     * @param weights one weight per member, finite and ≥ 0, with a positive sum; only their ratios
     *     matter
     * @return the weights, scaled to sum 1
     * @throws IllegalArgumentException if there is no weight or one is invalid
     */
    public static MemberWeights of(double... weights) {
        Arguments.atLeast("number of weights", weights.length, 1);
        Arguments.allNonNegative("weights", weights);
        double largest = Arrays.stream(weights).max().orElse(0);
        Arguments.positive("largest weight", largest);
        double[] shares = new double[weights.length];
        double sum = 0;
        for (int m = 0; m < shares.length; m++) {
            shares[m] = weights[m] / largest; // their sum cannot overflow
            sum += shares[m];
        }
        for (int m = 0; m < shares.length; m++) {
            shares[m] /= sum;
        }
        return new MemberWeights(shares);
    }

    /**
     * Whether the weights are the same for any number of members.
     *
     * @return {@code true} for {@link #uniform()}
     */
    public boolean isUniform() {
        return weights.length == 0;
    }

    /**
     * The weights for a number of members.
     *
     * @param members M ≥ 1
     * @return M weights ≥ 0 of sum 1, a new array
     * @throws IllegalArgumentException if weights were given for another number of members
     */
    public double[] forMembers(int members) {
        if (isUniform()) {
            double[] equal = new double[members];
            Arrays.fill(equal, 1.0 / members);
            return equal;
        }
        if (weights.length != members) {
            throw new IllegalArgumentException(
                    "members must be as many as weights (" + weights.length + "), got " + members);
        }
        return weights.clone();
    }

    /**
     * Writes the weights into a field of a model document.
     *
     * @param document the document to be
     * @return {@code document}
     */
    public ModelDocument.Builder putInto(ModelDocument.Builder document) {
        return document.put(FIELD, weights);
    }

    /**
     * Reads what {@link #putInto} has written.
     *
     * @param document a document
     * @return the weights, the same bits
     * @throws IllegalArgumentException if they are invalid
     */
    public static MemberWeights from(ModelDocument document) {
        double[] saved = document.numbers(FIELD);
        if (saved.length == 0) {
            return UNIFORM;
        }
        MemberWeights checked = of(saved);
        double sum = Arrays.stream(saved).sum();
        return Math.abs(sum - 1) < 1e-9 ? new MemberWeights(saved) : checked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemberWeights that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return isUniform() ? "uniform" : Arrays.toString(weights);
    }
}
