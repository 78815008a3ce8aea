package org.guardband.ensembles.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.prediction.StudentT;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Tape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadsTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    private static double[] features(int rows, int d, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[rows * d];
        for (int at = 0; at < x.length; at++) {
            x[at] = at % d == 0 ? 1 : random.nextGaussian();
        }
        return x;
    }

    private static int[] labels(int rows, long seed) {
        return new SplittableRandom(seed).ints(rows, 0, 3).toArray();
    }

    @Test
    void theCovarianceIsTheInverseOfTheHessianByDifferences() {
        double[] x = features(40, 2, 1);
        int[] y = labels(40, 2);
        LastLayerLaplace method = new LastLayerLaplace(0.5);
        LaplaceHead head = method.fit(x, y, 3);
        double[] w = head.weights();
        double[] gradient = new double[6];
        method.loss(x, y, 3, w, gradient);
        for (double slope : gradient) {
            assertThat(slope).isCloseTo(0, within(1e-6));
        }
        double step = 1e-5;
        double[] hessian = new double[36];
        for (int a = 0; a < 6; a++) {
            double[] up = w.clone();
            double[] down = w.clone();
            up[a] += step;
            down[a] -= step;
            double[] above = new double[6];
            double[] below = new double[6];
            method.loss(x, y, 3, up, above);
            method.loss(x, y, 3, down, below);
            for (int b = 0; b < 6; b++) {
                hessian[a * 6 + b] = (above[b] - below[b]) / (2 * step);
            }
        }
        double[] covariance = head.covariance();
        for (int a = 0; a < 6; a++) {
            for (int b = 0; b < 6; b++) {
                double sum = 0;
                for (int c = 0; c < 6; c++) {
                    sum += hessian[a * 6 + c] * covariance[c * 6 + b];
                }
                assertThat(sum).isCloseTo(a == b ? 1 : 0, within(1e-7));
            }
        }
    }

    @Test
    void withoutFeaturesThePriorIsLeft() {
        LaplaceHead head = new LastLayerLaplace(4).fit(new double[6], labels(6, 1), 3);
        assertThat(head.weights()).containsOnly(0);
        assertThat(head.logitVariances(new double[] {2})).containsOnly(4 / 4.0);
    }

    @Test
    void farFromTheDataProbabilitiesBecomeLevel() {
        double[] x = features(200, 2, 3);
        int[] y = new int[200];
        for (int i = 0; i < 200; i++) {
            y[i] = x[2 * i + 1] > 0 ? 1 : 0;
        }
        RandomFourierFeatures map = new RandomFourierFeatures(2, 100, 1, 5);
        double[] near = map.apply(x);
        LaplaceHead head = new LastLayerLaplace(1).fit(near, y, 2);
        double[] away = x.clone();
        for (int at = 0; at < away.length; at++) {
            away[at] = 30 + 20 * away[at];
        }
        double[] far = map.apply(away);
        // what both logits share is never fixed by data: half of the prior's variance stays
        assertThat(mean(head.logitVariances(near))).isBetween(0.5, 0.8);
        assertThat(mean(head.logitVariances(far))).isGreaterThan(0.9);
        List<String> two = List.of("a", "b");
        assertThat(confidence(head.predict(near, two))).isGreaterThan(0.8);
        assertThat(confidence(head.predict(far, two)))
                .isLessThan(confidence(head.predict(near, two)) - 0.1);
        LaplaceHead read = (LaplaceHead) ModelFiles.fromJson(ModelFiles.toJson(head));
        assertThat(read).isEqualTo(head);
        assertThat(read.predict(far, two)).isEqualTo(head.predict(far, two));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static double confidence(CategoricalBatch batch) {
        double sum = 0;
        for (int i = 0; i < batch.size(); i++) {
            sum += Math.max(batch.probability(i, 0), batch.probability(i, 1)) / batch.size();
        }
        return sum;
    }

    @Test
    void theEvidenceIsAnIntegralAndChoosesThePrecision() {
        SplittableRandom random = new SplittableRandom(12);
        double[] x = new double[80];
        int[] y = new int[80];
        for (int i = 0; i < 80; i++) {
            x[i] = random.nextGaussian();
            y[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[i])) ? 1 : 0;
        }
        LastLayerLaplace method = new LastLayerLaplace(2);
        double integral = 0;
        double step = 0.02;
        for (double a = -4; a < 4; a += step) {
            for (double b = -4; b < 4; b += step) {
                double[] w = {a, b};
                double density = 2 / (2 * Math.PI);
                integral +=
                        step * step * density * Math.exp(-method.loss(x, y, 2, w, new double[2]));
            }
        }
        // Laplace's approximation of 80 rows is good to a few hundredths
        assertThat(method.logEvidence(x, y, 2)).isCloseTo(Math.log(integral), within(0.03));
        LastLayerLaplace best = LastLayerLaplace.byEvidence(x, y, 2);
        for (double factor : new double[] {0.1, 10}) {
            LastLayerLaplace other = new LastLayerLaplace(best.precision() * factor);
            assertThat(other.logEvidence(x, y, 2)).isLessThan(best.logEvidence(x, y, 2));
        }
    }

    @Test
    void pairwiseProbabilitiesAreMacKaysForTwoClassesAndAverageDraws() {
        double[] x = features(60, 3, 8);
        int[] two = new SplittableRandom(9).ints(60, 0, 2).toArray();
        LaplaceHead head = new LastLayerLaplace(0.3).fit(x, two, 2);
        double[] w = head.weights();
        double[] c = head.covariance();
        double[] at = {1, 2, -3};
        double mean = 0;
        double variance = 0;
        for (int a = 0; a < 3; a++) {
            mean += at[a] * (w[a] - w[3 + a]);
            for (int b = 0; b < 3; b++) {
                double difference =
                        c[a * 6 + b]
                                + c[(3 + a) * 6 + 3 + b]
                                - c[a * 6 + 3 + b]
                                - c[(3 + a) * 6 + b];
                variance += at[a] * at[b] * difference;
            }
        }
        assertThat(head.differenceVariances(at)[0]).isCloseTo(variance, within(1e-12));
        double probit = 1 / (1 + Math.exp(-mean / Math.sqrt(1 + Math.PI / 8 * variance)));
        assertThat(head.predictPairwise(at, List.of("a", "b")).probability(0, 0))
                .isCloseTo(probit, within(1e-12));
        // three classes: draws of the weights
        LaplaceHead three = new LastLayerLaplace(0.3).fit(x, labels(60, 10), 3);
        GaussianVector law = GaussianVector.of(three.weights(), three.covariance());
        SplittableRandom random = new SplittableRandom(11);
        double[] drawn = new double[3];
        double[] p = new double[3];
        for (int draw = 0; draw < 20_000; draw++) {
            LastLayerLaplace.softmax(law.sample(random), at, 0, 3, p);
            for (int k = 0; k < 3; k++) {
                drawn[k] += p[k] / 20_000;
            }
        }
        CategoricalBatch approximate = three.predictPairwise(at, NAMES);
        for (int k = 0; k < 3; k++) {
            // an approximation: the paper's own error is of this order
            assertThat(approximate.probability(0, k)).isCloseTo(drawn[k], within(0.03));
        }
    }

    @Test
    void fourierFeaturesAreAKernel() {
        RandomFourierFeatures map = new RandomFourierFeatures(2, 20_000, 1.5, 7);
        double[] phi = map.apply(new double[] {0, 0, 1, 0.5});
        double product = 0;
        for (int f = 0; f < 20_000; f++) {
            product += phi[f] * phi[20_000 + f];
        }
        // four standard errors of a mean of 20 000 terms of at most 2
        assertThat(product).isCloseTo(Math.exp(-1.25 / (2 * 2.25)), within(4 / Math.sqrt(20_000)));
    }

    @Test
    void densitiesAreThoseOfTheClasses() {
        double[] x = features(90, 2, 9);
        for (int i = 0; i < 90; i++) {
            x[2 * i] = new SplittableRandom(i).nextGaussian();
        }
        int[] y = labels(90, 3);
        FeatureDensity density = FeatureDensity.fit(x, y, 4);
        double[] at = {0.3, -0.2};
        double want = 0;
        double spread = 0;
        double[][] covariances = new double[3][4];
        double[][] means = new double[3][2];
        int[] counts = new int[3];
        for (int i = 0; i < 90; i++) {
            counts[y[i]]++;
            means[y[i]][0] += x[2 * i];
            means[y[i]][1] += x[2 * i + 1];
        }
        for (int k = 0; k < 3; k++) {
            means[k][0] /= counts[k];
            means[k][1] /= counts[k];
        }
        for (int i = 0; i < 90; i++) {
            int k = y[i];
            double a = x[2 * i] - means[k][0];
            double b = x[2 * i + 1] - means[k][1];
            covariances[k][0] += a * a / counts[k];
            covariances[k][1] += a * b / counts[k];
            covariances[k][2] += a * b / counts[k];
            covariances[k][3] += b * b / counts[k];
            spread += (a * a + b * b) / 180;
        }
        for (int k = 0; k < 3; k++) {
            covariances[k][0] += 1e-3 * spread;
            covariances[k][3] += 1e-3 * spread;
            want +=
                    counts[k]
                            / 90.0
                            * Math.exp(GaussianVector.of(means[k], covariances[k]).logDensity(at));
        }
        assertThat(density.logDensities(at)[0]).isCloseTo(Math.log(want), within(1e-10));
        assertThat(density.logDensities(new double[] {20, 20})[0])
                .isLessThan(density.logDensities(at)[0] - 50);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureDensity.fit(new double[4], new int[2], 1))
                .withMessage("mean variance of the features must be > 0 and finite, got 0.0");
    }

    private static Parameter<DoubleMatrix> given(
            Parameters<DoubleMatrix> parameters, int rows, int columns, double... values) {
        Parameter<DoubleMatrix> p =
                parameters.add(
                        "p", rows, columns, Initialization.constant(0), new SplittableRandom(1));
        for (int at = 0; at < values.length; at++) {
            p.value().set(at / columns, at % columns, values[at]);
        }
        return p;
    }

    @ParameterizedTest
    @EnumSource(EvidentialForm.class)
    void slopesOfEvidentialLossesAreFiniteDifferences(EvidentialForm form) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> evidence =
                tape.parameter(given(parameters, 2, 3, 0.2, 3, 1.5, 7, 0.1, 0.4));
        Node<DoubleMatrix> loss =
                EvidentialClassification.loss(tape, evidence, new int[] {1, 2}, form, 0.3);
        SlopeCheck.check(tape, loss, parameters);
    }

    /** The mean over draws from the Dirichlet. */
    @Test
    void evidentialLossesAreMeansOverTheDirichlet() {
        double[] alpha = {1.5, 3, 2};
        SplittableRandom random = new SplittableRandom(3);
        double logs = 0;
        double squares = 0;
        int draws = 200_000;
        for (int r = 0; r < draws; r++) {
            double[] p = dirichlet(alpha, random);
            logs -= Math.log(p[1]) / draws;
            for (int k = 0; k < 3; k++) {
                double off = (k == 1 ? 1 : 0) - p[k];
                squares += off * off / draws;
            }
        }
        assertThat(EvidentialClassification.value(alpha, 1, EvidentialForm.DIGAMMA))
                .isCloseTo(logs, within(0.01));
        assertThat(EvidentialClassification.value(alpha, 1, EvidentialForm.SQUARED))
                .isCloseTo(squares, within(0.01));
        assertThat(EvidentialClassification.misleading(new double[] {5, 1, 1}, 0))
                .isCloseTo(0, within(1e-12));
        // KL(Dir(2, 1) ‖ Dir(1, 1)) = ln 2 − ½
        assertThat(EvidentialClassification.misleading(new double[] {2, 9}, 1))
                .isCloseTo(Math.log(2) - 0.5, within(1e-12));
    }

    /** Sums of exponentials and halves of squares of normals: shapes that are multiples of ½. */
    private static double[] dirichlet(double[] alpha, SplittableRandom random) {
        double[] p = new double[alpha.length];
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            double left = alpha[k];
            for (; left >= 1; left--) {
                p[k] -= Math.log(random.nextDouble(1e-300, 1));
            }
            if (left > 0) {
                double z = random.nextGaussian();
                p[k] += 0.5 * z * z;
            }
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }

    @Test
    void evidenceBecomesProbabilitiesAndVacuity() {
        double[] evidence = {0, 0, 0, 3, 0, 0};
        assertThat(EvidentialClassification.vacuities(evidence, 3)).containsExactly(1, 0.5);
        CategoricalBatch p = EvidentialClassification.probabilities(evidence, NAMES);
        assertThat(p.probability(0, 1)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(p.probability(1, 0)).isCloseTo(4 / 6.0, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvidentialClassification.vacuities(new double[] {-1}, 1))
                .withMessage("evidence[0] must be >= 0 and finite, got -1.0");
    }

    static Stream<double[]> normalInverseGammas() {
        return Stream.of(
                new double[] {0.3, 0.7, 1.5, 2},
                new double[] {-2, 5, 3, 0.1},
                new double[] {0, 1, 1.1, 1});
    }

    /** The likelihood of the paper is the density of the Student t distribution. */
    @ParameterizedTest
    @MethodSource("normalInverseGammas")
    void evidentialRegressionIsAStudentT(double[] row) {
        StudentT t = EvidentialRegression.predict(row[0], row[1], row[2], row[3]);
        for (double y : new double[] {-3, 0.1, 4}) {
            assertThat(EvidentialRegression.value(row, y))
                    .isCloseTo(-t.logDensity(y), within(1e-12));
        }
        assertThat(
                        EvidentialRegression.aleatoricVariance(row[2], row[3])
                                + EvidentialRegression.epistemicVariance(row[1], row[2], row[3]))
                .isCloseTo(t.variance(), within(1e-9 * t.variance()));
    }

    @Test
    void slopesOfEvidentialRegressionAreFiniteDifferences() {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        Tape<DoubleMatrix> tape = new Tape<>(Kernels.scalar().doubles());
        Node<DoubleMatrix> row =
                tape.parameter(given(parameters, 2, 4, 0.3, 0.7, 1.5, 2, -2, 5, 3, 0.4));
        Node<DoubleMatrix> y = tape.constant(DoubleMatrix.of(2, 1, 1.5, -3));
        SlopeCheck.check(tape, EvidentialRegression.loss(tape, row, y, 0.2), parameters);
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LastLayerLaplace(0))
                .withMessage("precision must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LastLayerLaplace(1).fit(new double[3], new int[2], 2))
                .withMessage("features must hold whole rows for 2 labels, got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EvidentialRegression.predict(0, 1, 1, 1))
                .withMessage("alpha - 1 must be > 0 and finite, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomFourierFeatures(2, 3, 1, 1).apply(new double[3]))
                .withMessage("x must hold whole rows of 2 numbers, got 3");
    }
}
