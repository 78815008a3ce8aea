package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** The parts of an undirected graph between which no edge leads, by depth-first search, O(N+E). */
public final class ConnectedComponents {

    private final int[] component;
    private final int[] sizes;

    private ConnectedComponents(int[] component, int[] sizes) {
        this.component = component;
        this.sizes = sizes;
    }

    /**
     * Finds the components.
     *
     * @param graph an undirected graph
     * @return the components, numbered in order of their smallest node
     * @throws IllegalArgumentException if the graph is directed
     */
    public static ConnectedComponents of(Graph graph) {
        graph.requireUndirected();
        int[] component = new int[graph.size()];
        Arrays.fill(component, -1);
        int[] sizes = new int[graph.size()];
        int[] stack = new int[graph.size()];
        int count = 0;
        for (int start = 0; start < graph.size(); start++) {
            if (component[start] < 0) {
                sizes[count] = flood(graph, start, count, component, stack);
                count++;
            }
        }
        return new ConnectedComponents(component, Arrays.copyOf(sizes, count));
    }

    private static int flood(Graph graph, int start, int number, int[] component, int[] stack) {
        int top = 0;
        int size = 1;
        stack[top++] = start;
        component[start] = number;
        while (top > 0) {
            int v = stack[--top];
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                if (component[w] < 0) {
                    component[w] = number;
                    stack[top++] = w;
                    size++;
                }
            }
        }
        return size;
    }

    /**
     * The number of components.
     *
     * @return 0 for a graph without nodes
     */
    public int count() {
        return sizes.length;
    }

    /**
     * The component of a node.
     *
     * @param node v in [0, N)
     * @return its number, in [0, count)
     * @throws IllegalArgumentException if {@code node} is out of range
     */
    public int of(int node) {
        Arguments.index("node", node, component.length);
        return component[node];
    }

    /**
     * The number of nodes in a component.
     *
     * @param number in [0, count)
     * @return its size, ≥ 1
     * @throws IllegalArgumentException if {@code number} is out of range
     */
    public int size(int number) {
        Arguments.index("number", number, sizes.length);
        return sizes[number];
    }

    @Override
    public String toString() {
        return "ConnectedComponents[" + sizes.length + "]";
    }
}
