package org.guardband.graph;

import java.util.Arrays;

/** Whether every arc of a graph has its reverse. */
final class ArcSymmetry {

    private ArcSymmetry() {}

    /**
     * The arcs into v, met in order of their starts, have to be the arcs out of v, which are
     * sorted: one sweep with one pointer per row, O(N + E).
     */
    static boolean isSymmetric(int[] offsets, int[] targets) {
        int nodes = offsets.length - 1;
        int[] next = Arrays.copyOf(offsets, nodes);
        for (int u = 0; u < nodes; u++) {
            for (int e = offsets[u]; e < offsets[u + 1]; e++) {
                int v = targets[e];
                if (next[v] == offsets[v + 1] || targets[next[v]] != u) {
                    return false;
                }
                next[v]++;
            }
        }
        return true;
    }

    /** Names an arc that breaks the symmetry of a directed graph. */
    static String firstWithoutReverse(Graph graph) {
        for (int u = 0; u < graph.size(); u++) {
            for (int e = graph.first(u); e < graph.end(u); e++) {
                int v = graph.target(e);
                if (!graph.hasArc(v, u)) {
                    return "arc " + u + "->" + v + " without its reverse";
                }
            }
        }
        return "arcs that are there more often than their reverse";
    }
}
