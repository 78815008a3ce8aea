package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.set.LabelSets;
import org.guardband.graph.Graph;
import org.junit.jupiter.api.Test;

class NeighbourhoodCoverageTest {

    // a path 0-1-2-3 and node 4 alone; node 2 has no set, 1 is not covered
    private static final Graph PATH = Graph.of(5, new int[] {0, 1, 2}, new int[] {1, 2, 3});
    private static final NodeSets SETS =
            NodeSets.of(
                    new int[] {0, 1, 3, 4},
                    LabelSets.of(new int[][] {{0}, {}, {0, 1}, {1}}, List.of("a", "b")));
    private static final int[] LABELS = {0, 0, -1, 1, 1};

    @Test
    void sharesAndSizesAreThoseAroundEveryNode() {
        NeighbourhoodCoverage one = NeighbourhoodCoverage.of(PATH, SETS, LABELS, 1);
        assertThat(one.count(0)).isEqualTo(2);
        assertThat(one.share(0)).isEqualTo(0.5);
        assertThat(one.meanSize(0)).isEqualTo(0.5);
        assertThat(one.share(2)).isEqualTo(1);
        assertThat(one.node(2)).isEqualTo(3);
        NeighbourhoodCoverage two = NeighbourhoodCoverage.of(PATH, SETS, LABELS, 2);
        assertThat(two.share(1)).isEqualTo(2 / 3.0);
        assertThat(two.share(2)).isEqualTo(0.5);
        assertThat(two.meanSize(1)).isEqualTo(1);
        assertThat(two.meanDeviation(Coverage.of(0.9), 2))
                .isCloseTo((0.4 + 0.9 - 2 / 3.0 + 0.4) / 3, within(1e-15));
        assertThat(two.quantile(0, 2)).isEqualTo(0.5);
        assertThat(two.quantile(1, 1)).isEqualTo(1);
        assertThat(two.quantile(0.5, 4)).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> two.quantile(2, 1))
                .withMessage("level must be in [0, 1], got 2.0");
    }

    /** 0.07·100 is 7.000000000000001 in binary arithmetic. */
    @Test
    void ranksAreThoseOfTheDecimal() {
        int n = 100;
        int[] ends = new int[n];
        int[] labels = new int[n];
        int[][] sets = new int[n][];
        for (int v = 0; v < n; v++) {
            ends[v] = v;
            sets[v] = v < 7 ? new int[] {} : new int[] {0};
        }
        NeighbourhoodCoverage alone =
                NeighbourhoodCoverage.of(
                        Graph.of(n, new int[0], new int[0]),
                        NodeSets.of(ends, LabelSets.of(sets, List.of("a", "b"))),
                        labels,
                        1);
        assertThat(alone.quantile(0.07, 1)).isZero();
        assertThat(alone.quantile(0.071, 1)).isOne();
        assertThat(alone.quantile(1, 1)).isOne();
    }

    @Test
    void everyNodeWithASetNeedsALabel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETS.metrics(new int[] {0, 0, 0, 1}))
                .withMessage("nodes with a label[3] must be in [0, 4), got 4");
    }
}
