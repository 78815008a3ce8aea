package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.EdgeDirection;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.junit.jupiter.api.Test;

class GatsTest {

    private static final double EXACT = 1e-9;

    private static JsonNode reference() throws IOException {
        try (InputStream in = GatsTest.class.getResourceAsStream("gats_forward.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static double[] numbers(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .flatMapToDouble(child -> Arrays.stream(numbers(child)))
                        .toArray()
                : new double[] {node.doubleValue()};
    }

    private static int[] integers(JsonNode node) {
        return Arrays.stream(numbers(node)).mapToInt(x -> (int) x).toArray();
    }

    private static NodeBatch batch(JsonNode json) {
        int[] edges = integers(json.get("edges"));
        int n = json.get("n").intValue();
        int[] src = IntStream.range(0, edges.length / 2).map(e -> edges[2 * e]).toArray();
        int[] dst = IntStream.range(0, edges.length / 2).map(e -> edges[2 * e + 1]).toArray();
        return NodeBatch.of(
                Graph.of(n, src, dst),
                LogitBatch.of(numbers(json.get("logits")), List.of("a", "b", "c", "d", "e")),
                NodeRoles.all(n, NodeRole.TEST)
                        .with(NodeRole.CALIBRATION, integers(json.get("val")))
                        .with(NodeRole.TRAIN, integers(json.get("train"))));
    }

    private static GatsParameters parameters(JsonNode json) {
        JsonNode p = json.get("params");
        return GatsParameters.of(
                json.get("heads").intValue(),
                numbers(p.get("temp_lin")),
                p.get("conf_coef").doubleValue(),
                p.get("bias").doubleValue(),
                // the authors' code looks the scales up in single precision
                (float) p.get("train_a").doubleValue(),
                (float) p.get("dist1_a").doubleValue());
    }

    @Test
    void temperaturesLossAndGradientsAreThoseOfTheReference() throws IOException {
        JsonNode json = reference();
        NodeBatch batch = batch(json);
        GatsParameters parameters = parameters(json);
        assertThat(GatsCalibration.of(parameters).temperatures(batch))
                .containsExactly(numbers(json.get("temperature")), within(EXACT));
        // node 17 is in both lists, so that the roles do not tell the nodes of the loss
        int[] nodes = integers(json.get("val"));
        int[] labels = integers(json.get("labels"));
        int[] chosen = Arrays.stream(nodes).map(v -> labels[v]).toArray();
        GatsPass pass = new GatsPass(GatsInput.of(batch, nodes), parameters.heads(), chosen);
        double[] gradient = new double[parameters.flat().length];
        double loss = pass.gradient(parameters.flat(), gradient);
        assertThat(loss).isCloseTo(json.get("loss").doubleValue(), within(EXACT));
        assertThat(pass.loss(parameters.flat())).isEqualTo(loss);
        JsonNode g = json.get("grad");
        double[] weights = numbers(g.get("temp_lin"));
        double[] expected = Arrays.copyOf(weights, weights.length + 4);
        expected[weights.length] = g.get("conf_coef").doubleValue();
        expected[weights.length + 1] = g.get("bias").doubleValue();
        assertThat(Arrays.copyOf(gradient, gradient.length - 2))
                .containsExactly(Arrays.copyOf(expected, expected.length - 2), within(EXACT));
        // and their gradients come out in it
        assertThat((float) gradient[gradient.length - 2])
                .isEqualTo((float) g.get("train_a").doubleValue());
        assertThat((float) gradient[gradient.length - 1])
                .isEqualTo((float) g.get("dist1_a").doubleValue());
    }

    /** To the bit, since published figures start from these. */
    @Test
    void firstWeightsAreGlorotUniform() {
        SplittableRandom random = new SplittableRandom(7);
        double[] expected = new double[2 * 4];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.sqrt(6.0 / 6) * (2 * random.nextDouble() - 1);
        }
        assertThat(GatsParameters.start(2, 4, 1, 7).weights()).containsExactly(expected);
    }

    @Test
    void gradientsAreDifferencesOfTheLoss() {
        BlockNodes nodes = BlockNodes.of(4, 300, 3);
        int[] all = IntStream.range(0, 1200).toArray();
        GatsPass pass = new GatsPass(GatsInput.of(nodes.batch(), all), 2, nodes.labels());
        double[] at = GatsParameters.start(2, 4, 0.7, 5).flat();
        at[8] = 0.3;
        at[10] = 1.3;
        at[11] = 0.6;
        double[] gradient = new double[at.length];
        pass.gradient(at, gradient);
        for (int p = 0; p < at.length; p++) {
            double h = 1e-5;
            double[] up = at.clone();
            double[] down = at.clone();
            up[p] += h;
            down[p] -= h;
            double difference = (pass.loss(up) - pass.loss(down)) / (2 * h);
            // central differences: h² and rounding over h, both near 1e-10
            assertThat(gradient[p]).isCloseTo(difference, within(1e-8));
        }
    }

    @Test
    void fittingLowersTheLossOnTestNodesAndKeepsEveryPrediction() {
        BlockNodes nodes = BlockNodes.of(5, 200, 11);
        NodeBatch batch = nodes.batch();
        GatsCalibration fitted = Gats.withDefaults().calibrate(batch, nodes.labels());
        CategoricalBatch after = fitted.apply(batch);
        int[] test = batch.roles().nodes(NodeRole.TEST);
        assertThat(loss(after, nodes.labels(), test))
                .isLessThan(loss(batch.probabilities(), nodes.labels(), test) - 0.01);
        for (int v = 0; v < batch.size(); v++) {
            assertThat(after.get(v).mode()).isEqualTo(batch.get(v).mode());
        }
        assertThat(fitted.preservesAccuracy()).isTrue();
        assertThat(Gats.withDefaults().calibrate(batch, nodes.labels())).isEqualTo(fitted);
        assertThat(Gats.withDefaults().withSeed(1).calibrate(batch, nodes.labels()))
                .isNotEqualTo(fitted);
    }

    private static double loss(CategoricalBatch batch, int[] labels, int[] nodes) {
        double sum = 0;
        for (int v : nodes) {
            sum -= Math.log(batch.probability(v, labels[v]));
        }
        return sum / nodes.length;
    }

    @Test
    void aFitAppliesToAGraphThatItHasNotSeen() {
        BlockNodes seen = BlockNodes.of(4, 200, 1);
        BlockNodes other = BlockNodes.of(4, 350, 2);
        GatsCalibration fitted = Gats.withDefaults().calibrate(seen.batch(), seen.labels());
        NodeBatch strange =
                other.batch().withRoles(NodeRoles.all(other.batch().size(), NodeRole.TEST));
        CategoricalBatch after = fitted.apply(strange);
        int[] all = IntStream.range(0, strange.size()).toArray();
        assertThat(loss(after, other.labels(), all))
                .isLessThan(loss(strange.probabilities(), other.labels(), all));
    }

    @Test
    void constantRowsAndIsolatedNodesAreDefined() {
        NodeBatch batch =
                NodeBatch.of(
                        Graph.of(4, new int[] {0}, new int[] {1}),
                        LogitBatch.of(new double[] {2, 2, 1, 3, 2, 2, -1, 4}, List.of("a", "b")),
                        NodeRoles.all(4, NodeRole.TEST));
        GatsParameters parameters = GatsParameters.of(1, new double[] {0.4, 0.7}, 0.5, 1, 1, 1);
        double[] t = GatsCalibration.of(parameters).temperatures(batch);
        // the isolated constant node has s = 0, the other isolated one s = (0, 1)
        assertThat(t[2]).isCloseTo(1 + Math.log(2), within(1e-15));
        assertThat(t[3]).isCloseTo(1 + Math.log1p(Math.exp(0.7)), within(1e-15));
        assertThat(Arrays.stream(t).allMatch(Double::isFinite)).isTrue();
        CategoricalBatch after = GatsCalibration.of(parameters).apply(batch);
        assertThat(after.probability(0, 0)).isEqualTo(0.5);
    }

    @Test
    void hugeLogitsStayFinite() {
        NodeBatch batch =
                NodeBatch.of(
                        Graph.of(2, new int[] {0}, new int[] {1}),
                        CategoricalBatch.of(new double[] {1, 0, 0, 1}, 2),
                        NodeRoles.all(2, NodeRole.TEST));
        CategoricalBatch after =
                GatsCalibration.of(GatsParameters.of(1, new double[] {1, 1}, 1, 1, 1, 1))
                        .apply(batch);
        assertThat(after.probability(0, 0)).isEqualTo(1);
    }

    @Test
    void namesOfClassesDoNotMatter() {
        BlockNodes nodes = BlockNodes.of(3, 100, 9);
        NodeBatch batch = nodes.batch();
        int[] turned = Arrays.stream(nodes.labels()).map(y -> (y + 1) % 3).toArray();
        double[] z = new double[3 * batch.size()];
        for (int v = 0; v < batch.size(); v++) {
            for (int k = 0; k < 3; k++) {
                z[3 * v + (k + 1) % 3] = batch.logits().logit(v, k);
            }
        }
        NodeBatch other =
                NodeBatch.of(batch.graph(), LogitBatch.of(z, batch.labels()), batch.roles());
        TrainingRules few = TrainingRules.withDefaults().withEpochs(20);
        double[] a =
                Gats.withDefaults()
                        .withTraining(few)
                        .calibrate(batch, nodes.labels())
                        .temperatures(batch);
        double[] b =
                Gats.withDefaults().withTraining(few).calibrate(other, turned).temperatures(other);
        assertThat(b).containsExactly(a, within(1e-9));
    }

    @Test
    void unboundedFitsThatTurnPredictionsRoundAreRefused() {
        // confidently wrong everywhere: the reference drives T0 below zero
        SplittableRandom random = new SplittableRandom(4);
        int n = 90;
        double[] z = new double[2 * n];
        int[] labels = new int[n];
        NodeRole[] roles = new NodeRole[n];
        for (int v = 0; v < n; v++) {
            labels[v] = random.nextInt(2);
            z[2 * v + 1 - labels[v]] = 0.4;
            roles[v] = v % 3 == 0 ? NodeRole.TRAIN : NodeRole.CALIBRATION;
        }
        NodeBatch batch =
                NodeBatch.of(
                        Graph.empty(n), LogitBatch.of(z, List.of("a", "b")), NodeRoles.of(roles));
        Gats start = Gats.withDefaults().withBias(-3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.referenceCompatible().calibrate(batch, labels))
                .withMessageMatching(
                        "temperature\\[0] must be > 0 and finite, got -.*; without"
                                + " referenceCompatible it always is");
        double[] t = start.calibrate(batch, labels).temperatures(batch);
        assertThat(Arrays.stream(t).min().orElse(0)).isPositive();
    }

    @Test
    void badInputIsRefusedByName() {
        BlockNodes nodes = BlockNodes.of(3, 20, 5);
        NodeBatch batch = nodes.batch();
        Gats gats = Gats.withDefaults();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                gats.calibrate(
                                        batch.withRoles(
                                                NodeRoles.all(batch.size(), NodeRole.TRAIN)),
                                        nodes.labels()))
                .withMessage("roles must name a CALIBRATION node, got none");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                gats.calibrate(
                                        batch.withRoles(
                                                NodeRoles.all(batch.size(), NodeRole.CALIBRATION)),
                                        nodes.labels()))
                .withMessage("roles must name a TRAIN node, got none");
        int[] wrong = nodes.labels().clone();
        int bad = batch.roles().nodes(NodeRole.CALIBRATION)[2];
        wrong[bad] = 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gats.calibrate(batch, wrong))
                .withMessage("labels[" + bad + "] of a CALIBRATION node must be in [0, 3), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gats.calibrate(batch, new int[2]))
                .withMessage("labels must have the length of the nodes (60), got 2");
        Graph directed =
                Graph.of(
                        60,
                        new int[] {0},
                        new int[] {1},
                        EdgeRules.withDefaults().withDirection(EdgeDirection.KEEP));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                gats.calibrate(
                                        NodeBatch.of(directed, batch.logits(), batch.roles()),
                                        nodes.labels()))
                .withMessageStartingWith("graph must be undirected, got arc 0->1");
        GatsCalibration other = GatsCalibration.of(parametersOfTwoClasses());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.apply(batch))
                .withMessage("batch must have the 2 classes that the method was fitted on, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gats.withHeads(0))
                .withMessage("heads must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingRules.withDefaults().withWeightDecay(-1))
                .withMessage("weightDecay must be >= 0 and finite, got -1.0");
    }

    private static GatsParameters parametersOfTwoClasses() {
        return GatsParameters.of(1, new double[2], 0, 1, 1, 1);
    }
}
