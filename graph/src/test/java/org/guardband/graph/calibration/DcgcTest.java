package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.WordBlocks;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeModel;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.graph.model.NodeTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DcgcTest {

    private static final NodeTraining SHORT = NodeTraining.withDefaults().withEpochs(60);
    private static final Dcgc QUICK =
            Dcgc.withDefaults().withTraining(new TrainingRules(0.01, 5e-3, 60, 60));

    static Stream<NodeNetwork> networks() {
        return Stream.of(new Gcn(16, 0.5), new Gat(4, 4, 0.4), new GraphSage(16, 0.5));
    }

    private static NodeData blocks(long seed) {
        NodeData data = WordBlocks.of(200, seed);
        int[] held = data.roles().nodes(NodeRole.VALIDATION);
        return data.withRoles(data.roles().with(NodeRole.CALIBRATION, held));
    }

    private static NodeReport report(NodeBatch batch, NodeData data, NodeRole role) {
        return NodeReport.of(batch.probabilities(), data.labels(), data.roles().nodes(role));
    }

    /** α = 1 and β = 0 leave the learnt weights alone. */
    @ParameterizedTest
    @MethodSource("networks")
    void learntWeightsLowerTheLossOfTrainingAndStoppingNodes(NodeNetwork network) {
        NodeData data = blocks(2);
        NodeModel model = network.train(data, SHORT, 1);
        NodeBatch plain = model.predict(data);
        NodeBatch refined = QUICK.withAlpha(1).withBeta(0).fit(model, data).predict(data);
        for (NodeRole role : List.of(NodeRole.TRAIN, NodeRole.CALIBRATION)) {
            assertThat(report(refined, data, role).logLoss())
                    .as(role.toString())
                    .isLessThan(report(plain, data, role).logLoss());
        }
    }

    /** A graph convolution with dropout is under-confident here. That temperatures gain, no. */
    @Test
    void anUnderConfidentConvolutionIsCalibratedBetterBeforeAnyTemperature() {
        for (long seed = 1; seed <= 3; seed++) {
            NodeData data = blocks(seed);
            NodeModel model = new Gcn(16, 0.5).train(data, SHORT, seed);
            NodeReport before = report(model.predict(data), data, NodeRole.TEST);
            NodeReport after =
                    report(Dcgc.withDefaults().fit(model, data).predict(data), data, NodeRole.TEST);
            assertThat(after.calibrationError()).isLessThan(before.calibrationError());
            assertThat(after.logLoss()).isLessThan(before.logLoss());
            assertThat(after.accuracy()).isCloseTo(before.accuracy(), within(0.05));
        }
    }

    @Test
    void anyCalibratorFollows() {
        NodeData data = blocks(3);
        DcgcModel refined = QUICK.fit(new Gcn(16, 0.5).train(data, SHORT, 1), data);
        NodeBatch batch = refined.predict(data);
        for (NodeCalibrator<?> next :
                List.of(
                        NodewiseCalibrator.of(TemperatureScaling.withDefaults()),
                        Gats.withDefaults(),
                        CaGcn.withDefaults())) {
            CategoricalBatch p = next.calibrate(batch, data.labels()).apply(batch);
            int[] fold = data.roles().nodes(NodeRole.CALIBRATION);
            assertThat(NodeReport.of(p, data.labels(), fold).logLoss())
                    .isLessThanOrEqualTo(report(batch, data, NodeRole.CALIBRATION).logLoss());
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads(NodeNetwork network) throws Exception {
        NodeData data = blocks(4);
        NodeModel model = network.train(data, SHORT.withEpochs(5), 1);
        Dcgc few = Dcgc.withDefaults().withTraining(new TrainingRules(0.01, 5e-3, 8, 8));
        DcgcModel expected = few.withSeed(5).fit(model, data);
        double[] logits = logits(expected.predict(data));
        for (int threads : new int[] {1, 3}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                DcgcModel again = pool.submit(() -> few.withSeed(5).fit(model, data)).get();
                assertThat(again).isEqualTo(expected).hasSameHashCodeAs(expected);
                assertThat(pool.submit(() -> logits(again.predict(data))).get()).isEqualTo(logits);
            } finally {
                pool.shutdown();
            }
        }
        assertThat(few.withSeed(6).fit(model, data)).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void aModelComesBackToTheBit(NodeNetwork network) {
        NodeData data = blocks(4);
        DcgcModel model = QUICK.fit(network.train(data, SHORT.withEpochs(5), 1), data);
        ModelDocument document = model.toDocument();
        DcgcModel back = (DcgcModel) ModelFiles.fromJson(ModelFiles.toJson(model));
        assertThat(back).isEqualTo(model).hasToString(model.toString());
        assertThat(back.toDocument()).isEqualTo(document);
        assertThat(logits(back.predict(data))).isEqualTo(logits(model.predict(data)));
        assertThat(back.edgeWeights(data)).isEqualTo(model.edgeWeights(data));
    }

    /** Both modules by hand from the logits with learnt weights alone. */
    @Test
    void edgesThatAgreeAreMultipliedByMore() {
        NodeData data = blocks(5);
        NodeModel model = new Gcn(16, 0.5).train(data, SHORT, 1);
        DcgcModel learnt = QUICK.withAlpha(1).withBeta(0).fit(model, data);
        double[] w = learnt.edgeWeights(data);
        double[] both = QUICK.fit(model, data).edgeWeights(data);
        NodeBatch refined = learnt.predict(data);
        Graph graph = data.graph();
        double[][] q = new double[graph.size()][3];
        for (int v = 0; v < q.length; v++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                q[v][k] = Math.exp(10 * refined.probabilities().probability(v, k));
                sum += q[v][k];
            }
            for (int k = 0; k < 3; k++) {
                q[v][k] /= sum;
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < q.length; i++) {
            for (int e = graph.first(i); e < graph.end(i); e++) {
                double[] a = q[i];
                double[] b = q[graph.target(e)];
                double squares = 0;
                for (int k = 0; k < 3; k++) {
                    squares += (a[k] - b[k]) * (a[k] - b[k]);
                }
                double factor = 1 / (Math.sqrt(squares) + 0.5);
                assertThat(both[e]).isCloseTo(w[e] * factor, within(1e-5));
                least = Math.min(least, factor);
                most = Math.max(most, factor);
            }
        }
        assertThat(least).isLessThan(1);
        assertThat(most).isGreaterThan(1.9);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void isolatedNodesKeepTheirPrediction(NodeNetwork network) {
        NodeData data = blocks(6);
        // the edges between nodes from 20 on, and a loop
        Graph graph = data.graph();
        IntStream.Builder src = IntStream.builder();
        IntStream.Builder dst = IntStream.builder();
        for (int i = 20; i < graph.size(); i++) {
            for (int e = graph.first(i); e < graph.end(i); e++) {
                if (graph.target(e) >= 20) {
                    src.add(i);
                    dst.add(graph.target(e));
                }
            }
        }
        NodeData cut =
                NodeData.of(
                        Graph.of(graph.size(), src.build().toArray(), dst.build().toArray()),
                        data.features(),
                        data.labels(),
                        data.classNames(),
                        data.roles());
        NodeModel model = network.train(cut, SHORT.withEpochs(10), 1);
        double[] plain = logits(model.predict(cut));
        double[] refined = logits(QUICK.fit(model, cut).predict(cut));
        assertThat(Arrays.copyOf(refined, 60)).isEqualTo(Arrays.copyOf(plain, 60));
        assertThat(refined).isNotEqualTo(plain);
    }

    @Test
    void aGraphWithoutEdgesIsPredictedAsItIsAndNotFitted() {
        NodeData data = blocks(6);
        NodeModel model = new Gcn(4, 0).train(data, SHORT.withEpochs(3), 1);
        NodeData bare =
                NodeData.of(
                        Graph.empty(data.graph().size()),
                        data.features(),
                        data.labels(),
                        data.classNames(),
                        data.roles());
        DcgcModel fitted = QUICK.fit(model, data);
        assertThat(logits(fitted.predict(bare))).isEqualTo(logits(model.predict(bare)));
        assertThat(fitted.edgeWeights(bare)).isEmpty();
        assertThatThrownBy(() -> QUICK.fit(model, bare))
                .hasMessage("graph must have an edge that joins two nodes, got none of 600 nodes");
    }

    /** A ring of nodes that are all alike, one of which calibrates. */
    @ParameterizedTest
    @MethodSource("networks")
    void constantLogitsAndOneCalibrationNodeAreNoTrouble(NodeNetwork network) {
        int n = 12;
        int[] next = IntStream.range(0, n).map(i -> (i + 1) % n).toArray();
        double[] same = new double[2 * n];
        Arrays.fill(same, 0.5);
        NodeData ring =
                NodeData.of(
                        Graph.of(n, IntStream.range(0, n).toArray(), next),
                        DenseFeatures.of(same, 2),
                        IntStream.range(0, n).map(i -> i % 2).toArray(),
                        List.of("a", "b"),
                        NodeRoles.all(n, NodeRole.TEST)
                                .with(NodeRole.TRAIN, 0)
                                .with(NodeRole.CALIBRATION, 1));
        NodeModel model = network.train(ring, SHORT.withEpochs(5), 1);
        DcgcModel fitted = QUICK.fit(model, ring);
        double[] weights = fitted.edgeWeights(ring);
        assertThat(weights).hasSize(2 * n);
        for (double w : weights) {
            assertThat(w).isFinite().isNotNegative().isCloseTo(weights[0], within(1e-3));
        }
        assertThat(logits(fitted.predict(ring))).doesNotContain(Double.NaN);
    }

    @Test
    void badInputIsTold() {
        NodeData data = blocks(1);
        NodeModel model = new Gcn(4, 0).train(data, SHORT.withEpochs(2), 1);
        int n = data.graph().size();
        NodeData none = data.withRoles(NodeRoles.all(n, NodeRole.TEST));
        assertThatThrownBy(() -> QUICK.fit(model, none))
                .hasMessage("roles must name a TRAIN node, got none");
        NodeData trainingOnly = data.withRoles(NodeRoles.all(n, NodeRole.TRAIN));
        assertThatThrownBy(() -> QUICK.fit(model, trainingOnly))
                .hasMessage("roles must name a CALIBRATION node, got none");
        assertThatThrownBy(() -> QUICK.fit(model, data, new int[0], new int[] {1}))
                .hasMessage("training must name a node, got none");
        assertThatThrownBy(() -> QUICK.fit(model, data, new int[] {1}, new int[] {600}))
                .hasMessage("stopping[0] must be in [0, 600), got 600");
        int[] unknown = data.labels();
        unknown[1] = NodeData.UNLABELLED;
        NodeData hidden =
                NodeData.of(
                        data.graph(), data.features(), unknown, data.classNames(), data.roles());
        assertThatThrownBy(() -> QUICK.fit(model, hidden))
                .hasMessage("stopping[0] must have a label, node 1 has none");
        NodeData narrow = data.withFeatures(NodeFeatures.none(n));
        assertThatThrownBy(() -> QUICK.fit(model, narrow))
                .hasMessage("features must have 60 columns, as in training, got 0");
        NodeData more =
                NodeData.of(
                        data.graph(),
                        data.features(),
                        data.labels(),
                        List.of("a", "b", "c", "d"),
                        data.roles());
        assertThatThrownBy(() -> QUICK.fit(model, more))
                .hasMessage("data must have the 3 classes of the model, got 4");
        DcgcModel fitted = QUICK.fit(model, data);
        assertThatThrownBy(() -> fitted.predict(narrow))
                .hasMessage("features must have 60 columns, as in training, got 0");
        assertThatThrownBy(() -> Dcgc.withDefaults().withAlpha(0))
                .hasMessage("alpha must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> Dcgc.withDefaults().withBeta(-1))
                .hasMessage("beta must be >= 0 and finite, got -1.0");
        assertThatThrownBy(() -> Dcgc.withDefaults().withDropout(1))
                .hasMessage("dropout must be in [0, 1), got 1.0");
    }

    private static double[] logits(NodeBatch batch) {
        double[] all = new double[batch.size() * batch.classes()];
        double[] row = new double[batch.classes()];
        for (int v = 0; v < batch.size(); v++) {
            batch.logits().copyRow(v, row);
            System.arraycopy(row, 0, all, v * row.length, row.length);
        }
        return all;
    }
}
