package org.guardband.graph.model;

import java.util.Objects;
import org.guardband.core.numeric.Arguments;

/**
 * A graph attention network of two layers (Veličković et al. 2018, arXiv 1710.10903). Each head
 * gathers h_i = Σ_{j ∈ N(i) ∪ i} α_ij W x_j with α = softmax over j of LeakyReLU₀.₂(s·W x_i + t·W
 * x_j). The heads of the first layer lie side by side, then ELU; the second layer has one head with
 * as many units as classes. Dropout acts on the input of both layers and on the attention, see
 * {@link AttentionDropout}. Existing self loops count once; all starts are Glorot-uniform, biases
 * 0. The authors' code has biases in the attention too.
 *
 * @param heads heads of the first layer
 * @param hidden units a head
 * @param dropout probability that an input or an attention weight is dropped
 * @param dropping what else is dropped
 */
public record Gat(int heads, int hidden, double dropout, AttentionDropout dropping)
        implements NodeNetwork {

    /**
     * Checks the options.
     *
     * @param heads at least 1
     * @param hidden at least 1
     * @param dropout in [0, 1)
     * @param dropping not null
     */
    public Gat {
        Arguments.atLeast("heads", heads, 1);
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check("dropout", dropout);
        Objects.requireNonNull(dropping, "dropping");
    }

    /**
     * A network whose heads drop the same inputs.
     *
     * @param heads at least 1
     * @param hidden at least 1
     * @param dropout in [0, 1)
     */
    public Gat(int heads, int hidden, double dropout) {
        this(heads, hidden, dropout, AttentionDropout.SHARED);
    }

    /**
     * Eight heads of eight units, dropout 0.5.
     *
     * @return the network of the GATS experiments
     */
    public static Gat withDefaults() {
        return new Gat(8, 8, 0.5);
    }

    /**
     * Eight heads of eight units, dropout 0.6 as in the authors' code. {@link
     * NodeTraining#ofGatAuthors} are its rules of training.
     *
     * @return the network of Veličković and others for Cora and Citeseer
     */
    public static Gat asPublished() {
        return new Gat(8, 8, 0.6, AttentionDropout.REFERENCE_COMPATIBLE);
    }
}
