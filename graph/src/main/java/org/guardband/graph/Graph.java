package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/**
 * The edges between N nodes, as compressed sparse rows: the arcs out of node v are those numbered
 * {@code first(v)} to {@code end(v) − 1}, their targets ascend. An undirected edge is two arcs, a
 * self loop one. Immutable and safe to share between threads.
 *
 * <p>Nodes are numbered from 0. What is known of nodes (features, labels, roles, predictions) lies
 * beside the graph, in {@link NodeData} and {@link NodeBatch}.
 */
public final class Graph {

    /** The most arcs a graph can have: what a Java array can hold. */
    public static final int MOST_ARCS = Integer.MAX_VALUE - 8;

    private final int[] offsets;
    private final int[] targets;
    private final boolean undirected;
    private final int loops;

    /** Takes the arrays over; rows are sorted. */
    Graph(int[] offsets, int[] targets) {
        this.offsets = offsets;
        this.targets = targets;
        this.loops = countLoops();
        this.undirected = ArcSymmetry.isSymmetric(offsets, targets);
    }

    /**
     * An undirected simple graph: direction ignored, loops dropped, duplicates merged.
     *
     * @param nodes N ≥ 0
     * @param src one end of each edge
     * @param dst the other end of each edge
     * @return the graph
     * @throws IllegalArgumentException if lengths differ or an end is no node
     */
    public static Graph of(int nodes, int[] src, int[] dst) {
        return of(nodes, src, dst, EdgeRules.withDefaults());
    }

    /**
     * A graph by the given rules.
     *
     * @param nodes N ≥ 0
     * @param src one end of each edge
     * @param dst the other end of each edge
     * @param rules what becomes of direction, loops and duplicates
     * @return the graph
     * @throws IllegalArgumentException if lengths differ, an end is no node, or the rules refuse a
     *     loop or a duplicate
     */
    public static Graph of(int nodes, int[] src, int[] dst, EdgeRules rules) {
        return EdgeAssembly.assemble(nodes, src, dst, rules);
    }

    /**
     * A graph without edges.
     *
     * @param nodes N ≥ 0
     * @return the graph
     */
    public static Graph empty(int nodes) {
        return of(nodes, new int[0], new int[0]);
    }

    private int countLoops() {
        int count = 0;
        for (int v = 0; v < size(); v++) {
            for (int e = offsets[v]; e < offsets[v + 1]; e++) {
                count += targets[e] == v ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * The number of nodes.
     *
     * @return N
     */
    public int size() {
        return offsets.length - 1;
    }

    /**
     * The number of arcs.
     *
     * @return in an undirected graph twice the edges between different nodes, plus the loops
     */
    public int arcs() {
        return targets.length;
    }

    /**
     * The number of edges.
     *
     * @return in an undirected graph the edges, each counted once; else the arcs
     */
    public int edges() {
        return undirected ? (targets.length - loops) / 2 + loops : targets.length;
    }

    /**
     * The number of self loops.
     *
     * @return the arcs from a node to itself
     */
    public int selfLoops() {
        return loops;
    }

    /**
     * Whether every arc has its reverse, as often.
     *
     * @return true for a graph built with {@link EdgeDirection#IGNORE}
     */
    public boolean isUndirected() {
        return undirected;
    }

    /**
     * The first arc out of a node, unchecked beyond the array's own bounds.
     *
     * @param node v in [0, N)
     * @return its number
     */
    public int first(int node) {
        return offsets[node];
    }

    /**
     * One past the last arc out of a node, unchecked beyond the array's own bounds.
     *
     * @param node v in [0, N)
     * @return its number
     */
    public int end(int node) {
        return offsets[node + 1];
    }

    /**
     * Where an arc leads, unchecked beyond the array's own bounds.
     *
     * @param arc number in [0, arcs)
     * @return the node at its end
     */
    public int target(int arc) {
        return targets[arc];
    }

    /**
     * The number of arcs out of a node, a loop counted once.
     *
     * @param node v in [0, N)
     * @return the degree
     */
    public int degree(int node) {
        return offsets[node + 1] - offsets[node];
    }

    /**
     * The degrees of all nodes.
     *
     * @return N degrees
     */
    public int[] degrees() {
        int[] degrees = new int[size()];
        Arrays.setAll(degrees, this::degree);
        return degrees;
    }

    /**
     * The nodes that a node leads to.
     *
     * @param node v in [0, N)
     * @return a copy, ascending
     * @throws IllegalArgumentException if {@code node} is out of range
     */
    public int[] neighbours(int node) {
        Arguments.index("node", node, size());
        return Arrays.copyOfRange(targets, offsets[node], offsets[node + 1]);
    }

    /**
     * Whether there is an arc.
     *
     * @param from its start
     * @param to its end
     * @return whether {@code from} leads to {@code to}
     * @throws IllegalArgumentException if a node is out of range
     */
    public boolean hasArc(int from, int to) {
        Arguments.index("from", from, size());
        Arguments.index("to", to, size());
        return Arrays.binarySearch(targets, offsets[from], offsets[from + 1], to) >= 0;
    }

    /**
     * A copy of the row starts.
     *
     * @return N + 1 numbers; the arcs of v are those from the v-th to before the next
     */
    public int[] offsets() {
        return offsets.clone();
    }

    /**
     * A copy of the targets.
     *
     * @return one node per arc
     */
    public int[] targets() {
        return targets.clone();
    }

    /**
     * The same graph with every edge leading both ways.
     *
     * @return this graph if it is undirected, else one with direction ignored, duplicates merged
     */
    public Graph symmetrized() {
        return undirected ? this : rebuilt(EdgeRules.withDefaults().withSelfLoops(SelfLoops.KEEP));
    }

    /**
     * The same graph without self loops.
     *
     * @return this graph if it has none
     */
    public Graph withoutSelfLoops() {
        EdgeRules asIs = new EdgeRules(EdgeDirection.KEEP, SelfLoops.DROP, DuplicateEdges.KEEP);
        return loops == 0 ? this : rebuilt(asIs);
    }

    private Graph rebuilt(EdgeRules rules) {
        int[] src = new int[targets.length];
        for (int v = 0; v < size(); v++) {
            Arrays.fill(src, offsets[v], offsets[v + 1], v);
        }
        return of(size(), src, targets, rules);
    }

    /**
     * Refuses a directed graph, for methods to which it has no meaning.
     *
     * @return this graph
     * @throws IllegalArgumentException if an arc has no reverse
     */
    public Graph requireUndirected() {
        if (!undirected) {
            throw new IllegalArgumentException(
                    "graph must be undirected, got "
                            + ArcSymmetry.firstWithoutReverse(this)
                            + "; see Graph.symmetrized");
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Graph that
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(targets, that.targets);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(offsets) + Arrays.hashCode(targets);
    }

    @Override
    public String toString() {
        return "Graph[" + size() + " nodes, " + edges() + (undirected ? " edges]" : " arcs]");
    }
}
