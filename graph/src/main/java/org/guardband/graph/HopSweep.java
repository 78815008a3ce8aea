package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * Breadth-first search around one node after another, with memory that is used again: a node is
 * seen if it carries the stamp of the current search, so that nothing is cleared in between. Work
 * is in proportion to the arcs that are met, memory is O(N). Used by one thread.
 */
public final class HopSweep {

    private final Graph graph;
    private final int[] stamps;
    private final int[] found;
    private int[] layerEnds = new int[4];
    private int stamp;
    private int hops;

    /**
     * Prepares for searches.
     *
     * @param graph the graph; arcs are followed from start to end
     */
    public HopSweep(Graph graph) {
        this.graph = graph;
        this.stamps = new int[graph.size()];
        this.found = new int[graph.size()];
    }

    /**
     * Finds the nodes within some hops of a node.
     *
     * @param node where to start
     * @param most the largest distance, ≥ 0
     * @return how many nodes were found, the start included; they are asked for by {@link #node}
     * @throws IllegalArgumentException if the node is out of range or {@code most} negative
     */
    public int around(int node, int most) {
        Arguments.index("node", node, graph.size());
        Arguments.atLeast("most", most, 0);
        next();
        found[0] = node;
        stamps[node] = stamp;
        hops = 0;
        end(0, 1);
        int from = 0;
        int to = 1;
        while (hops < most && from < to) {
            int size = to;
            for (int i = from; i < to; i++) {
                int v = found[i];
                int last = graph.end(v);
                for (int e = graph.first(v); e < last; e++) {
                    int w = graph.target(e);
                    if (stamps[w] != stamp) {
                        stamps[w] = stamp;
                        found[size++] = w;
                    }
                }
            }
            from = to;
            to = size;
            if (from < to) {
                end(++hops, to);
            }
        }
        return to;
    }

    private void next() {
        if (++stamp == Integer.MAX_VALUE) {
            Arrays.fill(stamps, 0);
            stamp = 1;
        }
    }

    private void end(int distance, int end) {
        if (distance == layerEnds.length) {
            layerEnds = Arrays.copyOf(layerEnds, 2 * distance);
        }
        layerEnds[distance] = end;
    }

    /**
     * A node of the last search.
     *
     * @param position 0 for the start; nodes come in order of distance
     * @return the node
     */
    public int node(int position) {
        return found[position];
    }

    /**
     * The largest distance at which the last search found a node.
     *
     * @return at most what was asked
     */
    public int reach() {
        return hops;
    }

    /**
     * One past the position of the last node at a distance in the last search.
     *
     * @param distance from 0 to {@link #reach}
     * @return the number of nodes at that distance or nearer
     */
    public int within(int distance) {
        return layerEnds[distance];
    }
}
