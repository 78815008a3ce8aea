package org.guardband.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;

/** A graph with what is known of its nodes: features, labels and roles. Immutable. */
public final class NodeData {

    /** What stands for an unknown label. */
    public static final int UNLABELLED = -1;

    private final Graph graph;
    private final NodeFeatures features;
    private final int[] labels;
    private final List<String> classNames;
    private final NodeRoles roles;

    private NodeData(
            Graph graph,
            NodeFeatures features,
            int[] labels,
            List<String> classNames,
            NodeRoles roles) {
        this.graph = graph;
        this.features = features;
        this.labels = labels;
        this.classNames = classNames;
        this.roles = roles;
    }

    /**
     * Puts the parts together.
     *
     * @param graph N nodes
     * @param features N rows
     * @param labels one class index per node, {@link #UNLABELLED} where unknown; copied
     * @param classNames the names of the K classes
     * @param roles N roles
     * @return the data
     * @throws IllegalArgumentException if lengths differ or a label is out of range
     */
    public static NodeData of(
            Graph graph,
            NodeFeatures features,
            int[] labels,
            List<String> classNames,
            NodeRoles roles) {
        Objects.requireNonNull(graph, "graph");
        Arguments.sameLength("features", features.size(), "the nodes", graph.size());
        Arguments.sameLength("labels", labels.length, "the nodes", graph.size());
        Arguments.sameLength("roles", roles.size(), "the nodes", graph.size());
        for (int v = 0; v < labels.length; v++) {
            if (labels[v] < UNLABELLED || labels[v] >= classNames.size()) {
                throw new IllegalArgumentException(
                        "labels["
                                + v
                                + "] must be in [0, "
                                + classNames.size()
                                + "), or "
                                + UNLABELLED
                                + " where unknown, got "
                                + labels[v]);
            }
        }
        return new NodeData(graph, features, labels.clone(), List.copyOf(classNames), roles);
    }

    /**
     * Puts the parts together, with classes 0 … K − 1 named by their number and K one more than the
     * largest label, and all nodes unused.
     *
     * @param graph N nodes
     * @param features N rows
     * @param labels one class index per node, {@link #UNLABELLED} where unknown; copied
     * @return the data
     * @throws IllegalArgumentException if lengths differ or a label is below {@link #UNLABELLED}
     */
    public static NodeData of(Graph graph, NodeFeatures features, int[] labels) {
        int classes = 1 + Math.max(0, Arrays.stream(labels).max().orElse(0));
        return of(
                graph,
                features,
                labels,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
                NodeRoles.all(graph.size(), NodeRole.UNUSED));
    }

    /**
     * The graph.
     *
     * @return N nodes and their edges
     */
    public Graph graph() {
        return graph;
    }

    /**
     * The features.
     *
     * @return N rows
     */
    public NodeFeatures features() {
        return features;
    }

    /**
     * The label of a node.
     *
     * @param node v in [0, N)
     * @return its class index, or {@link #UNLABELLED}
     */
    public int label(int node) {
        return labels[node];
    }

    /**
     * The labels of nodes that have to have one.
     *
     * @param name what the nodes are called in an error
     * @param nodes at least one, each in [0, N)
     * @return their class indices
     * @throws IllegalArgumentException if there is none, or one is out of range or has no label
     */
    public int[] requireLabels(String name, int... nodes) {
        if (nodes.length == 0) {
            throw new IllegalArgumentException(name + " must name a node, got none");
        }
        Arguments.allIndices(name, nodes, graph.size());
        int[] known = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            known[i] = labels[nodes[i]];
            if (known[i] == UNLABELLED) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] must have a label, node " + nodes[i] + " has none");
            }
        }
        return known;
    }

    /**
     * The labels.
     *
     * @return a copy, one class index per node, {@link #UNLABELLED} where unknown
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * The number of classes.
     *
     * @return K
     */
    public int classes() {
        return classNames.size();
    }

    /**
     * The names of the classes.
     *
     * @return K names
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The roles.
     *
     * @return N roles
     */
    public NodeRoles roles() {
        return roles;
    }

    /**
     * The same data with other roles.
     *
     * @param other N roles
     * @return the data
     * @throws IllegalArgumentException if the number of roles differs
     */
    public NodeData withRoles(NodeRoles other) {
        return of(graph, features, labels, classNames, other);
    }

    /**
     * The same data with other roles, which nodes without a label lose: they become unused. The
     * published splits of Citeseer, for instance, deal out its fifteen nodes without a label too.
     *
     * @param other N roles
     * @return the data
     * @throws IllegalArgumentException if the number of roles differs
     */
    public NodeData withRolesOfLabelled(NodeRoles other) {
        int[] unlabelled = IntStream.range(0, labels.length).filter(v -> labels[v] < 0).toArray();
        return withRoles(other.with(NodeRole.UNUSED, unlabelled));
    }

    /**
     * The same data with other features, for instance row-normalised ones.
     *
     * @param other N rows
     * @return the data
     * @throws IllegalArgumentException if the number of rows differs
     */
    public NodeData withFeatures(NodeFeatures other) {
        return of(graph, other, labels, classNames, roles);
    }

    /**
     * Some nodes and the edges between them, for the inductive setting.
     *
     * @param nodes the nodes to keep, each once, in the order that they will be numbered in
     * @return the part, with the same classes
     * @throws IllegalArgumentException if a node is out of range or named twice
     */
    public NodeData induced(int... nodes) {
        Graph part = InducedSubgraph.of(graph, nodes).graph();
        return new NodeData(
                part,
                features.select(nodes),
                Arrays.stream(nodes).map(v -> labels[v]).toArray(),
                classNames,
                NodeRoles.of(Arrays.stream(nodes).mapToObj(roles::get).toArray(NodeRole[]::new)));
    }

    @Override
    public String toString() {
        return "NodeData["
                + graph
                + ", "
                + features
                + ", "
                + classes()
                + " classes, "
                + roles
                + "]";
    }
}
