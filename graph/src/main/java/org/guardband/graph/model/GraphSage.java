package org.guardband.graph.model;

import org.guardband.core.numeric.Arguments;

/**
 * GraphSAGE of two layers with the mean of neighbours (Hamilton, Ying and Leskovec 2017, arXiv
 * 1706.02216): h_i = W x_i + V mean_{j ∈ N(i)} x_j + b, with a ReLU and dropout between. Self loops
 * are left out of the mean; a node without neighbours has mean 0. All neighbours are taken, none
 * sampled, and rows are not normalised. Weights start uniform within ±1/√inputs. Meant for the
 * inductive setting: train on {@link org.guardband.graph.NodeData#induced}, predict on the whole.
 *
 * @param hidden units of the hidden layer
 * @param dropout probability that a hidden element is dropped
 */
public record GraphSage(int hidden, double dropout) implements NodeNetwork {

    /**
     * Checks the options.
     *
     * @param hidden at least 1
     * @param dropout in [0, 1)
     */
    public GraphSage {
        Arguments.atLeast("hidden", hidden, 1);
        DropoutRate.check("dropout", dropout);
    }

    /**
     * 64 hidden units, dropout 0.5.
     *
     * @return the options
     */
    public static GraphSage withDefaults() {
        return new GraphSage(64, 0.5);
    }
}
