package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.junit.jupiter.api.Test;

class NodeBatchTest {

    private static final List<String> AB = List.of("a", "b");

    private final NodeRoles roles = NodeRoles.all(2, NodeRole.TEST).with(NodeRole.CALIBRATION, 1);
    private final NodeBatch logits =
            NodeBatch.of(
                    Graph.empty(2), LogitBatch.of(new double[] {0, 0, 0, Math.log(3)}, AB), roles);

    @Test
    void logitsAndProbabilitiesTellTheSame() {
        assertThat(logits.get(1).probability(1)).isEqualTo(0.75);
        NodeBatch probabilities = logits.withProbabilities(logits.probabilities());
        assertThat(probabilities.get(0).probability(0)).isEqualTo(0.5);
        assertThat(probabilities.logits().logit(1, 0)).isEqualTo(Math.log(0.25));
        assertThat(probabilities.labels()).isEqualTo(AB);
        assertThat(logits.roles().nodes(NodeRole.CALIBRATION)).containsExactly(1);
    }

    @Test
    void partsOfDifferentLengthAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                NodeBatch.of(
                                        Graph.empty(3),
                                        CategoricalBatch.of(new double[] {1, 0}, 2),
                                        roles))
                .withMessage("predictions must have the length of the nodes (3), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logits.withRoles(NodeRoles.all(1, NodeRole.TEST)))
                .withMessage("roles must have the length of the nodes (2), got 1");
    }

    @Test
    void askedLabelsHaveToBeClasses() {
        assertThat(logits.requireLabels(new int[] {-1, 1}, 1)).containsExactly(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> logits.requireLabels(new int[] {1, 2}, 1))
                .withMessage("labels[1] of a CALIBRATION node must be in [0, 2), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> roles.require(NodeRole.TRAIN))
                .withMessage("roles must name a TRAIN node, got none");
    }
}
