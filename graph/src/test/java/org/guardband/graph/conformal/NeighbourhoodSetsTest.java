package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.Graph;
import org.guardband.graph.HopDistances;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.StochasticBlockModel;
import org.junit.jupiter.api.Test;

class NeighbourhoodSetsTest {

    @Test
    void setsAreThoseOfTheDefinition() {
        BlockNodes nodes = BlockNodes.of(3, 60, 8);
        NodeBatch batch = nodes.batch();
        CategoricalBatch p = batch.probabilities();
        int[] calibration = batch.roles().nodes(NodeRole.CALIBRATION);
        ClassScore score = LeastAmbiguous.withDefaults();
        for (NeighbourWeights weights : NeighbourWeights.values()) {
            for (int hops = 1; hops <= 4; hops++) {
                for (int percent : new int[] {50, 75, 90}) {
                    Coverage coverage = Coverage.of(percent / 100.0);
                    NodeSets sets =
                            NeighbourhoodSets.of(score)
                                    .withHops(hops)
                                    .withWeights(weights)
                                    .withLeastNeighbours(0)
                                    .conformalize(batch, nodes.labels())
                                    .sets(batch, coverage);
                    for (int i = 0; i < sets.size(); i++) {
                        int[] distance = HopDistances.from(batch.graph(), sets.node(i));
                        double q =
                                quantile(
                                        p,
                                        nodes.labels(),
                                        calibration,
                                        distance,
                                        hops,
                                        weights,
                                        percent);
                        double[] row = new double[3];
                        p.copyRow(sets.node(i), row);
                        for (int k = 0; k < 3; k++) {
                            assertThat(sets.sets().contains(i, k))
                                    .isEqualTo(score.score(row, k, 1) <= q);
                        }
                    }
                }
            }
        }
    }

    /** In twelfths, of which 1/d and 2^−(d−1)·12 are whole up to d = 3, and 1/8 in half of them. */
    private static double quantile(
            CategoricalBatch p,
            int[] labels,
            int[] calibration,
            int[] distance,
            int hops,
            NeighbourWeights weights,
            int percent) {
        double[] row = new double[3];
        double[] scores = new double[calibration.length];
        for (int i = 0; i < scores.length; i++) {
            p.copyRow(calibration[i], row);
            scores[i] = LeastAmbiguous.withDefaults().score(row, labels[calibration[i]], 1);
        }
        double[] candidates = scores.clone();
        Arrays.sort(candidates);
        for (double t : candidates) {
            long below = 0;
            long total = 24;
            for (int i = 0; i < scores.length; i++) {
                int d = distance[calibration[i]];
                if (d >= 1 && d <= hops) {
                    long weight = Math.round(24 * weights.at(d));
                    total += weight;
                    below += scores[i] <= t ? weight : 0;
                }
            }
            if (100 * below >= percent * total) {
                return t;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    @Test
    void theLevelIsExactWhereBinaryFractionsWouldMissIt() {
        // nine neighbours at coverage 0.9: the rank is 9 = ceil(10 * 0.9), not 10
        int n = 10;
        int[] src = new int[9];
        int[] dst = new int[9];
        double[] p = new double[2 * n];
        for (int v = 0; v < n; v++) {
            p[2 * v] = v < 9 ? 0.9 - 0.05 * v : 0.45;
            p[2 * v + 1] = 1 - p[2 * v];
            if (v < 9) {
                src[v] = 9;
                dst[v] = v;
            }
        }
        NodeRoles roles = NodeRoles.all(n, NodeRole.CALIBRATION).with(NodeRole.TEST, 9);
        NodeBatch batch = NodeBatch.of(Graph.of(n, src, dst), CategoricalBatch.of(p, 2), roles);
        NeighbourhoodSets method =
                NeighbourhoodSets.of(LeastAmbiguous.withDefaults()).withLeastNeighbours(0);
        int[] labels = new int[n];
        NodeSets sets = method.conformalize(batch, labels).sets(batch, Coverage.of(0.9));
        // the largest score is 1 − 0.5: label 0 (score 0.55) is out, label 1 (0.45) in
        assertThat(sets.sets().indices(0)).containsExactly(1);
        NodeSets more = method.conformalize(batch, labels).sets(batch, Coverage.of(0.91));
        assertThat(more.sets().cardinality(0)).isEqualTo(2);
    }

    @Test
    void weightsAreExact() {
        assertThat(NeighbourWeights.HYPERBOLIC.units(4)).containsExactly(12, 12, 6, 4, 3);
        assertThat(NeighbourWeights.GEOMETRIC.units(4)).containsExactly(8, 8, 4, 2, 1);
        assertThat(NeighbourWeights.UNIFORM.units(2)).containsExactly(1, 1, 1);
        assertThat(NeighbourWeights.HYPERBOLIC.units(20)[0]).isEqualTo(232792560L);
        assertThat(NeighbourWeights.GEOMETRIC.at(3)).isEqualTo(0.25);
        assertThat(new BigDecimal(NeighbourWeights.HYPERBOLIC.at(2))).isEqualTo("0.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighbourhoodSets.randomized(1).withHops(21))
                .withMessage("hops must be <= 20, got 21");
    }

    @Test
    void nodesWithFewNeighboursFallBackToAllCalibrationNodes() {
        BlockNodes nodes = BlockNodes.of(3, 100, 2);
        NodeBatch batch = nodes.batch();
        ClassScore score = AdaptivePredictionSets.randomized(4);
        NeighbourhoodPredictor all =
                NeighbourhoodSets.of(score)
                        .withLeastNeighbours(1000)
                        .conformalize(batch, nodes.labels());
        assertThat(all.neighbourhoods(batch).fallBackShare()).isEqualTo(1);
        assertThat(all.sets(batch, Coverage.of(0.9)))
                .isEqualTo(
                        SplitNodeSets.of(score)
                                .conformalize(batch, nodes.labels())
                                .sets(batch, Coverage.of(0.9)));
        NeighbourhoodPredictor some =
                NeighbourhoodSets.of(score)
                        .withLeastNeighbours(12)
                        .conformalize(batch, nodes.labels());
        Neighbourhoods around = some.neighbourhoods(batch);
        assertThat(around.fallBackShare()).isStrictlyBetween(0.0, 1.0);
        for (int i = 0; i < around.size(); i++) {
            int[] d = HopDistances.from(batch.graph(), around.node(i));
            int[] counts = new int[3];
            for (int u : batch.roles().nodes(NodeRole.CALIBRATION)) {
                if (d[u] == 1 || d[u] == 2) {
                    counts[d[u]]++;
                }
            }
            assertThat(around.count(i, 1)).isEqualTo(counts[1]);
            assertThat(around.count(i, 2)).isEqualTo(counts[2]);
            assertThat(around.fellBack(i)).isEqualTo(counts[1] + counts[2] < 12);
            double gap = around.coverageGap(i, 0.1, 0.4);
            if (around.fellBack(i)) {
                assertThat(gap).isNaN();
            } else {
                assertThat(gap)
                        .isCloseTo(
                                (0.1 * counts[1] + 0.4 * counts[2]) / (1 + counts[1] + counts[2]),
                                within(1e-15));
            }
        }
    }

    @Test
    void theReferenceLeavesNodesOutAndGivesUpTheGuarantee() {
        // node 0 with two neighbours, which cannot reach 0.9; node 3 alone
        NodeBatch batch =
                NodeBatch.of(
                        Graph.of(4, new int[] {0, 0}, new int[] {1, 2}),
                        CategoricalBatch.of(
                                new double[] {0.6, 0.25, 0.15, 1, 0, 0, 1, 0, 0, 1, 0, 0}, 3),
                        NodeRoles.all(4, NodeRole.TEST).with(NodeRole.CALIBRATION, 1, 2));
        NeighbourhoodSets method =
                NeighbourhoodSets.of(AdaptivePredictionSets.deterministic()).withLeastNeighbours(1);
        NodeSets sets = method.conformalize(batch, new int[4]).sets(batch, Coverage.of(0.9));
        assertThat(sets.nodes()).containsExactly(0, 3);
        assertThat(sets.sets().cardinality(0)).isEqualTo(3);
        assertThat(sets.sets().cardinality(1)).isEqualTo(3);
        NodeSets reference =
                method.referenceCompatible()
                        .conformalize(batch, new int[4])
                        .sets(batch, Coverage.of(0.9));
        assertThat(reference.nodes()).containsExactly(0);
        // {y : cumulative probability <= 0.9}
        assertThat(reference.sets().indices(0)).containsExactly(0, 1);
    }

    @Test
    void calibrationNodesKeepTheirNumbersInAGrownGraph() {
        Graph before = Graph.of(3, new int[] {0, 0}, new int[] {1, 2});
        CategoricalBatch p = CategoricalBatch.of(new double[] {1, 0, 0.7, 0.3, 0.6, 0.4}, 2);
        NodeRoles roles = NodeRoles.all(3, NodeRole.CALIBRATION);
        NeighbourhoodPredictor predictor =
                NeighbourhoodSets.of(LeastAmbiguous.withDefaults())
                        .withLeastNeighbours(0)
                        .conformalize(NodeBatch.of(before, p, roles), new int[3]);
        NodeBatch after =
                NodeBatch.of(
                        Graph.of(4, new int[] {0, 0, 3}, new int[] {1, 2, 0}),
                        CategoricalBatch.of(new double[] {1, 0, 0.7, 0.3, 0.6, 0.4, 0.65, 0.35}, 2),
                        NodeRoles.all(4, NodeRole.UNUSED).with(NodeRole.TEST, 3));
        // scores 0, 0.3, 0.4 within two hops; at 3/4 the rank is 3
        assertThat(predictor.sets(after, Coverage.of(0.75)).sets().indices(0)).containsExactly(0);
        assertThat(predictor.sets(after, Coverage.of(0.76)).sets().cardinality(0)).isEqualTo(2);
    }

    /**
     * Two blocks without edges between them: in one the model is right, in the other it guesses
     * with confidence. Labels are known mostly in the first, so that calibration and test nodes are
     * not exchangeable: split sets miss the level in the second block, neighbourhood sets do not.
     */
    @Test
    void neighbourhoodsRepairAKnownFailureOfExchangeability() {
        int size = 1500;
        StochasticBlockModel model = StochasticBlockModel.planted(2, size, 40.0 / size, 0);
        Graph graph = model.generate(6);
        int[] block = model.labels();
        SplittableRandom random = new SplittableRandom(12);
        int n = 2 * size;
        double[] p = new double[5 * n];
        int[] labels = new int[n];
        NodeRole[] roles = new NodeRole[n];
        for (int v = 0; v < n; v++) {
            labels[v] = random.nextInt(5);
            int said = block[v] == 0 || random.nextInt(5) < 2 ? labels[v] : random.nextInt(5);
            for (int k = 0; k < 5; k++) {
                p[5 * v + k] = k == said ? 0.8 : 0.05;
            }
            boolean known = random.nextDouble() < (block[v] == 0 ? 0.8 : 0.3);
            roles[v] = known ? NodeRole.CALIBRATION : NodeRole.TEST;
        }
        NodeBatch batch = NodeBatch.of(graph, CategoricalBatch.of(p, 5), NodeRoles.of(roles));
        ClassScore score = AdaptivePredictionSets.randomized(9);
        Coverage coverage = Coverage.of(0.8);
        NodeSets split = SplitNodeSets.of(score).conformalize(batch, labels).sets(batch, coverage);
        NodeSets near =
                NeighbourhoodSets.of(score).conformalize(batch, labels).sets(batch, coverage);
        // hits in the second block; its nodes are exchangeable among themselves
        int[] all = count(split, labels, block);
        int[] around = count(near, labels, block);
        Coverage sure = Coverage.of(0.99999);
        assertThat(ClopperPearson.of(all[0], all[1], sure).upper()).isLessThan(0.75);
        assertThat(ClopperPearson.of(around[0], around[1], sure).upper()).isGreaterThan(0.8);
    }

    private static int[] count(NodeSets sets, int[] labels, int[] block) {
        int hits = 0;
        int rows = 0;
        for (int i = 0; i < sets.size(); i++) {
            if (block[sets.node(i)] == 1) {
                rows++;
                hits += sets.sets().contains(i, labels[sets.node(i)]) ? 1 : 0;
            }
        }
        return new int[] {hits, rows};
    }

    @Test
    void severalCoveragesShareOneSearch() {
        BlockNodes nodes = BlockNodes.of(3, 40, 2);
        List<Coverage> coverages = List.of(Coverage.of(0.9), Coverage.of(0.6));
        NeighbourhoodPredictor predictor =
                NeighbourhoodSets.randomized(5)
                        .withLeastNeighbours(5)
                        .conformalize(nodes.batch(), nodes.labels());
        assertThat(predictor.sets(nodes.batch(), coverages).get(1))
                .isEqualTo(predictor.sets(nodes.batch(), coverages.get(1)));
        assertThat(predictor)
                .hasToString(
                        "NeighbourhoodPredictor[n="
                                + predictor.calibrationSize()
                                + ", 2 hops, UNIFORM]");
    }
}
