package org.guardband.classification.kde;

import java.util.Arrays;

/** The value of a train-time penalty and its derivatives. Equal if all numbers are. */
public final class PenaltyGradient {

    private final double value;
    private final double[] inputs;
    private final double[] targets;

    PenaltyGradient(double value, double[] inputs, double[] targets) {
        this.value = value;
        this.inputs = inputs;
        this.targets = targets;
    }

    /**
     * The penalty.
     *
     * @return its value
     */
    public double value() {
        return value;
    }

    /**
     * The derivatives by the inputs: scores, probabilities or logits, as asked.
     *
     * @return a copy, in the order of the inputs
     */
    public double[] byInputs() {
        return inputs.clone();
    }

    /**
     * The derivatives by the targets, for targets that depend on the weights too (overlaps).
     *
     * @return a copy, in the order of the targets
     */
    public double[] byTargets() {
        return targets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PenaltyGradient that
                && Double.compare(value, that.value) == 0
                && Arrays.equals(inputs, that.inputs)
                && Arrays.equals(targets, that.targets);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(value) + Arrays.hashCode(inputs);
    }

    @Override
    public String toString() {
        return "PenaltyGradient[" + value + ", " + inputs.length + " inputs]";
    }
}
