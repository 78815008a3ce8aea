package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.guardband.core.numeric.FeatureTable;
import org.junit.jupiter.api.Test;

class NearestNeighbourGraphTest {

    private static final FeatureTable LINE = FeatureTable.of(new double[] {0, 1, 3, 7, 7.5}, 1);

    @Test
    void eitherOrBothHaveToBeNear() {
        NearestNeighbourGraph method = NearestNeighbourGraph.withNeighbours(1);
        assertThat(method.neighbours(LINE)).containsExactly(1, 0, 1, 4, 3);
        assertThat(method.build(LINE))
                .isEqualTo(Graph.of(5, new int[] {0, 2, 3}, new int[] {1, 1, 4}));
        assertThat(method.mutual().build(LINE))
                .isEqualTo(Graph.of(5, new int[] {0, 3}, new int[] {1, 4}));
    }

    @Test
    void equalRowsAreNeighboursAndNoRowIsItsOwn() {
        FeatureTable equal = FeatureTable.of(new double[6], 1);
        int[] neighbours = NearestNeighbourGraph.withNeighbours(2).neighbours(equal);
        for (int i = 0; i < neighbours.length; i++) {
            assertThat(neighbours[i]).isNotEqualTo(i / 2);
        }
    }

    @Test
    void tooFewRowsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NearestNeighbourGraph.withNeighbours(5).build(LINE))
                .withMessage("rows must be more than k = 5, got 5");
    }
}
