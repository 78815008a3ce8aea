package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GraphTest {

    private static final int[] SRC = {0, 1, 3, 3, 0, 4};
    private static final int[] DST = {1, 2, 3, 1, 1, 0};

    @Test
    void byDefaultDirectionIsIgnoredLoopsAreDroppedAndDuplicatesMerged() {
        Graph graph = Graph.of(6, SRC, DST);
        assertThat(graph.size()).isEqualTo(6);
        assertThat(graph.edges()).isEqualTo(4);
        assertThat(graph.arcs()).isEqualTo(8);
        assertThat(graph.isUndirected()).isTrue();
        assertThat(graph.neighbours(1)).containsExactly(0, 2, 3);
        assertThat(graph.neighbours(5)).isEmpty();
        assertThat(graph.degrees()).containsExactly(2, 3, 1, 1, 1, 0);
        assertThat(graph.hasArc(4, 0)).isTrue();
        assertThat(graph.hasArc(4, 1)).isFalse();
        assertThat(graph).hasToString("Graph[6 nodes, 4 edges]");
    }

    @Test
    void loopsAndDuplicatesAreKeptByName() {
        Graph loops = Graph.of(6, SRC, DST, EdgeRules.withDefaults().withSelfLoops(SelfLoops.KEEP));
        assertThat(loops.selfLoops()).isEqualTo(1);
        assertThat(loops.edges()).isEqualTo(5);
        assertThat(loops.neighbours(3)).containsExactly(1, 3);
        assertThat(loops.withoutSelfLoops()).isEqualTo(Graph.of(6, SRC, DST));
        Graph parallel =
                Graph.of(6, SRC, DST, EdgeRules.withDefaults().withDuplicates(DuplicateEdges.KEEP));
        assertThat(parallel.neighbours(0)).containsExactly(1, 1, 4);
        assertThat(parallel.isUndirected()).isTrue();
    }

    @Test
    void directionIsKeptByNameAndCanBeGivenUp() {
        Graph graph =
                Graph.of(6, SRC, DST, EdgeRules.withDefaults().withDirection(EdgeDirection.KEEP));
        assertThat(graph.isUndirected()).isFalse();
        assertThat(graph.arcs()).isEqualTo(4);
        assertThat(graph.neighbours(0)).containsExactly(1);
        assertThat(graph).hasToString("Graph[6 nodes, 4 arcs]");
        assertThat(graph.symmetrized()).isEqualTo(Graph.of(6, SRC, DST));
        assertThatIllegalArgumentException()
                .isThrownBy(graph::requireUndirected)
                .withMessage(
                        "graph must be undirected, got arc 0->1 without its reverse; see"
                                + " Graph.symmetrized");
    }

    @Test
    void badEdgesAreRefusedByNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(4, SRC, DST))
                .withMessage("src[5] must be a node in [0, 4), got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(2, new int[] {0}, new int[] {-1}))
                .withMessage("dst[0] must be a node in [0, 2), got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Graph.of(2, new int[] {0}, new int[0]))
                .withMessage("dst must have the length of src (1), got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Graph.of(
                                        6,
                                        SRC,
                                        DST,
                                        EdgeRules.withDefaults().withSelfLoops(SelfLoops.REFUSE)))
                .withMessage(
                        "edge 2 must join two nodes, got a loop at node 3; see"
                                + " EdgeRules.withSelfLoops");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Graph.of(
                                        6,
                                        SRC,
                                        DST,
                                        EdgeRules.withDefaults()
                                                .withDuplicates(DuplicateEdges.REFUSE)))
                .withMessage(
                        "edge 0-1 must be listed once, got it again; see"
                                + " EdgeRules.withDuplicates");
    }

    @Test
    void noNodesAndNoEdgesAreGraphs() {
        assertThat(Graph.empty(0).size()).isZero();
        assertThat(Graph.empty(3).degrees()).containsExactly(0, 0, 0);
        assertThat(HopDistances.from(Graph.empty(2), 1)).containsExactly(-1, 0);
        assertThat(ConnectedComponents.of(Graph.empty(3)).count()).isEqualTo(3);
        assertThat(Homophily.ofEdges(Graph.empty(1), new int[1])).isNaN();
    }

    @Property(tries = 100)
    void everythingAgreesWithAMatrix(
            @ForAll @IntRange(min = 1, max = 24) int nodes,
            @ForAll @IntRange(max = 60) int edges,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] src = random.ints(edges, 0, nodes).toArray();
        int[] dst = random.ints(edges, 0, nodes).toArray();
        boolean[][] joined = new boolean[nodes][nodes];
        for (int e = 0; e < edges; e++) {
            if (src[e] != dst[e]) {
                joined[src[e]][dst[e]] = true;
                joined[dst[e]][src[e]] = true;
            }
        }
        Graph graph = Graph.of(nodes, src, dst);
        int[][] hops = hops(joined);
        HopSweep sweep = new HopSweep(graph);
        ConnectedComponents components = ConnectedComponents.of(graph);
        for (int v = 0; v < nodes; v++) {
            int from = v;
            assertThat(graph.neighbours(v))
                    .containsExactly(
                            IntStream.range(0, nodes).filter(w -> joined[from][w]).toArray());
            assertThat(HopDistances.from(graph, v)).containsExactly(hops[v]);
            requireSweep(sweep, v, hops[v]);
            for (int w = 0; w < nodes; w++) {
                assertThat(components.of(v) == components.of(w)).isEqualTo(hops[v][w] >= 0);
            }
        }
        int[] two = {0, nodes - 1};
        int[] nearest = HopDistances.from(graph, two);
        int[] limited = HopDistances.from(graph, 1, two);
        for (int w = 0; w < nodes; w++) {
            int a = hops[0][w];
            int b = hops[nodes - 1][w];
            assertThat(nearest[w]).isEqualTo(a < 0 ? b : b < 0 ? a : Math.min(a, b));
            assertThat(limited[w]).isEqualTo(nearest[w] > 1 ? -1 : nearest[w]);
        }
    }

    private static void requireSweep(HopSweep sweep, int start, int[] hops) {
        for (int most : new int[] {0, 1, 2, 5}) {
            int found = sweep.around(start, most);
            BitSet seen = new BitSet();
            int position = 0;
            for (int d = 0; d <= sweep.reach(); d++) {
                for (; position < sweep.within(d); position++) {
                    assertThat(hops[sweep.node(position)]).isEqualTo(d);
                    seen.set(sweep.node(position));
                }
            }
            assertThat(position).isEqualTo(found);
            assertThat(seen.cardinality())
                    .isEqualTo((int) Arrays.stream(hops).filter(h -> h >= 0 && h <= most).count());
        }
    }

    private static int[][] hops(boolean[][] joined) {
        int n = joined.length;
        int[][] hops = new int[n][n];
        for (int v = 0; v < n; v++) {
            Arrays.fill(hops[v], -1);
            hops[v][v] = 0;
            for (int d = 1; d <= n; d++) {
                int[] before = hops[v].clone();
                for (int w = 0; w < n; w++) {
                    for (int u = 0; u < n; u++) {
                        if (before[u] == d - 1 && joined[u][w] && hops[v][w] < 0) {
                            hops[v][w] = d;
                        }
                    }
                }
            }
        }
        return hops;
    }

    @Test
    void aPartKeepsTheArcsBetweenItsNodesInTheGivenOrder() {
        InducedSubgraph part = InducedSubgraph.of(Graph.of(6, SRC, DST), 1, 3, 0);
        assertThat(part.graph()).isEqualTo(Graph.of(3, new int[] {0, 0}, new int[] {2, 1}));
        assertThat(part.node(1)).isEqualTo(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> InducedSubgraph.of(Graph.empty(3), 1, 1))
                .withMessage("nodes[1] must be named once, got node 1 again");
    }

    @Test
    void homophilyCountsEqualLabels() {
        Graph path = Graph.of(4, new int[] {0, 1, 2}, new int[] {1, 2, 3});
        int[] labels = {0, 0, 1, -1};
        assertThat(Homophily.ofEdges(path, labels)).isEqualTo(0.5);
        assertThat(Homophily.ofNodes(path, labels)).containsExactly(1, 0.5, 0, Double.NaN);
        assertThat(Homophily.ofGraph(path, labels)).isEqualTo(0.5);
    }
}
