package org.guardband.ensembles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.prediction.GaussianVector;
import org.junit.jupiter.api.Test;

class MembersTest {

    private static final CategoricalBatch TWO =
            CategoricalBatch.of(new double[] {0.5, 0.5, 0.1, 0.9}, 2);

    @Test
    void classMembersHaveToAgree() {
        CategoricalBatch one = CategoricalBatch.of(new double[] {0.5, 0.5}, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMembers.of(TWO, one))
                .withMessage("members[1] must have the length of members[0] (2), got 1");
        CategoricalBatch swapped =
                CategoricalBatch.wrap(new double[] {0.5, 0.5, 0.1, 0.9}, List.of("1", "0"), 1e-9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMembers.of(TWO, swapped))
                .withMessage("members[1] must have the classes [0, 1] of members[0], got [1, 0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMembers.of(List.of()))
                .withMessage("number of members must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMembers.of(TWO).requireLabels(new int[] {0, 2}))
                .withMessage("labels[1] must be in [0, 2), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMembers.of(TWO).select(1))
                .withMessage("chosen[0] must be in [0, 1), got 1");
    }

    @Test
    void classMembersAreTheirBatches() {
        ClassMembers members = ClassMembers.of(TWO, TWO, TWO);
        assertThat(members.select(2, 0)).isEqualTo(ClassMembers.of(TWO, TWO));
        assertThat(members.size()).isEqualTo(3);
        assertThat(members.member(1)).isSameAs(TWO);
        assertThat(members).hasToString("ClassMembers[3 members, 2 rows, 2 classes]");
        LogitBatch logits = LogitBatch.of(new double[] {0, 1}, List.of("a", "b"));
        assertThat(ClassMembers.ofLogits(List.of(logits)).member(0)).isEqualTo(logits.softmax());
    }

    @Test
    void realAndVectorMembersHaveToAgree() {
        GaussianBatch one = GaussianBatch.of(new double[1], new double[] {1});
        GaussianBatch two = GaussianBatch.of(new double[2], new double[] {1, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealMembers.of(one, two))
                .withMessage("members[1] must have the length of members[0] (1), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RealMembers.of(one).requireTruths(new double[] {Double.NaN}))
                .withMessage("truths[0] must be finite, got NaN");
        VectorBatch flat =
                VectorBatch.of(List.of(GaussianVector.of(new double[1], new double[] {1})), 1);
        VectorBatch plane =
                VectorBatch.of(
                        List.of(GaussianVector.of(new double[2], new double[] {1, 0, 0, 1})), 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorMembers.of(List.of(flat, plane)))
                .withMessage("members[1] must have dimension 1 as members[0], got 2");
    }

    @Test
    void weightsAreOnTheSimplex() {
        assertThat(MemberWeights.of(1, 3).forMembers(2)).containsExactly(0.25, 0.75);
        assertThat(MemberWeights.of(1e308, 1e308).forMembers(2)).containsExactly(0.5, 0.5);
        assertThat(MemberWeights.uniform().forMembers(4)).containsOnly(0.25).hasSize(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberWeights.of(1, 2).forMembers(3))
                .withMessage("members must be as many as weights (2), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberWeights.of(0, 0))
                .withMessage("largest weight must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemberWeights.of(1, -1))
                .withMessage("weights[1] must be >= 0 and finite, got -1.0");
    }
}
