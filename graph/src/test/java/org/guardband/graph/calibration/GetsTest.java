package org.guardband.graph.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.Gaussian;
import org.guardband.graph.BlockNodes;
import org.guardband.graph.DenseFeatures;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GetsTest {

    private static final BlockNodes NODES = BlockNodes.of(4, 60, 23);

    private static NodeFeatures features(int nodes, long seed) {
        double[] values = new SplittableRandom(seed).doubles(5L * nodes, -1, 1).toArray();
        return DenseFeatures.of(values, 5);
    }

    private static NodeBatch withFeatures(BlockNodes nodes) {
        return nodes.batch().withFeatures(features(nodes.batch().size(), 4));
    }

    /** Weights all over the place, so that no gate is tied and every noise counts. */
    private static void scatter(Parameters<DoubleMatrix> parameters) {
        SplittableRandom random = new SplittableRandom(77);
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            for (int i = 0; i < p.value().rows(); i++) {
                for (int j = 0; j < p.value().columns(); j++) {
                    p.value().set(i, j, 0.6 * (2 * random.nextDouble() - 1));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false, 2", "false, false, 2", "true, true, 3", "true, false, 7"})
    void gradientsAreDifferences(boolean featured, boolean perClass, int experts) {
        BlockNodes small = BlockNodes.of(3, 8, 5);
        NodeBatch batch = featured ? withFeatures(small) : small.batch();
        Gets method = Gets.withDefaults().withHidden(3).withWidths(2, 2).withExperts(experts);
        Gets gets = perClass ? method.referenceCompatible() : method;
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        GetsNetwork<DoubleMatrix> network =
                new GetsNetwork<>(gets.shape(batch), batch, tape, parameters, 1);
        int[] fit = batch.roles().nodes(NodeRole.CALIBRATION);
        Node<DoubleMatrix> loss =
                gets.loss(tape, network, fit, batch.requireLabels(small.labels(), fit));
        scatter(parameters);
        Pass pass = new Pass.Training(9);
        tape.forward(pass);
        tape.backward(loss);
        int checked = 0;
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            for (int i = 0; i < p.value().rows(); i++) {
                for (int j = 0; j < p.value().columns(); j++) {
                    double at = p.value().get(i, j);
                    double h = 1e-6;
                    p.value().set(i, j, at + h);
                    tape.forward(pass);
                    double up = loss.value().get(0, 0);
                    p.value().set(i, j, at - h);
                    tape.forward(pass);
                    double down = loss.value().get(0, 0);
                    p.value().set(i, j, at);
                    double slope = p.gradient().get(i, j);
                    assertThat(slope)
                            .as(p.name() + " " + i + "," + j)
                            .isCloseTo((up - down) / (2 * h), within(1e-7));
                    checked += slope != 0 ? 1 : 0;
                }
            }
        }
        assertThat(checked).isGreaterThan(30);
    }

    @Test
    void gatesAreTheSoftmaxOfTheLargestAndTheFirstOfEqualOnes() {
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        DoubleMatrix scores = kernels.zeros(2, 3);
        double[][] given = {{1, 3, 2}, {0, 0, 0}};
        for (int i = 0; i < 6; i++) {
            scores.set(i / 3, i % 3, given[i / 3][i % 3]);
        }
        Node<DoubleMatrix> gates = NoisyTopGate.quiet(tape, tape.constant(scores), 2);
        tape.forward(new Pass.Evaluation());
        double e = Math.exp(-1);
        assertThat(gates.value().toArray())
                .containsExactly(
                        new double[] {0, 1 / (1 + e), e / (1 + e), .5, .5, 0}, within(1e-15));
    }

    @Test
    void evenSumsAreBalanced() {
        assertThat(NoisyTopGate.squaredVariation(new double[] {3, 3, 3})).isZero();
        assertThat(NoisyTopGate.squaredVariation(new double[] {5})).isZero();
        // variance 4.5, mean 1.5
        assertThat(NoisyTopGate.squaredVariation(new double[] {3, 0})).isCloseTo(2, within(1e-9));
    }

    /** The noise of the scores: mean c, standard deviation softplus(r) + 0.01. */
    @Test
    void loadsAreTheShareOfDrawsThatChoose() {
        Arithmetic<DoubleMatrix> kernels = Kernels.scalar().doubles();
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        int n = 20000;
        DoubleMatrix clean = kernels.zeros(n, 2);
        DoubleMatrix raw = kernels.zeros(n, 2);
        for (int i = 0; i < n; i++) {
            clean.set(i, 0, 0.5);
            raw.set(i, 0, 0.3);
            raw.set(i, 1, -1);
        }
        NoisyTopGate.Gates<DoubleMatrix> gates =
                NoisyTopGate.noisy(tape, tape.constant(clean), tape.constant(raw), 1);
        tape.forward(new Pass.Training(3));
        double first = 0;
        for (int i = 0; i < n; i++) {
            first += gates.gates().value().get(i, 0);
        }
        double a = Math.log1p(Math.exp(0.3)) + 0.01;
        double b = Math.log1p(Math.exp(-1)) + 0.01;
        double share = Gaussian.standardCdf(0.5 / Math.hypot(a, b));
        assertThat(first / n).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / n)));
        // both sums of the balance estimate the same shares
        double even = NoisyTopGate.squaredVariation(new double[] {share, 1 - share});
        assertThat(gates.balance().value().get(0, 0)).isCloseTo(2 * even, within(0.05));
    }

    @Test
    void featuresThatTellOfErrorsLowerTheLoss() {
        int n = NODES.batch().size();
        LogitBatch z = NODES.batch().logits();
        int[] labels = NODES.labels();
        double[] told = new double[n];
        double[] sure = new double[4 * n];
        for (int v = 0; v < n; v++) {
            int mode = NODES.batch().get(v).mode();
            told[v] = mode == labels[v] ? 1 : -1;
            for (int k = 0; k < 4; k++) {
                sure[4 * v + k] = 2 * z.logit(v, k);
            }
        }
        NodeBatch blind =
                NodeBatch.of(
                        NODES.batch().graph(),
                        LogitBatch.wrap(sure, z.labels()),
                        NODES.batch().roles());
        NodeBatch seeing = blind.withFeatures(DenseFeatures.of(told, 1));
        double before = loss(blind.probabilities());
        TrainingRules quick = new TrainingRules(0.01, 0, 300, 50);
        Gets method = Gets.withDefaults().withTraining(quick);
        double without = loss(method.calibrate(blind, labels).apply(blind));
        double with = loss(method.calibrate(seeing, labels).apply(seeing));
        assertThat(without).isLessThan(before);
        assertThat(with).isLessThan(0.9 * without);
    }

    private static double loss(CategoricalBatch p) {
        double sum = 0;
        int[] test = NODES.batch().roles().nodes(NodeRole.TEST);
        for (int v : test) {
            sum -= Math.log(p.probability(v, NODES.labels()[v]));
        }
        return sum / test.length;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theSeedDecidesAndASavedFitWithFeaturesGivesTheSameBits(long seed) {
        NodeBatch batch = withFeatures(NODES);
        TrainingRules few = TrainingRules.withDefaults().withEpochs(30);
        Gets method = Gets.withDefaults().withTraining(few).withSeed(seed);
        GetsCalibration fitted = method.calibrate(batch, NODES.labels());
        assertThat(method.calibrate(batch, NODES.labels())).isEqualTo(fitted);
        assertThat(method.withSeed(99).calibrate(batch, NODES.labels())).isNotEqualTo(fitted);
        GetsCalibration read = (GetsCalibration) ModelFiles.fromDocument(fitted.toDocument());
        assertThat(read).isEqualTo(fitted).hasSameHashCodeAs(fitted);
        assertThat(read.apply(batch)).isEqualTo(fitted.apply(batch));
        assertThat(read.factors(batch))
                .hasSize(batch.size())
                .satisfies(f -> assertThat(Arrays.stream(f).min().orElseThrow()).isPositive());
    }

    @Test
    void theNumberOfFeaturesIsThatOfTheFit() {
        TrainingRules few = TrainingRules.withDefaults().withEpochs(2);
        GetsCalibration fitted =
                Gets.withDefaults()
                        .withTraining(few)
                        .calibrate(withFeatures(NODES), NODES.labels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted.apply(NODES.batch()))
                .withMessage(
                        "batch must have features of 5 columns, as when the method was fitted, got"
                                + " 0");
    }

    @Test
    void anotherGraphMayHaveOtherDegreesAndIsolatedNodes() {
        TrainingRules few = TrainingRules.withDefaults().withEpochs(20);
        GetsCalibration fitted =
                Gets.withDefaults().withTraining(few).calibrate(NODES.batch(), NODES.labels());
        int[] hub = new int[100];
        int[] spokes = new int[100];
        Arrays.setAll(spokes, i -> i + 1);
        NodeBatch star =
                NodeBatch.of(
                        Graph.of(102, hub, spokes),
                        LogitBatch.of(new double[408], NODES.batch().labels()),
                        NodeRoles.all(102, NodeRole.TEST));
        double[] factors = fitted.factors(star);
        assertThat(factors).hasSize(102);
        assertThat(Arrays.stream(factors).min().orElseThrow()).isPositive();
        assertThat(Arrays.stream(factors).max().orElseThrow()).isLessThan(1e6);
    }

    @Test
    void oneCalibrationNodeAndOneTrainingNodeAreEnough() {
        NodeRole[] roles = new NodeRole[NODES.batch().size()];
        Arrays.fill(roles, NodeRole.TEST);
        roles[3] = NodeRole.CALIBRATION;
        roles[8] = NodeRole.TRAIN;
        NodeBatch batch = NODES.batch().withRoles(NodeRoles.of(roles));
        TrainingRules few = TrainingRules.withDefaults().withEpochs(30);
        Gets method = Gets.withDefaults().withTraining(few);
        assertThat(method.calibrate(batch, NODES.labels()).apply(batch).size())
                .isEqualTo(batch.size());
    }

    @Test
    void badInputIsTold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gets.withDefaults().withDropout(1))
                .withMessage("dropout must be in [0, 1), got 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gets.withDefaults().withExperts(0))
                .withMessage("experts must be >= 1, got 0");
        NodeBatch huge =
                NodeBatch.of(
                        Graph.of(2, new int[] {0}, new int[] {1}),
                        LogitBatch.of(new double[] {0, 1, 1e300, 0}, List.of("a", "b")),
                        NodeRoles.of(NodeRole.TRAIN, NodeRole.CALIBRATION));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gets.withDefaults().calibrate(huge, new int[] {0, 1}))
                .withMessage("logits[1][0] must be finite in single precision, got 1.0E300");
    }
}
