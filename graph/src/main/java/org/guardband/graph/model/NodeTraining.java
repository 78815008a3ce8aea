package org.guardband.graph.model;

import org.guardband.core.numeric.Arguments;

/**
 * The rules by which a node classifier is trained. The defaults are those of the GATS experiments
 * for citation graphs: Adam with rate 0.01 and L2 0.0005 (added to the gradient of every
 * parameter), at most 2000 epochs, patience 100. An epoch is kept when validation accuracy and loss
 * are both at least as good as the best; patience starts again when either is.
 *
 * @param rate learning rate
 * @param l2 coupled weight decay; 0 for graphs that are not of citations
 * @param epochs at most so many
 * @param patience epochs without improvement after which training stops
 */
public record NodeTraining(double rate, double l2, int epochs, int patience) {

    /**
     * Checks the numbers.
     *
     * @param rate positive
     * @param l2 at least 0
     * @param epochs at least 1
     * @param patience at least 1
     */
    public NodeTraining {
        Arguments.positive("rate", rate);
        Arguments.nonNegative("l2", l2);
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("patience", patience, 1);
    }

    /**
     * The rules for citation graphs.
     *
     * @return the defaults
     */
    public static NodeTraining withDefaults() {
        return new NodeTraining(0.01, 5e-4, 2000, 100);
    }

    /**
     * Another weight decay.
     *
     * @param value coupled, at least 0
     * @return changed rules
     */
    public NodeTraining withL2(double value) {
        return new NodeTraining(rate, value, epochs, patience);
    }

    /**
     * Another number of epochs.
     *
     * @param value at most so many
     * @return changed rules
     */
    public NodeTraining withEpochs(int value) {
        return new NodeTraining(rate, l2, value, patience);
    }
}
