package org.guardband.graph.model;

import org.guardband.core.numeric.Arguments;

/**
 * A graph convolutional network of two layers (Kipf and Welling 2017, arXiv 1609.02907): Z = Â
 * ReLU(Â X W₁ + b₁) W₂ + b₂ with Â = D̃^{-1/2} (A + I) D̃^{-1/2}. Existing self loops count once.
 * Weights start Glorot-uniform, biases at 0. Dropout acts after the ReLU, and on the features where
 * a rate is given for them: the paper drops them too, the GATS experiments do not. The authors'
 * code has no biases.
 *
 * @param hidden units of the hidden layer
 * @param dropout probability that a hidden element is dropped
 * @param featureDropout probability that an element of X is dropped
 */
public record Gcn(int hidden, double dropout, double featureDropout) implements NodeNetwork {

    /**
     * Checks the options.
     *
     * @param hidden at least 1
     * @param dropout in [0, 1)
     * @param featureDropout in [0, 1)
     */
    public Gcn {
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check("dropout", dropout);
        DropoutRate.check("featureDropout", featureDropout);
    }

    /**
     * A network that sees all features while it is trained.
     *
     * @param hidden at least 1
     * @param dropout in [0, 1)
     */
    public Gcn(int hidden, double dropout) {
        this(hidden, dropout, 0);
    }

    /**
     * 64 hidden units, dropout 0.5, none of features.
     *
     * @return the network of the GATS experiments
     */
    public static Gcn withDefaults() {
        return new Gcn(64, 0.5);
    }

    /**
     * 16 hidden units, dropout 0.5 of features and units, as the paper has it for Cora and
     * Citeseer. {@link NodeTraining#ofGcnAuthors} are its rules of training.
     *
     * @return the network of Kipf and Welling
     */
    public static Gcn asPublished() {
        return new Gcn(16, 0.5, 0.5);
    }
}
