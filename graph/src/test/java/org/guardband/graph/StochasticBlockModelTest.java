package org.guardband.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.guardband.core.Coverage;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.set.Interval;
import org.junit.jupiter.api.Test;

class StochasticBlockModelTest {

    @Test
    void sharesOfJoinedPairsAreTheAskedProbabilities() {
        StochasticBlockModel model =
                StochasticBlockModel.of(
                        new int[] {300, 0, 200},
                        new double[][] {
                            {0.05, 0.5, 0.01},
                            {0.5, 0.1, 0.2},
                            {0.01, 0.2, 0.4}
                        });
        Graph graph = model.generate(7);
        int[] labels = model.labels();
        long[][] joined = new long[3][3];
        for (int v = 0; v < graph.size(); v++) {
            for (int w : graph.neighbours(v)) {
                joined[labels[v]][labels[w]]++;
            }
        }
        require(joined[0][0] / 2, 300 * 299 / 2, 0.05);
        require(joined[2][2] / 2, 200 * 199 / 2, 0.4);
        require(joined[0][2], 300 * 200, 0.01);
        assertThat(graph.selfLoops()).isZero();
        assertThat(model.generate(7)).isEqualTo(graph);
        assertThat(model.generate(8)).isNotEqualTo(graph);
    }

    private static void require(long joined, long pairs, double probability) {
        Interval bounds = ClopperPearson.of(joined, pairs, Coverage.of(0.9999));
        assertThat(probability).isBetween(bounds.lower(), bounds.upper());
    }

    @Test
    void certainAndImpossibleEdges() {
        Graph graph = StochasticBlockModel.planted(2, 4, 1, 0).generate(1);
        assertThat(graph.edges()).isEqualTo(12);
        assertThat(ConnectedComponents.of(graph).count()).isEqualTo(2);
        Graph crossed = StochasticBlockModel.planted(2, 4, 0, 1).generate(1);
        assertThat(crossed.edges()).isEqualTo(16);
        assertThat(crossed.neighbours(0)).containsExactly(4, 5, 6, 7);
    }

    @Test
    void badProbabilitiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StochasticBlockModel.planted(2, 4, 1.5, 0))
                .withMessage("probabilities[0][0] must be in [0, 1], got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                StochasticBlockModel.of(
                                        new int[] {1, 1}, new double[][] {{0, 0.1}, {0.2, 0}}))
                .withMessage("probabilities[0][1] must equal its mirror image 0.2, got 0.1");
    }
}
