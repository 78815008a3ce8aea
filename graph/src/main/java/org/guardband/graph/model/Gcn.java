package org.guardband.graph.model;

import org.guardband.core.numeric.Arguments;

/**
 * A graph convolutional network of two layers (Kipf and Welling 2017, arXiv 1609.02907): Z = Â
 * ReLU(Â X W₁ + b₁) W₂ + b₂ with Â = D̃^{-1/2} (A + I) D̃^{-1/2}. Existing self loops count once.
 * Weights start Glorot-uniform, biases at 0; dropout acts after the ReLU only, as in the GATS
 * experiments (the paper drops features too).
 *
 * @param hidden units of the hidden layer
 * @param dropout probability that a hidden element is dropped
 */
public record Gcn(int hidden, double dropout) implements NodeNetwork {

    /**
     * Checks the options.
     *
     * @param hidden at least 1
     * @param dropout in [0, 1)
     */
    public Gcn {
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check(dropout);
    }

    /**
     * 64 hidden units, dropout 0.5.
     *
     * @return the network of the GATS experiments
     */
    public static Gcn withDefaults() {
        return new Gcn(64, 0.5);
    }
}
