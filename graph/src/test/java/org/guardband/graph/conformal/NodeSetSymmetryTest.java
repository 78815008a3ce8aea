package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.OnThreads;
import org.guardband.graph.Transformed;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Numbers of nodes and names of classes mean nothing, and nodes without edges touch nobody. */
class NodeSetSymmetryTest {

    private static final int CLASSES = 4;
    private static final Coverage COVERAGE = Coverage.of(0.85);
    private static final BlockNodes NODES = BlockNodes.of(CLASSES, 100, 29);

    /** With scores that draw nothing, for uniform numbers go by the number of a node. */
    private static Map<String, NodeConformalizer<?>> methods() {
        Map<String, NodeConformalizer<?>> all = new LinkedHashMap<>();
        all.put(
                "NAPS, uniform",
                NeighbourhoodSets.of(AdaptivePredictionSets.deterministic())
                        .withLeastNeighbours(20));
        all.put(
                "NAPS, hyperbolic",
                NeighbourhoodSets.of(LeastAmbiguous.withDefaults())
                        .withHops(3)
                        .withWeights(NeighbourWeights.HYPERBOLIC));
        all.put(
                "NAPS, geometric",
                NeighbourhoodSets.of(LeastAmbiguous.withDefaults())
                        .withWeights(NeighbourWeights.GEOMETRIC)
                        .withLeastNeighbours(0));
        all.put("DAPS", DiffusedSets.of(AdaptivePredictionSets.deterministic()));
        all.put("SNAPS", NodeSetSymmetryTest::similar);
        all.put("APS", SplitNodeSets.of(AdaptivePredictionSets.deterministic()));
        all.put("LAC by class", SplitNodeSets.of(LeastAmbiguous.withDefaults()).byClass());
        all.put("LAC by degree", SplitNodeSets.of(LeastAmbiguous.withDefaults()).byDegree(4, 7));
        return all;
    }

    /** Features that a new node lacks, and which follow their node. */
    private static DiffusedPredictor similar(NodeBatch batch, int[] labels) {
        double[] x = new double[2 * batch.size()];
        for (int v = 0; v < Math.min(batch.size(), 4 * 100); v++) {
            double[] row = new double[CLASSES];
            batch.logits().copyRow(v, row);
            // symmetric in the classes, so that their order tells nothing
            Arrays.sort(row);
            x[2 * v] = Math.abs(row[0]);
            x[2 * v + 1] = Math.abs(row[CLASSES - 1]);
        }
        return SimilarityNavigatedSets.of(
                        LeastAmbiguous.withDefaults(),
                        SimilarNodes.byCosine(DenseFeatures.of(x, 2), 5))
                .conformalize(batch, labels);
    }

    private interface Check {
        void run(NodeConformalizer<?> method);
    }

    private static Stream<DynamicTest> each(Map<String, NodeConformalizer<?>> all, Check check) {
        return all.entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check.run(e.getValue())));
    }

    private static boolean[][] members(NodeConformalizer<?> method, NodeBatch batch, int[] labels) {
        NodeSets sets = method.conformalize(batch, labels).sets(batch, COVERAGE);
        boolean[][] members = new boolean[batch.size()][];
        for (int i = 0; i < sets.size(); i++) {
            members[sets.node(i)] = new boolean[CLASSES];
            for (int k : sets.sets().indices(i)) {
                members[sets.node(i)][k] = true;
            }
        }
        return members;
    }

    @TestFactory
    Stream<DynamicTest> setsDoNotDependOnTheNumbersOfNodes() {
        int[] to = Transformed.order(NODES.batch().size(), 6);
        Transformed other = Transformed.relabelled(NODES.batch(), NODES.labels(), to);
        Map<String, NodeConformalizer<?>> all = methods();
        // half of the calibration nodes is drawn by number; none is drawn here
        all.put(
                "CF-GNN, untrained",
                CorrectedSets.randomized(3)
                        .withScore(LeastAmbiguous.withDefaults())
                        .withTrainingShare(0));
        return each(
                all,
                method -> {
                    boolean[][] here = members(method, NODES.batch(), NODES.labels());
                    boolean[][] there = members(method, other.batch(), other.labels());
                    for (int v = 0; v < here.length; v++) {
                        assertThat(there[to[v]]).isEqualTo(here[v]);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> setsDoNotDependOnTheOrderOfClasses() {
        int[] to = {2, 0, 3, 1};
        Transformed other = Transformed.reordered(NODES.batch(), NODES.labels(), to);
        return each(
                methods(),
                method -> {
                    boolean[][] here = members(method, NODES.batch(), NODES.labels());
                    boolean[][] there = members(method, other.batch(), other.labels());
                    for (int v = 0; v < here.length; v++) {
                        for (int k = 0; here[v] != null && k < CLASSES; k++) {
                            assertThat(there[v][to[k]]).isEqualTo(here[v][k]);
                        }
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> anIsolatedNodeChangesNobodyElse() {
        Transformed more = Transformed.withIsolatedNode(NODES.batch(), NODES.labels());
        Map<String, NodeConformalizer<?>> all = methods();
        all.put("NAPS, randomised", NeighbourhoodSets.randomized(5).withLeastNeighbours(20));
        all.put("DAPS, randomised", DiffusedSets.randomized(5));
        all.put("CF-GNN", CorrectedSets.randomized(3).withHidden(4).withEpochs(20, 10));
        return each(
                all,
                method -> {
                    boolean[][] here = members(method, NODES.batch(), NODES.labels());
                    boolean[][] there = members(method, more.batch(), more.labels());
                    assertThat(Arrays.copyOf(there, here.length)).isDeepEqualTo(here);
                });
    }

    /** With so many nodes that every loop is cut into several blocks. */
    @TestFactory
    Stream<DynamicTest> manyBlocksGiveTheSameSetsOnAnyNumberOfThreads() {
        BlockNodes large = BlockNodes.of(CLASSES, 8000, 31);
        Map<String, NodeConformalizer<?>> all = methods();
        all.remove("SNAPS");
        all.put("NAPS, randomised", NeighbourhoodSets.randomized(5).withLeastNeighbours(20));
        all.put("CF-GNN", CorrectedSets.randomized(3).withHidden(4).withEpochs(4, 2));
        return each(
                all,
                method ->
                        assertThat(
                                        OnThreads.of(
                                                1,
                                                () ->
                                                        members(
                                                                method,
                                                                large.batch(),
                                                                large.labels())))
                                .isDeepEqualTo(
                                        OnThreads.of(
                                                3,
                                                () ->
                                                        members(
                                                                method,
                                                                large.batch(),
                                                                large.labels()))));
    }
}
