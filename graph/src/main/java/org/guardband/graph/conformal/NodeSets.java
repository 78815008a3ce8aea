package org.guardband.graph.conformal;

import java.util.Arrays;
import org.guardband.conformal.metrics.LabelSetMetrics;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.LabelSets;

/** Sets of labels for some nodes: row i is the set of node {@code node(i)}. Immutable. */
public final class NodeSets {

    private final int[] nodes;
    private final LabelSets sets;

    NodeSets(int[] nodes, LabelSets sets) {
        this.nodes = nodes;
        this.sets = sets;
    }

    /**
     * Sets of nodes.
     *
     * @param nodes the nodes
     * @param sets one set per node
     * @return the sets
     * @throws IllegalArgumentException if the lengths differ
     */
    public static NodeSets of(int[] nodes, LabelSets sets) {
        Arguments.sameLength("nodes", nodes.length, "the sets", sets.size());
        return new NodeSets(nodes.clone(), sets);
    }

    /**
     * The number of nodes with a set.
     *
     * @return n
     */
    public int size() {
        return nodes.length;
    }

    /**
     * The node of a row.
     *
     * @param row in [0, n)
     * @return its node
     */
    public int node(int row) {
        return nodes[row];
    }

    /**
     * The nodes of all rows.
     *
     * @return a copy
     */
    public int[] nodes() {
        return nodes.clone();
    }

    /**
     * The sets.
     *
     * @return one set per row
     */
    public LabelSets sets() {
        return sets;
    }

    /**
     * How often the sets cover and how large they are.
     *
     * @param labels one class index per node of the graph
     * @return the metrics over the nodes with a set
     * @throws IllegalArgumentException if a node has no label or a label is out of range
     */
    public LabelSetMetrics metrics(int[] labels) {
        Arguments.allIndices("nodes with a label", nodes, labels.length);
        return LabelSetMetrics.of(sets, Arrays.stream(nodes).map(v -> labels[v]).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeSets that
                && Arrays.equals(nodes, that.nodes)
                && sets.equals(that.sets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(nodes) + sets.hashCode();
    }

    @Override
    public String toString() {
        return "NodeSets[" + nodes.length + " nodes, " + sets.labels().size() + " labels]";
    }
}
