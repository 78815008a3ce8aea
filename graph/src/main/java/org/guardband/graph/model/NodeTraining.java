package org.guardband.graph.model;

import java.util.Objects;
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
 * @param patience epochs without improvement after which training stops, or the length of the
 *     window of losses
 * @param decay which numbers L2 makes small
 * @param stopping when training stops
 */
public record NodeTraining(
        double rate, double l2, int epochs, int patience, DecayScope decay, StoppingRule stopping) {

    /**
     * Checks the numbers.
     *
     * @param rate positive
     * @param l2 at least 0
     * @param epochs at least 1
     * @param patience at least 1
     * @param decay not null
     * @param stopping not null
     */
    public NodeTraining {
        Arguments.positive("rate", rate);
        Arguments.nonNegative("l2", l2);
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("patience", patience, 1);
        Objects.requireNonNull(decay, "decay");
        Objects.requireNonNull(stopping, "stopping");
    }

    /**
     * L2 on all numbers, and the best epoch kept.
     *
     * @param rate positive
     * @param l2 at least 0
     * @param epochs at least 1
     * @param patience at least 1
     */
    public NodeTraining(double rate, double l2, int epochs, int patience) {
        this(rate, l2, epochs, patience, DecayScope.ALL, StoppingRule.BEST_EPOCH);
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
     * What Kipf and Welling (2017, arXiv 1609.02907) set for Cora and Citeseer: rate 0.01, L2
     * 0.0005 on the first layer, at most 200 epochs, stopped by a window of 10 losses.
     *
     * @return the rules of the authors of GCN
     */
    public static NodeTraining ofGcnAuthors() {
        return new NodeTraining(
                0.01, 5e-4, 200, 10, DecayScope.FIRST_LAYER, StoppingRule.LOSS_WINDOW);
    }

    /**
     * What Veličković and others (2018, arXiv 1710.10903) set for Cora and Citeseer: rate 0.005, L2
     * 0.0005 on all numbers, at most 100 000 epochs, patience 100.
     *
     * @return the rules of the authors of GAT
     */
    public static NodeTraining ofGatAuthors() {
        return new NodeTraining(0.005, 5e-4, 100_000, 100);
    }

    /**
     * Another weight decay.
     *
     * @param value coupled, at least 0
     * @return changed rules
     */
    public NodeTraining withL2(double value) {
        return new NodeTraining(rate, value, epochs, patience, decay, stopping);
    }

    /**
     * Another number of epochs.
     *
     * @param value at most so many
     * @return changed rules
     */
    public NodeTraining withEpochs(int value) {
        return new NodeTraining(rate, l2, value, patience, decay, stopping);
    }

    /**
     * Decay of other numbers.
     *
     * @param scope which
     * @return changed rules
     */
    public NodeTraining withDecay(DecayScope scope) {
        return new NodeTraining(rate, l2, epochs, patience, scope, stopping);
    }

    /**
     * Another rule of stopping.
     *
     * @param rule when training stops
     * @return changed rules
     */
    public NodeTraining withStopping(StoppingRule rule) {
        return new NodeTraining(rate, l2, epochs, patience, decay, rule);
    }
}
