package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** The number of hops from the nearest of several nodes, by breadth-first search, O(N + E). */
public final class HopDistances {

    /** What stands for the distance of a node that cannot be reached. */
    public static final int UNREACHED = -1;

    private HopDistances() {}

    /**
     * Distances along arcs.
     *
     * @param graph the graph
     * @param sources nodes at distance 0; repeated ones count once
     * @return one distance per node, {@link #UNREACHED} where no source leads to it
     * @throws IllegalArgumentException if a source is out of range
     */
    public static int[] from(Graph graph, int... sources) {
        return from(graph, Integer.MAX_VALUE, sources);
    }

    /**
     * Distances along arcs, up to a limit.
     *
     * @param graph the graph
     * @param most the largest distance to look for, ≥ 0
     * @param sources nodes at distance 0; repeated ones count once
     * @return one distance per node, {@link #UNREACHED} where it is above the limit
     * @throws IllegalArgumentException if a source is out of range or the limit negative
     */
    public static int[] from(Graph graph, int most, int[] sources) {
        Arguments.allIndices("sources", sources, graph.size());
        Arguments.atLeast("most", most, 0);
        int[] distance = new int[graph.size()];
        Arrays.fill(distance, UNREACHED);
        int[] queue = new int[graph.size()];
        int size = 0;
        for (int v : sources) {
            if (distance[v] == UNREACHED) {
                distance[v] = 0;
                queue[size++] = v;
            }
        }
        for (int i = 0; i < size; i++) {
            int v = queue[i];
            if (distance[v] == most) {
                break;
            }
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                if (distance[w] == UNREACHED) {
                    distance[w] = distance[v] + 1;
                    queue[size++] = w;
                }
            }
        }
        return distance;
    }
}
