package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.set.Interval;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.junit.jupiter.api.Test;

/** Coverage within every class and every range of degrees. */
class SplitNodeSetsTest {

    private static final Coverage ASKED = Coverage.of(0.75);
    private static final Coverage SURE = Coverage.of(0.99999);
    private static final SplitNodeSets METHOD = SplitNodeSets.of(LeastAmbiguous.withDefaults());

    /** Nodes whose class and degree tell how far the model is wrong. */
    private final BlockNodes nodes = BlockNodes.of(3, 20, 5);

    private void requireCoverageIn(SplitNodeSets method, int groups, IntUnaryOperator groupOf) {
        int n = nodes.batch().size();
        int[] labels = nodes.labels();
        int[] covered = new int[groups];
        int[] all = new int[groups];
        SplittableRandom random = new SplittableRandom(91);
        int[] order = new int[n];
        Arrays.setAll(order, v -> v);
        for (int r = 0; r < 4000; r++) {
            RandomOrder.shuffle(order, random);
            NodeRoles roles =
                    NodeRoles.all(n, NodeRole.UNUSED)
                            .with(NodeRole.CALIBRATION, Arrays.copyOf(order, 45))
                            .with(NodeRole.TEST, order[45]);
            NodeBatch batch = nodes.batch().withRoles(roles);
            NodeSets sets = method.conformalize(batch, labels).sets(batch, ASKED);
            int group = groupOf.applyAsInt(order[45]);
            all[group]++;
            covered[group] += sets.sets().contains(0, labels[order[45]]) ? 1 : 0;
        }
        for (int group = 0; group < groups; group++) {
            Interval chance = ClopperPearson.of(covered[group], all[group], SURE);
            assertThat(chance.upper()).isGreaterThanOrEqualTo(0.75);
            // and no more than the rank among a few nodes asks for
            assertThat(chance.lower()).isLessThanOrEqualTo(0.75 + 0.12);
        }
    }

    @Test
    void everyClassIsCovered() {
        requireCoverageIn(METHOD.byClass(), 3, v -> nodes.labels()[v]);
    }

    @Test
    void everyRangeOfDegreesIsCovered() {
        Graph graph = nodes.batch().graph();
        requireCoverageIn(
                METHOD.byDegree(6, 8),
                3,
                v -> graph.degree(v) <= 6 ? 0 : graph.degree(v) <= 8 ? 1 : 2);
    }

    @Test
    void thresholdsAreThoseOfTheirRange() {
        // a star: the middle has degree 4, its leaves 1, the last node none
        Graph graph = Graph.of(6, new int[] {0, 0, 0, 0}, new int[] {1, 2, 3, 4});
        double[] p = {0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4, 0.35, 0.65, 0.5, 0.5};
        NodeBatch batch =
                NodeBatch.of(
                        graph,
                        CategoricalBatch.of(p, 2),
                        NodeRoles.all(6, NodeRole.CALIBRATION).with(NodeRole.TEST, 0, 4, 5));
        NodeSets sets =
                METHOD.byDegree(0, 1).conformalize(batch, new int[6]).sets(batch, Coverage.of(0.5));
        // leaves score 0.2, 0.3, 0.4, of which the second is the threshold; none has degree 0 or 4
        assertThat(sets.sets().indices(0)).containsExactly(0, 1);
        assertThat(sets.sets().indices(1)).isEmpty();
        assertThat(sets.sets().indices(2)).containsExactly(0, 1);
    }

    @Test
    void rangesHaveToAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> METHOD.byDegree(3, 3))
                .withMessage("largestDegrees[1] must be >= 4, got 3");
        assertThatIllegalArgumentException().isThrownBy(METHOD::byDegree);
    }
}
