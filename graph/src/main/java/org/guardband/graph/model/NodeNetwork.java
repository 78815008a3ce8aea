package org.guardband.graph.model;

import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;

/**
 * An untrained node classifier of two layers: what it looks like, not yet its weights.
 *
 * <p>Training is full-batch Adam in single precision on the cross-entropy of the training nodes,
 * with early stopping on the validation nodes ({@link NodeTraining}). The same seed gives the same
 * bits on any number of threads and, for one implementation of the kernels, on any machine of one
 * kind of processor. The labels of other nodes are never looked at; their features and edges are
 * (transductive learning), unless the caller trains on {@link NodeData#induced}.
 */
public sealed interface NodeNetwork permits Gcn, Gat, GraphSage {

    /**
     * Trains on the nodes whose role is {@code TRAIN} and stops by those whose role is {@code
     * VALIDATION}, or, where there are none, {@code CALIBRATION}: the fold that the protocol of
     * GATS (Hsu et al. 2022, arXiv 2210.06391) uses for both. Such calibration nodes have had a
     * part in the model; conformal sets need others for their guarantee.
     *
     * @param data graph, features, labels and roles
     * @param rules of training
     * @param seed of the first weights and of dropout
     * @return the trained model
     * @throws IllegalArgumentException if there is no node of a role that is needed, one of them
     *     has no label, or the graph is directed
     */
    default NodeModel train(NodeData data, NodeTraining rules, long seed) {
        int[] training = data.roles().require(NodeRole.TRAIN);
        return train(data, training, NodeTrainer.stopping(data.roles()), rules, seed);
    }

    /**
     * Trains on given nodes.
     *
     * @param data graph, features and labels
     * @param training nodes whose loss is made small
     * @param validation nodes by which training stops
     * @param rules of training
     * @param seed of the first weights and of dropout
     * @return the trained model
     * @throws IllegalArgumentException if a set is empty, a node of one has no label, or the graph
     *     is directed
     */
    default NodeModel train(
            NodeData data, int[] training, int[] validation, NodeTraining rules, long seed) {
        return NodeTrainer.train(this, data, training, validation, rules, seed);
    }

    /**
     * Probability that dropout drops an element.
     *
     * @return in [0, 1)
     */
    double dropout();
}
