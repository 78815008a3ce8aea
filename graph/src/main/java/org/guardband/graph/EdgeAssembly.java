package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Turns a list of edges into compressed rows: one pass counts, one scatters, then every row is
 * sorted by itself, all in O(N + E log d).
 */
final class EdgeAssembly {

    private static final int BLOCK = 4096;

    private final EdgeRules rules;
    private final int[] src;
    private final int[] dst;
    private final int[] offsets;

    private EdgeAssembly(int nodes, int[] src, int[] dst, EdgeRules rules) {
        this.rules = rules;
        this.src = src;
        this.dst = dst;
        this.offsets = new int[nodes + 1];
    }

    static Graph assemble(int nodes, int[] src, int[] dst, EdgeRules rules) {
        Arguments.atLeast("nodes", nodes, 0);
        if (nodes > Graph.MOST_ARCS) {
            throw new IllegalArgumentException(
                    "nodes must be <= " + Graph.MOST_ARCS + ", got " + nodes);
        }
        Arguments.sameLength("dst", dst.length, "src", src.length);
        requireNodes("src", src, nodes);
        requireNodes("dst", dst, nodes);
        return new EdgeAssembly(nodes, src, dst, rules).build();
    }

    private static void requireNodes(String name, int[] ends, int nodes) {
        for (int e = 0; e < ends.length; e++) {
            if (ends[e] < 0 || ends[e] >= nodes) {
                throw new IllegalArgumentException(
                        name + "[" + e + "] must be a node in [0, " + nodes + "), got " + ends[e]);
            }
        }
    }

    private Graph build() {
        boolean both = rules.direction() == EdgeDirection.IGNORE;
        count(both);
        int[] targets = scatter(both);
        int nodes = offsets.length - 1;
        ParallelRows.run(
                nodes,
                BLOCK,
                (from, to) -> {
                    for (int v = from; v < to; v++) {
                        Arrays.sort(targets, offsets[v], offsets[v + 1]);
                    }
                });
        return rules.duplicates() == DuplicateEdges.KEEP
                ? new Graph(offsets, targets)
                : withoutDuplicates(targets);
    }

    /** Leaves the ends of the rows, counted from one place on, in {@code offsets}. */
    private void count(boolean both) {
        long arcs = 0;
        for (int e = 0; e < src.length; e++) {
            if (src[e] == dst[e]) {
                if (rules.selfLoops() == SelfLoops.REFUSE) {
                    throw new IllegalArgumentException(
                            "edge "
                                    + e
                                    + " must join two nodes, got a loop at node "
                                    + src[e]
                                    + "; see EdgeRules.withSelfLoops");
                }
                if (rules.selfLoops() == SelfLoops.DROP) {
                    continue;
                }
                arcs++;
                offsets[src[e] + 1]++;
                continue;
            }
            arcs += both ? 2 : 1;
            offsets[src[e] + 1]++;
            if (both) {
                offsets[dst[e] + 1]++;
            }
        }
        if (arcs > Graph.MOST_ARCS) {
            throw new IllegalArgumentException(
                    "edges must make at most " + Graph.MOST_ARCS + " arcs, got " + arcs);
        }
        for (int v = 1; v < offsets.length; v++) {
            offsets[v] += offsets[v - 1];
        }
    }

    private int[] scatter(boolean both) {
        int[] targets = new int[offsets[offsets.length - 1]];
        int[] next = Arrays.copyOf(offsets, offsets.length - 1);
        for (int e = 0; e < src.length; e++) {
            int u = src[e];
            int v = dst[e];
            if (u != v) {
                targets[next[u]++] = v;
                if (both) {
                    targets[next[v]++] = u;
                }
            } else if (rules.selfLoops() == SelfLoops.KEEP) {
                targets[next[u]++] = u;
            }
        }
        return targets;
    }

    private Graph withoutDuplicates(int[] targets) {
        int nodes = offsets.length - 1;
        int used = 0;
        int from = 0;
        for (int v = 0; v < nodes; v++) {
            int to = offsets[v + 1];
            for (int e = from; e < to; e++) {
                if (e > from && targets[e] == targets[e - 1]) {
                    requireDuplicatesAdmitted(v, targets[e]);
                } else {
                    targets[used++] = targets[e];
                }
            }
            from = to;
            offsets[v + 1] = used;
        }
        return new Graph(offsets, used == targets.length ? targets : Arrays.copyOf(targets, used));
    }

    private void requireDuplicatesAdmitted(int u, int v) {
        if (rules.duplicates() == DuplicateEdges.REFUSE) {
            throw new IllegalArgumentException(
                    "edge "
                            + u
                            + "-"
                            + v
                            + " must be listed once, got it again; see"
                            + " EdgeRules.withDuplicates");
        }
    }
}
