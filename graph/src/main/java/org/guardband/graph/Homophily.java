package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * How often neighbours share a label. Self loops, and arcs with an end whose label is unknown, are
 * left out.
 */
public final class Homophily {

    private Homophily() {}

    /**
     * The share of arcs whose ends have the same label.
     *
     * @param graph the graph
     * @param labels one label per node, negative where unknown
     * @return a share in [0, 1]; NaN where there is no such arc
     * @throws IllegalArgumentException if the lengths differ
     */
    public static double ofEdges(Graph graph, int[] labels) {
        Arguments.sameLength("labels", labels.length, "the nodes", graph.size());
        long equal = 0;
        long all = 0;
        for (int v = 0; v < graph.size(); v++) {
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                if (w != v && labels[v] >= 0 && labels[w] >= 0) {
                    all++;
                    equal += labels[v] == labels[w] ? 1 : 0;
                }
            }
        }
        return (double) equal / all;
    }

    /**
     * For each node, the share of its neighbours that have its label (Pei et al. 2020, arXiv
     * 2002.05287, whose homophily of a graph is the mean of these).
     *
     * @param graph the graph
     * @param labels one label per node, negative where unknown
     * @return one share per node; NaN where the node's label is unknown or no neighbour's is known
     * @throws IllegalArgumentException if the lengths differ
     */
    public static double[] ofNodes(Graph graph, int[] labels) {
        Arguments.sameLength("labels", labels.length, "the nodes", graph.size());
        double[] shares = new double[graph.size()];
        for (int v = 0; v < shares.length; v++) {
            int equal = 0;
            int all = 0;
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                if (w != v && labels[w] >= 0) {
                    all++;
                    equal += labels[v] == labels[w] ? 1 : 0;
                }
            }
            shares[v] = labels[v] < 0 ? Double.NaN : (double) equal / all;
        }
        return shares;
    }

    /**
     * The mean of {@link #ofNodes} over the nodes that have one.
     *
     * @param graph the graph
     * @param labels one label per node, negative where unknown
     * @return the mean share; NaN where no node has one
     */
    public static double ofGraph(Graph graph, int[] labels) {
        return Arrays.stream(ofNodes(graph, labels))
                .filter(share -> !Double.isNaN(share))
                .average()
                .orElse(Double.NaN);
    }
}
