package org.guardband.graph.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.SparseFeatures;
import org.junit.jupiter.api.Test;

class DiffusedSetsTest {

    // a path 0-1-2 and node 3 alone; scores of label 0: 0.1, 0.2, 0.6, 0.3
    private static final NodeBatch PATH =
            NodeBatch.of(
                    Graph.of(4, new int[] {0, 1}, new int[] {1, 2}),
                    CategoricalBatch.of(new double[] {0.9, 0.1, 0.8, 0.2, 0.4, 0.6, 0.7, 0.3}, 2),
                    NodeRoles.all(4, NodeRole.TEST));

    private static double[] row(ScoreDiffusion diffusion, int node) {
        double[] scores = {0.1, 0.9, 0.2, 0.8, 0.6, 0.4, 0.3, 0.7};
        double[] out = new double[2];
        diffusion.row(PATH.graph(), scores, 2, node, out);
        return out;
    }

    @Test
    void scoresAreMixedWithTheMeanOfTheNeighbours() {
        ScoreDiffusion half = new ScoreDiffusion(0.5, 0, null, false);
        assertThat(row(half, 1)).containsExactly(new double[] {0.275, 0.725}, within(1e-15));
        assertThat(row(half, 3)).containsExactly(0.3, 0.7);
        ScoreDiffusion reference = new ScoreDiffusion(0.5, 0, null, true);
        assertThat(row(reference, 1)).containsExactly(row(half, 1));
        assertThat(row(reference, 3)).containsExactly(0.15, 0.35);
    }

    @Test
    void similarNodesHaveTheirShare() {
        SimilarNodes similar =
                SimilarNodes.byCosine(
                        DenseFeatures.of(new double[] {1, 0, 1, 1, 0, 1, -1, -1}, 2), 2);
        assertThat(similar.node(1, 0)).isZero();
        assertThat(similar.node(1, 1)).isEqualTo(2);
        assertThat(similar.weight(1, 0)).isCloseTo(0.5, within(1e-15));
        assertThat(similar.node(3, 0)).isEqualTo(-1);
        ScoreDiffusion thirds = new ScoreDiffusion(1 / 3.0, 1 / 3.0, similar, false);
        double mean = (0.1 + 0.6) / 2;
        assertThat(row(thirds, 1)[0]).isCloseTo((0.2 + mean + mean) / 3, within(1e-15));
        // nothing around node 3: all shares are its own
        assertThat(row(thirds, 3)).containsExactly(new double[] {0.3, 0.7}, within(1e-15));
        ScoreDiffusion reference = new ScoreDiffusion(1 / 3.0, 1 / 3.0, similar, true);
        assertThat(row(reference, 3)[0]).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void withoutAnyShareSetsAreThoseOfSplitPrediction() {
        NodeBatch batch =
                PATH.withRoles(NodeRoles.all(4, NodeRole.CALIBRATION).with(NodeRole.TEST, 2));
        NodeSets plain =
                SplitNodeSets.of(LeastAmbiguous.withDefaults())
                        .conformalize(batch, new int[4])
                        .sets(batch, Coverage.of(0.75));
        assertThat(
                        DiffusedSets.of(LeastAmbiguous.withDefaults())
                                .withLambda(0)
                                .conformalize(batch, new int[4])
                                .sets(batch, Coverage.of(0.75)))
                .isEqualTo(plain);
        // the largest score of label 0 is 0.3 at node 3: label 1 of node 2 has 0.4
        assertThat(plain.sets().cardinality(0)).isZero();
    }

    @Test
    void sparseAndDenseFeaturesGiveTheSameNodes() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 80;
        int columns = 12;
        double[] dense = new double[n * columns];
        int[] offsets = new int[n + 1];
        int[] indices = new int[dense.length];
        double[] values = new double[dense.length];
        int used = 0;
        for (int v = 0; v < n; v++) {
            for (int c = 0; c < columns; c++) {
                if (random.nextInt(4) == 0) {
                    dense[v * columns + c] = random.nextDouble();
                    indices[used] = c;
                    values[used++] = dense[v * columns + c];
                }
            }
            offsets[v + 1] = used;
        }
        NodeFeatures sparse =
                SparseFeatures.of(
                        n,
                        columns,
                        offsets,
                        Arrays.copyOf(indices, used),
                        Arrays.copyOf(values, used));
        SimilarNodes a = SimilarNodes.byCosine(sparse, 5);
        SimilarNodes b = SimilarNodes.byCosine(DenseFeatures.of(dense, columns), 5);
        for (int v = 0; v < n; v++) {
            double[] cosines = new double[n];
            for (int w = 0; w < n; w++) {
                cosines[w] = v == w ? -1 : cosine(dense, columns, v, w);
            }
            Arrays.sort(cosines);
            double sum = 0;
            for (int j = 1; j <= 5; j++) {
                sum += Math.max(0, cosines[n - j]);
            }
            for (int j = 0; j < 5; j++) {
                double expected = sum == 0 ? 0 : Math.max(0, cosines[n - 1 - j]) / sum;
                // 1 − |a − b|²/2 loses some digits
                assertThat(a.weight(v, j)).isCloseTo(expected, within(1e-12));
                assertThat(b.weight(v, j)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** Every second column takes the sum of the two rows back to zero. */
    @Test
    void cosinesWithManyZeroesOnTheWayAreThoseOfTheRows() {
        int columns = 21;
        int[] indices = new int[3 * columns];
        double[] values = new double[3 * columns];
        double[] rows = new double[3 * columns];
        for (int e = 0; e < indices.length; e++) {
            int v = e / columns;
            indices[e] = e % columns;
            values[e] = v == 1 && indices[e] % 2 == 1 ? -1 : v == 2 && indices[e] > 6 ? 0.5 : 1;
            rows[e] = values[e];
        }
        SimilarNodes a =
                SimilarNodes.byCosine(
                        SparseFeatures.of(
                                3,
                                columns,
                                new int[] {0, columns, 2 * columns, 3 * columns},
                                indices,
                                values),
                        2);
        SimilarNodes b = SimilarNodes.byCosine(DenseFeatures.of(rows, columns), 2);
        for (int v = 0; v < 3; v++) {
            for (int j = 0; j < 2; j++) {
                assertThat(a.node(v, j)).isEqualTo(b.node(v, j));
                assertThat(a.weight(v, j)).isCloseTo(b.weight(v, j), within(1e-12));
            }
        }
    }

    private static double cosine(double[] x, int columns, int v, int w) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (int c = 0; c < columns; c++) {
            product += x[v * columns + c] * x[w * columns + c];
            a += x[v * columns + c] * x[v * columns + c];
            b += x[w * columns + c] * x[w * columns + c];
        }
        return a == 0 || b == 0 ? 0 : product / Math.sqrt(a * b);
    }

    @Test
    void badSharesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiffusedSets.randomized(1).withLambda(1.1))
                .withMessage("lambda must be in [0, 1], got 1.1");
        SimilarityNavigatedSets method =
                SimilarityNavigatedSets.randomized(
                        SparseFeatures.of(4, 1, new int[5], new int[0], new double[0]), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.withShares(0.6, 0.6).conformalize(PATH, new int[4]))
                .withMessage("shares must be >= 0 and sum to <= 1, got 0.6 and 0.6");
        SimilarityNavigatedSets other =
                SimilarityNavigatedSets.randomized(
                        SparseFeatures.of(3, 1, new int[4], new int[0], new double[0]), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.conformalize(PATH, new int[4]))
                .withMessage("batch must have the 3 nodes whose similarity is known, got 4");
    }
}
