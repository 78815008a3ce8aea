package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * Some nodes of a graph and the arcs between them. Node i of the part is node {@code node(i)} of
 * the whole.
 */
public final class InducedSubgraph {

    private final Graph graph;
    private final int[] nodes;

    private InducedSubgraph(Graph graph, int[] nodes) {
        this.graph = graph;
        this.nodes = nodes;
    }

    /**
     * Cuts out a part.
     *
     * @param whole the graph
     * @param nodes the nodes to keep, each once, in the order that they will be numbered in
     * @return the part
     * @throws IllegalArgumentException if a node is out of range or named twice
     */
    public static InducedSubgraph of(Graph whole, int... nodes) {
        Arguments.allIndices("nodes", nodes, whole.size());
        int[] place = new int[whole.size()];
        Arrays.fill(place, -1);
        for (int i = 0; i < nodes.length; i++) {
            if (place[nodes[i]] >= 0) {
                throw new IllegalArgumentException(
                        "nodes[" + i + "] must be named once, got node " + nodes[i] + " again");
            }
            place[nodes[i]] = i;
        }
        int[] offsets = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            int kept = 0;
            for (int e = whole.first(nodes[i]); e < whole.end(nodes[i]); e++) {
                kept += place[whole.target(e)] >= 0 ? 1 : 0;
            }
            offsets[i + 1] = offsets[i] + kept;
        }
        int[] targets = new int[offsets[nodes.length]];
        int used = 0;
        for (int i = 0; i < nodes.length; i++) {
            for (int e = whole.first(nodes[i]); e < whole.end(nodes[i]); e++) {
                if (place[whole.target(e)] >= 0) {
                    targets[used++] = place[whole.target(e)];
                }
            }
            Arrays.sort(targets, offsets[i], offsets[i + 1]);
        }
        return new InducedSubgraph(new Graph(offsets, targets), nodes.clone());
    }

    /**
     * The part as a graph of its own.
     *
     * @return the graph
     */
    public Graph graph() {
        return graph;
    }

    /**
     * A node of the part in the numbering of the whole.
     *
     * @param i node of the part
     * @return node of the whole
     */
    public int node(int i) {
        return nodes[i];
    }

    /**
     * The nodes of the part in the numbering of the whole.
     *
     * @return a copy
     */
    public int[] nodes() {
        return nodes.clone();
    }

    @Override
    public String toString() {
        return "InducedSubgraph[" + graph + "]";
    }
}
