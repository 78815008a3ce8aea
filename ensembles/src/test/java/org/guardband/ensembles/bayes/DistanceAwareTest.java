package org.guardband.ensembles.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Initialization;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.SpectralNorm;
import org.guardband.nn.Tape;
import org.junit.jupiter.api.Test;

class DistanceAwareTest {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final ResidualTraining SMALL =
            ResidualTraining.withDefaults().withWidth(16).withEpochs(40);

    /** Three clouds around a circle of radius 2. */
    private static final class Clouds {
        private final double[] x;
        private final int[] y;

        private Clouds(int n, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            x = new double[2 * n];
            y = new int[n];
            for (int i = 0; i < n; i++) {
                y[i] = i % 3;
                double angle = 2 * Math.PI * y[i] / 3;
                x[2 * i] = 2 * Math.cos(angle) + 0.5 * random.nextGaussian();
                x[2 * i + 1] = 2 * Math.sin(angle) + 0.5 * random.nextGaussian();
            }
        }
    }

    private static double accuracy(CategoricalBatch batch, int... labels) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            int top = 0;
            for (int k = 1; k < 3; k++) {
                top = batch.probability(i, k) > batch.probability(i, top) ? k : top;
            }
            right += top == labels[i] ? 1 : 0;
        }
        return right / (double) labels.length;
    }

    private static double[] far(double... x) {
        return Arrays.stream(x).map(v -> 8 * v).toArray();
    }

    private static double mean(double... values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void sngpLearnsAndDoubtsFarRows() {
        Clouds train = new Clouds(240, 1);
        Clouds test = new Clouds(240, 2);
        Sngp method = Sngp.withDefaults().withTraining(SMALL).withFeatures(64);
        SngpModel model = method.fit(train.x, 2, train.y, 3, 5);
        assertThat(accuracy(model.predict(test.x, NAMES), test.y)).isGreaterThan(0.97);
        assertThat(mean(model.logitVariances(far(test.x))))
                .isGreaterThan(2 * mean(model.logitVariances(test.x)));
        assertThat(mean(model.uncertainties(far(test.x))))
                .isGreaterThan(1.3 * mean(model.uncertainties(test.x)));
        SngpModel read = (SngpModel) ModelFiles.fromJson(ModelFiles.toJson(model));
        assertThat(read).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(read.predict(test.x, NAMES)).isEqualTo(model.predict(test.x, NAMES));
        assertThat(method.fit(train.x, 2, train.y, 3, 5)).isEqualTo(model);
        assertThat(method.fit(train.x, 2, train.y, 3, 6)).isNotEqualTo(model);
        assertThat(model).hasToString("SngpModel[2 inputs, 3 classes]");
        // one row alone is predicted as among others
        double[] one = {test.x[10], test.x[11]};
        assertThat(model.predict(one, NAMES).probability(0, 1))
                .isEqualTo(model.predict(test.x, NAMES).probability(5, 1));
        assertThat(model.predict(new double[0], NAMES).size()).isZero();
    }

    @Test
    void dduLearnsAndHasThinFarRows() {
        Clouds train = new Clouds(240, 1);
        Clouds test = new Clouds(240, 2);
        Ddu method = Ddu.withDefaults().withTraining(SMALL);
        DduModel model = method.fit(train.x, 2, train.y, 3, 5);
        assertThat(accuracy(model.predict(test.x, NAMES), test.y)).isGreaterThan(0.97);
        double thinnest = Arrays.stream(model.logDensities(test.x)).min().orElseThrow();
        assertThat(Arrays.stream(model.logDensities(far(test.x))).max().orElseThrow())
                .isLessThan(thinnest);
        DduModel read = (DduModel) ModelFiles.fromJson(ModelFiles.toJson(model));
        assertThat(read).isEqualTo(model).hasSameHashCodeAs(model);
        assertThat(read.logDensities(test.x)).isEqualTo(model.logDensities(test.x));
        assertThat(method.fit(train.x, 2, train.y, 3, 5)).isEqualTo(model);
        assertThat(model.parameters()).isEqualTo(2 * 16 + 16 + 2 * (16 * 16 + 16) + 16 * 3 + 3);
        FeatureDensity density = FeatureDensity.fit(model.features(train.x), train.y, 3);
        assertThat(ModelFiles.fromJson(ModelFiles.toJson(density))).isEqualTo(density);
        assertThat(density.logDensities(model.features(test.x)))
                .isEqualTo(model.logDensities(test.x));
    }

    @Test
    void precisionsAreThoseOfTheFormula() {
        SplittableRandom random = new SplittableRandom(4);
        double[] phi = random.doubles(30 * 4, -1, 1).toArray();
        double[] beta = random.doubles(4 * 3, -2, 2).toArray();
        ClassPrecisions precisions = ClassPrecisions.of(phi, beta, 3, 0.7);
        double[] at = random.doubles(2 * 4, -1, 1).toArray();
        double[] variances = precisions.variances(at);
        for (int k = 0; k < 3; k++) {
            RealMatrix sum = new Array2DRowRealMatrix(4, 4);
            for (int a = 0; a < 4; a++) {
                sum.setEntry(a, a, 0.7);
            }
            for (int i = 0; i < 30; i++) {
                double[] e = new double[3];
                for (int c = 0; c < 3; c++) {
                    for (int f = 0; f < 4; f++) {
                        e[c] += phi[4 * i + f] * beta[3 * f + c];
                    }
                    e[c] = Math.exp(e[c]);
                }
                double p = e[k] / (e[0] + e[1] + e[2]);
                for (int a = 0; a < 4; a++) {
                    for (int b = 0; b < 4; b++) {
                        sum.addToEntry(a, b, p * (1 - p) * phi[4 * i + a] * phi[4 * i + b]);
                    }
                }
            }
            RealMatrix inverse = new LUDecomposition(sum).getSolver().getInverse();
            for (int row = 0; row < 2; row++) {
                double[] v = Arrays.copyOfRange(at, 4 * row, 4 * row + 4);
                double expected = 0;
                double[] solved = inverse.operate(v);
                for (int f = 0; f < 4; f++) {
                    expected += v[f] * solved[f];
                }
                assertThat(variances[3 * row + k]).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void fourierFeaturesOnATapeAreThoseOfRowsAndHaveSlopes() {
        RandomFourierFeatures map = new RandomFourierFeatures(3, 5, 0.8, 2);
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        SplittableRandom random = new SplittableRandom(3);
        Parameter<DoubleMatrix> x = parameters.add("x", 4, 3, Initialization.normal(1), random);
        Tape<DoubleMatrix> tape = new Tape<>(parameters.kernels());
        Node<DoubleMatrix> phi = map.apply(tape, tape.parameter(x));
        Node<DoubleMatrix> loss =
                Losses.crossEntropy(
                        tape,
                        Pointwise.logSoftmax(tape, phi),
                        new int[] {0, 1, 2, 3},
                        new int[] {4, 0, 2, 2});
        SlopeCheck.check(tape, loss, parameters);
        tape.forward(new Pass.Evaluation());
        double[] rows = map.apply(x.value().toArray());
        for (int at = 0; at < rows.length; at++) {
            assertThat(phi.value().get(at / 5, at % 5)).isCloseTo(rows[at], within(1e-15));
        }
    }

    @Test
    void evidentialTargetsAreLabels() {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Parameter<DoubleMatrix> evidence =
                parameters.add("e", 2, 3, Initialization.constant(0.8), new SplittableRandom(1));
        evidence.value().set(1, 2, 3);
        DoubleMatrix targets = parameters.kernels().zeros(2, 3);
        targets.set(0, 1, 1);
        targets.set(1, 2, 1);
        Tape<DoubleMatrix> tape = new Tape<>(parameters.kernels());
        Node<DoubleMatrix> e = tape.parameter(evidence);
        for (EvidentialForm form : EvidentialForm.values()) {
            Node<DoubleMatrix> one =
                    EvidentialClassification.loss(tape, e, tape.constant(targets), form, 0.3);
            Node<DoubleMatrix> other =
                    EvidentialClassification.loss(tape, e, new int[] {1, 2}, form, 0.3);
            tape.forward(new Pass.Evaluation());
            assertThat(one.value().get(0, 0)).isEqualTo(other.value().get(0, 0));
            SlopeCheck.check(tape, one, parameters);
        }
    }

    @Test
    void optionsAndRefusals() {
        ResidualTraining changed =
                SMALL.withBlocks(1)
                        .withActivation(Activation.TANH)
                        .withDropout(0.1)
                        .withNorm(SpectralNorm.withDefaults().withCoefficient(3))
                        .withAdam(Adam.withDefaults());
        assertThat(changed.norm().coefficient()).isEqualTo(3);
        Ddu method = new Ddu(changed.withEpochs(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.fit(new double[5], 2, new int[] {0, 1, 0}, 2, 1))
                .withMessageContaining("x must have")
                .withMessageContaining("6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.fit(new double[0], 2, new int[0], 2, 1))
                .withMessage("rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.fit(new double[] {1, Double.NaN}, 2, new int[1], 2, 1))
                .withMessageContaining("x[1] must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.fit(new double[2], 2, new int[] {2}, 2, 1))
                .withMessageContaining("labels[0] must be in [0, 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sngp.withDefaults().withLengthScale(0))
                .withMessageContaining("lengthScale must be > 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sngp.withDefaults().withPrecision(-1))
                .withMessageContaining("precision must be > 0");
        SngpModel model =
                new Sngp(changed.withEpochs(1), 4, 1, 1)
                        .fit(new double[] {0, 1, 2, 0}, 2, new int[] {0, 1}, 2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new double[3], List.of("a", "b")))
                .withMessage("x must hold whole rows of 2 numbers, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new double[2], NAMES))
                .withMessageContaining("labels");
    }
}
