package org.guardband.graph.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.guardband.core.model.ModelDocument;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.SparseFeatures;
import org.guardband.graph.WordBlocks;
import org.guardband.graph.calibration.NodeReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnchoredGcnTest {
    private static final NodeTraining SHORT = NodeTraining.withDefaults().withEpochs(150);
    private static final AnchoredGcn NARROW = AnchoredGcn.withDefaults().withHidden(16);

    private static double[] logits(NodeBatch batch) {
        int classes = batch.classes();
        double[] all = new double[batch.size() * classes];
        double[] row = new double[classes];
        for (int v = 0; v < batch.size(); v++) {
            batch.logits().copyRow(v, row);
            System.arraycopy(row, 0, all, v * classes, classes);
        }
        return all;
    }

    private static double accuracy(NodeBatch batch, NodeData data) {
        int[] test = data.roles().nodes(NodeRole.TEST);
        return NodeReport.of(batch.probabilities(), data.labels(), test).accuracy();
    }

    private static NodeData dense(NodeData data) {
        return data.withFeatures(DenseFeatures.of(data.features().toArray(), 60));
    }

    /** Ten words a node that tell nothing of its class. */
    private static SparseFeatures anyWords(int nodes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] words = new int[10 * nodes];
        for (int v = 0; v < nodes; v++) {
            int[] drawn = random.ints(0, 60).distinct().limit(10).sorted().toArray();
            System.arraycopy(drawn, 0, words, 10 * v, 10);
        }
        double[] values = new double[words.length];
        Arrays.fill(values, 0.1);
        int[] offsets = IntStream.rangeClosed(0, nodes).map(v -> 10 * v).toArray();
        return SparseFeatures.of(nodes, 60, offsets, words, values);
    }

    @Test
    void itLearnsBlocksFromFewLabelsAndIsLessSureOfWordsThatTellNothing() {
        double accuracy = 0;
        double auroc = 0;
        int seeds = 6;
        for (int seed = 0; seed < seeds; seed++) {
            NodeData data = WordBlocks.of(100, seed);
            int[] test = data.roles().nodes(NodeRole.TEST);
            AnchoredNodeModel model = NARROW.train(data, SHORT, seed);
            AnchoredPrediction usual = model.predict(data);
            accuracy += accuracy(usual.mean(), data) / seeds;
            assertThat(accuracy(usual.shrunk(), data)).isEqualTo(accuracy(usual.mean(), data));
            AnchoredPrediction odd = model.predict(data.withFeatures(anyWords(300, seed + 50)));
            auroc += above(test, odd, usual) / seeds;
        }
        // words alone, by their counts a class, are right for six nodes in ten
        assertThat(accuracy).isGreaterThan(0.8);
        // by chance ½, with a standard error of some 0.026 a seed
        assertThat(auroc).isGreaterThan(0.6);
    }

    /** How often the spread of a node there is above that of a node here. */
    private static double above(int[] nodes, AnchoredPrediction there, AnchoredPrediction here) {
        double sum = 0;
        for (int u : nodes) {
            for (int v : nodes) {
                sum += 0.5 + 0.5 * Math.signum(there.spread(u) - here.spread(v));
            }
        }
        return sum / ((double) nodes.length * nodes.length);
    }

    /** The definition, in double precision and with full matrices, from what a document holds. */
    @ParameterizedTest
    @EnumSource
    void predictionIsByTheDefinition(AnchorScale scale) {
        NodeData data = WordBlocks.of(100, 2);
        AnchoredGcn network = new AnchoredGcn(5, 0.3, 4, scale);
        AnchoredNodeModel model = network.train(data, SHORT.withEpochs(30), 1);
        ModelDocument document = model.toDocument();
        AnchoredPrediction predicted = model.predict(data);
        int n = data.graph().size();
        double[][] hat = normalized(data.graph());
        double[][] x = matrix(data.features().toArray(), 60);
        double[][] own = product(x, matrix(document.numbers("conv1.difference"), 5));
        double[][] anchors = matrix(document.numbers("anchors"), 5);
        assertThat(anchors).hasDimensions(4, 5);
        double[][][] answers = new double[4][][];
        for (int k = 0; k < 4; k++) {
            double[][] moved = new double[n][];
            for (int v = 0; v < n; v++) {
                moved[v] = plus(own[v], anchors[k]);
            }
            double[][] units = product(hat, moved);
            double[] bias = document.numbers("conv1.bias");
            for (int v = 0; v < n; v++) {
                units[v] = Arrays.stream(plus(units[v], bias)).map(h -> Math.max(0, h)).toArray();
            }
            double[][] second = product(units, matrix(document.numbers("conv2.weight"), 3));
            answers[k] = product(hat, second);
            for (int v = 0; v < n; v++) {
                answers[k][v] = plus(answers[k][v], document.numbers("conv2.bias"));
            }
        }
        ToDoubleBiFunction<double[], Integer> g =
                scale == AnchorScale.AGREEMENT
                        ? (z, c) -> Math.exp(z[c]) / Arrays.stream(z).map(Math::exp).sum()
                        : (z, c) -> 1 / (1 + Math.exp(-z[c]));
        double[] mean = logits(predicted.mean());
        double[] shrunk = logits(predicted.shrunk());
        for (int v = 0; v < n; v++) {
            double spread = 0;
            for (int c = 0; c < 3; c++) {
                double[] p = new double[4];
                double z = 0;
                for (int k = 0; k < 4; k++) {
                    p[k] = g.applyAsDouble(answers[k][v], c);
                    z += answers[k][v][c] / 4;
                }
                spread += deviation(p) / 3;
                assertThat(mean[3 * v + c]).isCloseTo(z, within(2e-5));
            }
            assertThat(predicted.spread(v)).isCloseTo(spread, within(2e-6));
            assertThat(predicted.spread(v)).isBetween(0.0, Math.sqrt(0.5));
            double factor =
                    scale == AnchorScale.AGREEMENT ? 1 - spread : 1 / (1 + Math.exp(spread));
            for (int c = 3 * v; c < 3 * v + 3; c++) {
                assertThat(shrunk[c]).isCloseTo(factor * mean[c], within(2e-5));
            }
        }
    }

    private static double deviation(double[] p) {
        double mean = Arrays.stream(p).average().orElseThrow();
        double squares = Arrays.stream(p).map(a -> (a - mean) * (a - mean)).sum();
        return Math.sqrt(squares / (p.length - 1));
    }

    private static double[][] normalized(Graph graph) {
        int n = graph.size();
        double[][] hat = new double[n][n];
        for (int v = 0; v < n; v++) {
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int u = graph.target(e);
                hat[v][u] = 1 / Math.sqrt((graph.degree(v) + 1.0) * (graph.degree(u) + 1.0));
            }
            hat[v][v] = 1 / (graph.degree(v) + 1.0);
        }
        return hat;
    }

    private static double[][] matrix(double[] numbers, int columns) {
        double[][] rows = new double[numbers.length / columns][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(numbers, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    private static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < c[i].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int j = 0; j < sum.length; j++) {
            sum[j] += b[j];
        }
        return sum;
    }

    @Test
    void anchorsAreTheFeaturesOfTrainingNodes() {
        // the third training node holds the words of the first two, and the fourth none
        int[] offsets = {0, 1, 2, 4, 4, 5};
        SparseFeatures words =
                SparseFeatures.of(
                        5, 3, offsets, new int[] {0, 1, 0, 1, 2}, new double[] {1, 1, 1, 1, 1});
        NodeRole[] roles = new NodeRole[5];
        Arrays.fill(roles, NodeRole.TRAIN);
        roles[4] = NodeRole.VALIDATION;
        NodeData data =
                NodeData.of(
                        Graph.of(5, new int[] {0, 1}, new int[] {2, 4}),
                        words,
                        new int[] {0, 1, 0, 1, 1},
                        List.of("a", "b"),
                        NodeRoles.of(roles));
        AnchoredNodeModel model =
                NARROW.withHidden(2).withAnchors(9).train(data, SHORT.withEpochs(20), 5);
        assertThat(model.anchors()).isEqualTo(4);
        double[][] anchors = matrix(model.toDocument().numbers("anchors"), 2);
        // a, b, a + b and 0 in some order: twice a + b in all
        double[] total = new double[2];
        for (double[] anchor : anchors) {
            total = plus(total, anchor);
        }
        double[] half = {total[0] / 2, total[1] / 2};
        assertThat(List.of(anchors)).anySatisfy(a -> assertThat(a).containsOnly(0));
        assertThat(List.of(anchors))
                .anySatisfy(a -> assertThat(a).containsExactly(half, within(1e-6)));
    }

    @Test
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws Exception {
        NodeData data = WordBlocks.of(100, 3);
        NodeTraining few = SHORT.withEpochs(8);
        AnchoredPrediction expected = NARROW.train(data, few, 7).predict(data);
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                AnchoredPrediction again =
                        pool.submit(() -> NARROW.train(data, few, 7).predict(data)).get();
                assertThat(logits(again.shrunk())).isEqualTo(logits(expected.shrunk()));
                assertThat(again.spreads()).isEqualTo(expected.spreads());
            } finally {
                pool.shutdown();
            }
        }
        assertThat(logits(NARROW.train(data, few, 8).predict(data).mean()))
                .isNotEqualTo(logits(expected.mean()));
    }

    @Test
    void denseAndSparseFeaturesPredictAlike() {
        NodeData data = WordBlocks.of(100, 3);
        AnchoredNodeModel model = NARROW.train(data, SHORT.withEpochs(20), 3);
        double[] sparse = logits(model.predict(data).shrunk());
        double[] dense = logits(model.predict(dense(data)).shrunk());
        double[] trained =
                logits(NARROW.train(dense(data), SHORT.withEpochs(20), 3).predict(data).shrunk());
        for (int i = 0; i < sparse.length; i++) {
            // single precision, sums of ten in another order
            assertThat(Math.abs(sparse[i] - dense[i])).isLessThan(2e-5);
            // which Adam's first steps, that look at signs alone, make larger
            assertThat(Math.abs(sparse[i] - trained[i])).isLessThan(2e-3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelComesBackToTheBit(AnchorScale scale) {
        NodeData data = WordBlocks.of(100, 3);
        AnchoredGcn network = new AnchoredGcn(4, 0.2, 3, scale);
        AnchoredNodeModel model = network.train(data, SHORT.withEpochs(5), 3);
        ModelDocument document = model.toDocument();
        AnchoredNodeModel back = new AnchoredNodeModel.Reader().read(document);
        assertThat(back.network()).isEqualTo(network);
        assertThat(back.epochs()).isEqualTo(5);
        assertThat(back.toDocument()).isEqualTo(document);
        AnchoredPrediction predicted = back.predict(data);
        assertThat(logits(predicted.shrunk())).isEqualTo(logits(model.predict(data).shrunk()));
        assertThat(predicted.spreads()).isEqualTo(model.predict(data).spreads());
        assertThat(predicted.mean().features()).isSameAs(data.features());
        assertThat(predicted.shrunk().roles()).isSameAs(data.roles());
    }

    @Test
    void labelsOfTestNodesAreNotLookedAt() {
        NodeData data = WordBlocks.of(100, 3);
        int[] hidden = data.labels();
        for (int v : data.roles().nodes(NodeRole.TEST)) {
            hidden[v] = NodeData.UNLABELLED;
        }
        NodeData blind =
                NodeData.of(data.graph(), data.features(), hidden, data.classNames(), data.roles());
        assertThat(NARROW.train(blind, SHORT.withEpochs(5), 1).toDocument())
                .isEqualTo(NARROW.train(data, SHORT.withEpochs(5), 1).toDocument());
    }

    @Test
    void anchorsThatAgreeHaveNoSpread() {
        NodeData data = WordBlocks.of(100, 3);
        AnchoredPrediction one =
                NARROW.withAnchors(1).train(data, SHORT.withEpochs(5), 1).predict(data);
        assertThat(one.spreads()).containsOnly(0);
        assertThat(logits(one.shrunk())).isEqualTo(logits(one.mean()));
        // the only training node
        AnchoredNodeModel single =
                NARROW.train(data, new int[] {7}, new int[] {1, 2}, SHORT.withEpochs(5), 1);
        assertThat(single.anchors()).isEqualTo(1);
        assertThat(single.network().anchors()).isEqualTo(10);
        // nodes with the same features
        NodeData none = data.withFeatures(NodeFeatures.none(300));
        AnchoredPrediction same = NARROW.train(none, SHORT.withEpochs(5), 1).predict(none);
        assertThat(same.spreads()).containsOnly(0);
        AnchoredPrediction halved =
                NARROW.referenceCompatible().train(none, SHORT.withEpochs(5), 1).predict(none);
        assertThat(logits(halved.shrunk()))
                .isEqualTo(Arrays.stream(logits(halved.mean())).map(z -> z / 2).toArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void isolatedNodesAreNoTrouble(int columns) {
        double[] zeros = new double[4 * columns];
        NodeData data =
                NodeData.of(
                        Graph.empty(4),
                        columns == 0 ? NodeFeatures.none(4) : DenseFeatures.of(zeros, columns),
                        new int[] {0, 1, 0, 1},
                        List.of("a", "b"),
                        NodeRoles.of(
                                NodeRole.TRAIN,
                                NodeRole.TRAIN,
                                NodeRole.CALIBRATION,
                                NodeRole.TEST));
        AnchoredPrediction predicted = NARROW.train(data, SHORT.withEpochs(2), 1).predict(data);
        assertThat(logits(predicted.shrunk())).doesNotContain(Double.NaN);
        assertThat(predicted.spreads()).hasSize(4).containsOnly(0);
    }

    @Test
    void badInputIsRefused() {
        NodeData data = WordBlocks.of(100, 3);
        assertThatThrownBy(() -> NARROW.train(data, new int[0], new int[] {1}, SHORT, 1))
                .hasMessage("training must name a node, got none");
        assertThatThrownBy(() -> NARROW.train(data, new int[] {0}, new int[] {300}, SHORT, 1))
                .hasMessage("validation[0] must be in [0, 300), got 300");
        NodeData none = data.withRoles(NodeRoles.all(300, NodeRole.UNUSED));
        assertThatThrownBy(() -> NARROW.train(none, SHORT, 1))
                .hasMessage("roles must name a TRAIN node, got none");
        NodeData unstopped = data.withRoles(NodeRoles.all(300, NodeRole.TRAIN));
        assertThatThrownBy(() -> NARROW.train(unstopped, SHORT, 1))
                .hasMessage("roles must name a CALIBRATION node, got none");
        AnchoredNodeModel model = NARROW.train(data, SHORT.withEpochs(1), 1);
        assertThatThrownBy(() -> model.predict(data.withFeatures(NodeFeatures.none(300))))
                .hasMessage("features must have 60 columns, as in training, got 0");
        assertThatThrownBy(() -> NARROW.withHidden(0)).hasMessage("hidden must be >= 1, got 0");
        assertThatThrownBy(() -> NARROW.withDropout(1))
                .hasMessage("dropout must be in [0, 1), got 1.0");
        assertThatThrownBy(() -> NARROW.withAnchors(0)).hasMessage("anchors must be >= 1, got 0");
        ModelDocument torn =
                ModelDocument.of("anchored-node-model")
                        .put("hidden", 2)
                        .put("dropout", 0.5)
                        .put("asked_anchors", 1)
                        .put("reference_compatible", false)
                        .put("columns", 1)
                        .putTexts("classes", List.of("a"))
                        .put("epochs", 1)
                        .put("anchors", new double[2])
                        .put("conv1.difference", new double[3])
                        .build();
        assertThatThrownBy(() -> new AnchoredNodeModel.Reader().read(torn))
                .hasMessage("conv1.difference must hold 1 * 2 numbers, got 3");
    }
}
