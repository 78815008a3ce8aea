package org.guardband.graph;

import java.util.List;
import java.util.Objects;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.batch.PredictionBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Categorical;

/**
 * What a node classifier predicts for every node of a graph, as logits or as probabilities, with
 * the role of every node. Row v of the predictions is node v.
 */
public abstract sealed class NodeBatch implements PredictionBatch<Categorical>
        permits LogitNodeBatch, ProbabilityNodeBatch {

    private final Graph graph;
    private final NodeFeatures features;
    private final NodeRoles roles;

    NodeBatch(Graph graph, NodeFeatures features, NodeRoles roles, int rows) {
        this.graph = Objects.requireNonNull(graph, "graph");
        this.features = Objects.requireNonNull(features, "features");
        this.roles = Objects.requireNonNull(roles, "roles");
        Arguments.sameLength("predictions", rows, "the nodes", graph.size());
        Arguments.sameLength("features", features.size(), "the nodes", graph.size());
        Arguments.sameLength("roles", roles.size(), "the nodes", graph.size());
    }

    /**
     * Predictions as logits.
     *
     * @param graph N nodes
     * @param logits N × K logits
     * @param roles N roles
     * @return the batch
     * @throws IllegalArgumentException if the parts differ in length
     */
    public static NodeBatch of(Graph graph, LogitBatch logits, NodeRoles roles) {
        return new LogitNodeBatch(graph, NodeFeatures.none(graph.size()), logits, roles);
    }

    /**
     * Predictions as probabilities.
     *
     * @param graph N nodes
     * @param probabilities N × K probabilities
     * @param roles N roles
     * @return the batch
     * @throws IllegalArgumentException if the parts differ in length
     */
    public static NodeBatch of(Graph graph, CategoricalBatch probabilities, NodeRoles roles) {
        return new ProbabilityNodeBatch(
                graph, NodeFeatures.none(graph.size()), probabilities, roles);
    }

    /**
     * The graph.
     *
     * @return N nodes and their edges
     */
    public final Graph graph() {
        return graph;
    }

    /**
     * The roles of the nodes.
     *
     * @return N roles
     */
    public final NodeRoles roles() {
        return roles;
    }

    /**
     * The features of the nodes, which some calibrators look at beside the predictions.
     *
     * @return N rows; of no column unless {@linkplain #withFeatures given}
     */
    public final NodeFeatures features() {
        return features;
    }

    @Override
    public final int size() {
        return graph.size();
    }

    /**
     * The number of classes.
     *
     * @return K
     */
    public final int classes() {
        return labels().size();
    }

    /**
     * The names of the classes.
     *
     * @return K names
     */
    public abstract List<String> labels();

    /**
     * The predictions as logits; the logarithms of the probabilities where those were given.
     *
     * @return N × K logits
     */
    public abstract LogitBatch logits();

    /**
     * The predictions as probabilities; the softmax of the logits where those were given, computed
     * at every call.
     *
     * @return N × K probabilities
     */
    public abstract CategoricalBatch probabilities();

    /**
     * The same predictions with other roles.
     *
     * @param other N roles
     * @return the batch
     * @throws IllegalArgumentException if the number of roles differs
     */
    public abstract NodeBatch withRoles(NodeRoles other);

    /**
     * The same predictions with the features of the nodes.
     *
     * @param known N rows
     * @return the batch
     * @throws IllegalArgumentException if the number of rows differs
     */
    public abstract NodeBatch withFeatures(NodeFeatures known);

    /**
     * The same graph, features and roles with other probabilities, for instance calibrated ones.
     *
     * @param probabilities N × K probabilities
     * @return the batch
     * @throws IllegalArgumentException if the number of rows differs
     */
    public final NodeBatch withProbabilities(CategoricalBatch probabilities) {
        return new ProbabilityNodeBatch(graph, features, probabilities, roles);
    }

    /**
     * The labels of some nodes, which have to be known.
     *
     * @param labels one label per node, negative where unknown
     * @param nodes the nodes that are asked for
     * @return their labels
     * @throws IllegalArgumentException if the length differs or an asked label is no class
     */
    public final int[] requireLabels(int[] labels, int... nodes) {
        Arguments.sameLength("labels", labels.length, "the nodes", size());
        int[] chosen = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            int label = labels[nodes[i]];
            if (label < 0 || label >= classes()) {
                throw new IllegalArgumentException(
                        "labels["
                                + nodes[i]
                                + "] of a "
                                + roles.get(nodes[i])
                                + " node must be in [0, "
                                + classes()
                                + "), got "
                                + label);
            }
            chosen[i] = label;
        }
        return chosen;
    }

    @Override
    public String toString() {
        return "NodeBatch[" + graph + ", " + classes() + " classes, " + roles + "]";
    }
}
