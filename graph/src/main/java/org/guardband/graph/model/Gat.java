package org.guardband.graph.model;

import org.guardband.core.numeric.Arguments;

/**
 * A graph attention network of two layers (Veličković et al. 2018, arXiv 1710.10903). Each head
 * gathers h_i = Σ_{j ∈ N(i) ∪ i} α_ij W x_j with α = softmax over j of LeakyReLU₀.₂(s·W x_i + t·W
 * x_j). The heads of the first layer lie side by side, then ELU; the second layer has one head with
 * as many units as classes. Dropout acts on the input of both layers and on the attention. Existing
 * self loops count once; all starts are Glorot-uniform, biases 0.
 *
 * @param heads heads of the first layer
 * @param hidden units a head
 * @param dropout probability that an input or an attention weight is dropped
 */
public record Gat(int heads, int hidden, double dropout) implements NodeNetwork {

    /**
     * Checks the options.
     *
     * @param heads at least 1
     * @param hidden at least 1
     * @param dropout in [0, 1)
     */
    public Gat {
        Arguments.atLeast("heads", heads, 1);
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check(dropout);
    }

    /**
     * Eight heads of eight units, dropout 0.5.
     *
     * @return the network of the GATS experiments
     */
    public static Gat withDefaults() {
        return new Gat(8, 8, 0.5);
    }
}
