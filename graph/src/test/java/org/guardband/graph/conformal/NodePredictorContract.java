package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.Interval;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.EdgeDirection;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.junit.jupiter.api.Test;

/** What every conformal method for nodes has to do. */
abstract class NodePredictorContract {

    private static final Coverage NINETY = Coverage.of(0.9);
    private static final BlockNodes NODES = BlockNodes.of(4, 90, 21);

    abstract NodeConformalizer<?> method(long seed);

    /** Whether the method needs an undirected graph. */
    boolean looksAtEdges() {
        return true;
    }

    private NodePredictor fitted() {
        return method(3).conformalize(NODES.batch(), NODES.labels());
    }

    @Test
    void testNodesGetSetsThatGrowWithTheCoverage() {
        NodePredictor predictor = fitted();
        List<Coverage> coverages =
                List.of(Coverage.of(0.5), Coverage.of(0.8), NINETY, Coverage.of(0.99));
        List<NodeSets> all = predictor.sets(NODES.batch(), coverages);
        int[] test = NODES.batch().roles().nodes(NodeRole.TEST);
        for (int c = 0; c < all.size(); c++) {
            assertThat(all.get(c)).isEqualTo(predictor.sets(NODES.batch(), coverages.get(c)));
            assertThat(all.get(c).nodes()).containsExactly(test);
            for (int i = 0; c > 0 && i < test.length; i++) {
                for (int k : all.get(c - 1).sets().indices(i)) {
                    assertThat(all.get(c).sets().contains(i, k)).isTrue();
                }
            }
        }
        assertThat(all.get(2).metrics(NODES.labels()).coverage().share()).isGreaterThan(0.7);
    }

    @Test
    void aSavedPredictorGivesTheSameSets() {
        NodePredictor predictor = fitted();
        Object read = ModelFiles.fromDocument(predictor.toDocument());
        assertThat(read).isEqualTo(predictor).hasSameHashCodeAs(predictor);
        assertThat(((NodePredictor) read).sets(NODES.batch(), NINETY))
                .isEqualTo(predictor.sets(NODES.batch(), NINETY));
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() throws Exception {
        NodeSets here = fitted().sets(NODES.batch(), NINETY);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> fitted().sets(NODES.batch(), NINETY)).get())
                    .isEqualTo(here);
        } finally {
            one.shutdown();
        }
    }

    @Test
    void withoutCalibrationNodesEverySetHasAllLabels() {
        NodeBatch batch =
                NODES.batch().withRoles(NodeRoles.all(NODES.batch().size(), NodeRole.TEST));
        NodePredictor predictor = method(1).conformalize(batch, NODES.labels());
        assertThat(predictor.calibrationSize()).isZero();
        NodeSets sets = predictor.sets(batch, NINETY);
        for (int i = 0; i < sets.size(); i++) {
            assertThat(sets.sets().cardinality(i)).isEqualTo(4);
        }
    }

    @Test
    void noTestNodeGivesNoSet() {
        NodeBatch none =
                NODES.batch().withRoles(NodeRoles.all(NODES.batch().size(), NodeRole.TRAIN));
        assertThat(fitted().sets(none, NINETY).size()).isZero();
    }

    @Test
    void otherLabelsAreNotLookedAt() {
        int[] hidden = NODES.labels();
        for (int v : NODES.batch().roles().nodes(NodeRole.TEST)) {
            hidden[v] = -1;
        }
        assertThat(method(3).conformalize(NODES.batch(), hidden).sets(NODES.batch(), NINETY))
                .isEqualTo(fitted().sets(NODES.batch(), NINETY));
    }

    @Test
    void badInputIsRefused() {
        int[] wrong = NODES.labels();
        int bad = NODES.batch().roles().nodes(NodeRole.CALIBRATION)[0];
        wrong[bad] = 4;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method(1).conformalize(NODES.batch(), wrong))
                .withMessage("labels[" + bad + "] of a CALIBRATION node must be in [0, 4), got 4");
        NodePredictor predictor = fitted();
        NodeBatch small =
                NodeBatch.of(
                        Graph.empty(1),
                        CategoricalBatch.of(new double[] {1, 0, 0, 0}, 4),
                        NodeRoles.all(1, NodeRole.TEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predictor.sets(small, NINETY))
                .withMessageStartingWith("batch must have ");
        NodeBatch other =
                NodeBatch.of(
                        Graph.empty(1),
                        CategoricalBatch.of(new double[] {1, 0}, 2),
                        NodeRoles.all(1, NodeRole.TEST));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predictor.sets(other, NINETY))
                .withMessageStartingWith("batch must have the classes of the calibration nodes");
        if (looksAtEdges()) {
            Graph directed =
                    Graph.of(
                            NODES.batch().size(),
                            new int[] {0},
                            new int[] {1},
                            EdgeRules.withDefaults().withDirection(EdgeDirection.KEEP));
            NodeBatch oneWay =
                    NodeBatch.of(directed, NODES.batch().logits(), NODES.batch().roles());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> predictor.sets(oneWay, NINETY))
                    .withMessageStartingWith("graph must be undirected, got arc 0->1");
        }
    }

    /** A threshold that has seen a node's label would cover it all too well. */
    @Test
    void calibrationNodesGetNoSets() {
        NodePredictor predictor = fitted();
        NodeBatch all = NODES.batch();
        all =
                all.withRoles(
                        all.roles().with(NodeRole.TEST, all.roles().nodes(NodeRole.CALIBRATION)));
        NodeBatch mixed = all;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> predictor.sets(mixed, NINETY))
                .withMessageMatching(
                        "roles\\[\\d+\\] must not be TEST, for the label of the node has calibrated"
                                + " the sets");
    }

    /**
     * One graph, one model; which of the nodes are for calibration is drawn at random. One test
     * node per draw: a binomial count, whose chance is at least 1 − α.
     */
    @Test
    void coverageOverTheDrawOfCalibrationNodesHolds() {
        BlockNodes nodes = BlockNodes.of(3, 20, 5);
        int n = nodes.batch().size();
        int repetitions = 3000;
        int covered = 0;
        SplittableRandom random = new SplittableRandom(77);
        int[] order = new int[n];
        Arrays.setAll(order, v -> v);
        for (int r = 0; r < repetitions; r++) {
            for (int i = n - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            NodeRoles roles =
                    NodeRoles.all(n, NodeRole.UNUSED)
                            .with(NodeRole.CALIBRATION, Arrays.copyOfRange(order, 0, 40))
                            .with(NodeRole.TEST, order[40]);
            NodeBatch batch = nodes.batch().withRoles(roles);
            NodeSets sets =
                    method(random.nextLong())
                            .conformalize(batch, nodes.labels())
                            .sets(batch, Coverage.of(0.8));
            covered += sets.sets().contains(0, nodes.labels()[order[40]]) ? 1 : 0;
        }
        Interval chance = ClopperPearson.of(covered, repetitions, Coverage.of(0.999999));
        assertThat(chance.upper()).isGreaterThanOrEqualTo(0.8);
    }
}
