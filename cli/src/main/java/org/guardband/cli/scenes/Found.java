package org.guardband.cli.scenes;

import java.util.Arrays;

/** What a detector found: a digit, how sure it is, where, and how sure of each side. */
public final class Found {

    private final int label;
    private final double score;
    private final double[] probabilities;
    private final Box box;
    private final double[] sd;

    Found(int label, double[] probabilities, Box box, double[] sd) {
        this.label = label;
        this.score = probabilities[label];
        this.probabilities = probabilities;
        this.box = box;
        this.sd = sd;
    }

    /**
     * The digit.
     *
     * @return 0 to 9
     */
    public int label() {
        return label;
    }

    /**
     * The predicted probability of the digit.
     *
     * @return a score in [0, 1]
     */
    public double score() {
        return score;
    }

    /**
     * Probabilities of the ten digits and, last, for no digit.
     *
     * @return a copy, 11 numbers with sum 1
     */
    public double[] probabilities() {
        return Arrays.copyOf(probabilities, probabilities.length);
    }

    /**
     * The predicted box.
     *
     * @return where the digit is
     */
    public Box box() {
        return box;
    }

    /**
     * Standard deviations of x₁, y₁, x₂, y₂ over the trees, in pixels.
     *
     * @return a copy, four numbers &gt; 0
     */
    public double[] standardDeviations() {
        return Arrays.copyOf(sd, sd.length);
    }
}
