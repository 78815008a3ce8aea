package org.guardband.ensembles.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Initialization;
import org.guardband.nn.Losses;
import org.guardband.nn.Mlp;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Sgd;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;
import org.junit.jupiter.api.Test;

class NetworkMembersTest {

    private static final List<String> NAMES = List.of("a", "b");

    @Test
    void theRateFallsAlongACosineInEveryCycle() {
        CyclicCosine rate = new CyclicCosine(20, 4);
        assertThat(rate.factor(0)).isEqualTo(1);
        assertThat(rate.factor(4)).isCloseTo(0.5 * (Math.cos(0.8 * Math.PI) + 1), within(1e-15));
        assertThat(rate.factor(5)).isEqualTo(1);
        int ends = 0;
        for (int t = 0; t < 20; t++) {
            ends += rate.endsCycle(t) ? 1 : 0;
        }
        assertThat(ends).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CyclicCosine(3, 4))
                .withMessage("cycles must be <= steps (3), got 4");
    }

    /** A small network that tells two moons apart, trained in cycles. */
    private static final class Moons {
        final Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        final Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        final Node<DoubleMatrix> logits;
        final int[] labels = new int[60];
        final List<Weights> snapshots = new ArrayList<>();
        final Swag swag = new Swag(5);

        Moons(double dropout) {
            SplittableRandom random = new SplittableRandom(2);
            DoubleMatrix x = DoubleMatrix.zeros(60, 2);
            for (int i = 0; i < 60; i++) {
                labels[i] = i % 2;
                x.set(i, 0, 2 * labels[i] - 1 + 0.5 * random.nextGaussian());
                x.set(i, 1, random.nextGaussian());
            }
            Mlp<DoubleMatrix> net =
                    Mlp.create(
                            parameters,
                            "net",
                            new int[] {2, 8, 2},
                            Activation.TANH,
                            dropout,
                            Initialization.glorotUniform(1),
                            random);
            logits = net.apply(tape, tape.constant(x));
            int[] rows = new int[60];
            for (int i = 0; i < 60; i++) {
                rows[i] = i;
            }
            Node<DoubleMatrix> loss =
                    Losses.crossEntropy(tape, Pointwise.logSoftmax(tape, logits), rows, labels);
            CyclicCosine rate = new CyclicCosine(60, 3);
            var optimizer = new Sgd(0.3, 0, 0).start(parameters);
            for (int t = 0; t < 60; t++) {
                tape.forward(new Pass.Training(t));
                tape.backward(loss);
                optimizer.step(rate.factor(t));
                swag.observe(parameters.weights());
                if (rate.endsCycle(t)) {
                    snapshots.add(parameters.weights());
                }
            }
        }
    }

    @Test
    void snapshotsAreMembers() {
        Moons moons = new Moons(0);
        Weights last = moons.parameters.weights();
        ClassMembers members =
                NetworkMembers.ofStates(
                        moons.tape, moons.logits, NAMES, moons.parameters, moons.snapshots);
        assertThat(members.size()).isEqualTo(3);
        assertThat(members.member(0)).isNotEqualTo(members.member(2));
        moons.tape.forward(new Pass.Evaluation());
        assertThat(members.member(2)).isEqualTo(NetworkMembers.probabilities(moons.logits, NAMES));
        assertThat(moons.parameters.weights().values(0)).isEqualTo(last.values(0));
        int right = 0;
        for (int i = 0; i < 60; i++) {
            right += members.member(2).get(i).mode() == moons.labels[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(50);
    }

    @Test
    void dropoutPassesDifferAndAreAFunctionOfTheSeed() {
        Moons moons = new Moons(0.3);
        ClassMembers members = NetworkMembers.withDropout(moons.tape, moons.logits, NAMES, 4, 9);
        assertThat(members.member(0)).isNotEqualTo(members.member(1));
        assertThat(NetworkMembers.withDropout(moons.tape, moons.logits, NAMES, 4, 9))
                .isEqualTo(members);
        Moons without = new Moons(0);
        ClassMembers same = NetworkMembers.withDropout(without.tape, without.logits, NAMES, 2, 9);
        assertThat(same.member(0)).isEqualTo(same.member(1));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                NetworkMembers.withDropout(
                                        moons.tape, moons.logits, List.of("a"), 1, 1))
                .withMessage("labels must have the length of the columns (2), got 1");
    }

    /** One linear unit with dropped inputs: the mean over passes is the pass without dropout. */
    @Test
    void dropoutIsUnbiasedBeforeTheNonLinearity() {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> x = tape.constant(DoubleMatrix.of(1, 3, 1, -2, 0.5));
        Node<DoubleMatrix> dropped = Pointwise.dropout(tape, 0.25, x);
        Node<DoubleMatrix> out =
                org.guardband.nn.Products.multiply(
                        tape,
                        dropped,
                        tape.parameter(
                                parameters.add(
                                        "w",
                                        3,
                                        1,
                                        Initialization.constant(1),
                                        new SplittableRandom(1))));
        double sum = 0;
        int passes = 20_000;
        for (int m = 0; m < passes; m++) {
            tape.forward(new Pass.Training(m));
            sum += out.value().get(0, 0);
        }
        // variance x² · p/(1 − p) per input
        double error = Math.sqrt(5.25 / 3 / passes);
        assertThat(sum / passes).isCloseTo(-0.5, within(4 * error));
    }

    @Test
    void swagHasTheMomentsOfItsStates() {
        Swag swag = new Swag(3);
        double[][] states = {{1, 10}, {3, 14}, {2, 12}, {6, 20}};
        for (double[] state : states) {
            swag.observe(Weights.of(List.of("w"), List.of(state)));
        }
        assertThat(swag.mean().values(0)).containsExactly(3, 14);
        // deviations from the running means 2, 2, 3 of the last three states, and twice that
        double[] deviations = {1, 0, 3};
        double diagonal = 3.5;
        double low = 0;
        for (double d : deviations) {
            low += d * d / (2 * (3 - 1));
        }
        double want = diagonal / 2 + low;
        double product = 0;
        double square = 0;
        int draws = 40_000;
        for (Weights drawn : swag.draws(draws, 5)) {
            double[] w = drawn.values(0);
            square += (w[0] - 3) * (w[0] - 3) / draws;
            product += (w[0] - 3) * (w[1] - 14) / draws;
        }
        // five standard errors of a second moment of nearly Gaussian draws
        assertThat(square).isCloseTo(want, within(5 * want * Math.sqrt(2.0 / draws)));
        // the second weight is twice the first: only the deviations correlate them
        assertThat(product).isCloseTo(2 * low, within(10 * want * Math.sqrt(2.0 / draws)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Swag(2).draws(1, 1))
                .withMessage("states taken in must be >= 2, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> swag.observe(Weights.of(List.of("v"), List.of(new double[2]))))
                .withMessage("weights must be of the parameters [w], got [v]");
    }

    @Test
    void swagGivesMembersOfATrainedNetwork() {
        Moons moons = new Moons(0);
        ClassMembers members =
                NetworkMembers.ofStates(
                        moons.tape, moons.logits, NAMES, moons.parameters, moons.swag.draws(3, 1));
        CategoricalBatch first = members.member(0);
        assertThat(first).isNotEqualTo(members.member(1));
    }

    @Test
    void aBatchEnsembleIsMembersWithTheirOwnWeights() {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        SplittableRandom random = new SplittableRandom(4);
        BatchEnsembleLinear<DoubleMatrix> layer =
                BatchEnsembleLinear.create(
                        parameters, "l", 2, 3, 2, Initialization.glorotUniform(1), 0.5, random);
        for (Parameter<DoubleMatrix> p : parameters.all()) {
            if (p.name().equals("l.bias")) {
                p.value().set(1, 1, 0.7);
            }
        }
        DoubleMatrix x = DoubleMatrix.of(2, 3, 1, 2, 3, 1, 2, 3);
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> out =
                layer.apply(tape, tape.constant(x), BatchEnsembleLinear.repeated(2, 1));
        tape.forward(new Pass.Evaluation());
        for (int m = 0; m < 2; m++) {
            for (int o = 0; o < 2; o++) {
                double want = layer.bias().value().get(m, o);
                for (int i = 0; i < 3; i++) {
                    want +=
                            x.get(m, i)
                                    * layer.weight().value().get(i, o)
                                    * layer.input().value().get(m, i)
                                    * layer.output().value().get(m, o);
                }
                assertThat(out.value().get(m, o)).isCloseTo(want, within(1e-14));
            }
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.apply(tape, tape.constant(x), 0, 2))
                .withMessage("member[1] must be in [0, 2), got 2");
    }

    @Test
    void gradientsOfABatchEnsembleAreFiniteDifferences() {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        BatchEnsembleLinear<DoubleMatrix> layer =
                BatchEnsembleLinear.create(
                        parameters,
                        "l",
                        2,
                        3,
                        2,
                        Initialization.glorotUniform(1),
                        0.5,
                        new SplittableRandom(5));
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> x =
                tape.constant(DoubleMatrix.of(3, 3, 1, 2, 3, -1, 0.5, 2, 0.3, -2, 1));
        Node<DoubleMatrix> loss =
                Losses.crossEntropy(
                        tape,
                        Pointwise.logSoftmax(tape, layer.apply(tape, x, 0, 1, 1)),
                        new int[] {0, 1, 2},
                        new int[] {0, 1, 0});
        SlopeCheck.check(tape, loss, parameters);
    }
}
