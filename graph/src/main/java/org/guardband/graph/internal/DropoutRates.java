package org.guardband.graph.internal;

import org.guardband.graph.model.AttentionDropout;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeNetwork;

/**
 * Probabilities that elements of a network are dropped.
 *
 * @param features of the inputs
 * @param units between the layers
 * @param attention of what a node pays to a neighbour
 * @param messages of what attention gathers
 */
public record DropoutRates(double features, double units, double attention, double messages) {

    /** Nothing is dropped, as at prediction. */
    public static final DropoutRates NONE = new DropoutRates(0, 0, 0, 0);

    /**
     * Those by which a network is trained.
     *
     * @param network the network
     * @return its rates
     */
    public static DropoutRates of(NodeNetwork network) {
        double rate = network.dropout();
        if (network instanceof Gat gat) {
            boolean twice = gat.dropping() == AttentionDropout.REFERENCE_COMPATIBLE;
            return new DropoutRates(rate, rate, rate, twice ? rate : 0);
        }
        return new DropoutRates(network instanceof Gcn gcn ? gcn.featureDropout() : 0, rate, 0, 0);
    }

    /** Those of the first layer. */
    DropoutRates first() {
        return new DropoutRates(features, 0, attention, messages);
    }
}
