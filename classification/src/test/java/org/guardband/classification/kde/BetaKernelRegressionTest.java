package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BetaKernelRegressionTest {

    private static final double[] BANDWIDTHS = {
        1e-5, 3e-5, 1e-4, 4e-4, 1e-3, 4e-3, 0.01, 0.04, 0.1, 0.4, 1
    };

    @ParameterizedTest
    @EnumSource(ScoreShapes.class)
    void directSumsAreTheDefinition(ScoreShapes shape) {
        double[] x = shape.draw(120, 4);
        double[] y = ScoreShapes.outcomes(x, 5);
        BetaKernelRegression direct =
                BetaKernelRegression.of(x).withEvaluation(KernelEvaluation.DIRECT);
        for (double h : BANDWIDTHS) {
            double[] means = direct.conditionalMeans(y, h);
            double[] logs = direct.logDensities(h);
            for (int i = 0; i < x.length; i++) {
                double[] row = NaiveKernel.row(x, y, i, h);
                // The naive log Beta function is a difference of numbers of about 10/h.
                assertThat(means[i]).isCloseTo(row[1] / row[0], within(1e-14 / h + 1e-12));
                assertThat(logs[i])
                        .isCloseTo(
                                row[4] + Math.log(row[0] / (x.length - 1)),
                                within(1e-14 / h + 1e-11));
            }
        }
    }

    /** The stated bound of the near-linear evaluation, and the one of the error that counts. */
    @ParameterizedTest
    @EnumSource(ScoreShapes.class)
    void nearLinearSumsAreTheDirectOnes(ScoreShapes shape) {
        for (int n : new int[] {2, 3, 30, 800}) {
            double[] x = shape.draw(n, n);
            double[] y = ScoreShapes.outcomes(x, 5);
            BetaKernelRegression near = BetaKernelRegression.of(x);
            BetaKernelRegression direct = near.withEvaluation(KernelEvaluation.DIRECT);
            for (double h : BANDWIDTHS) {
                agree(near, direct, x, y, h);
            }
        }
    }

    private static void agree(
            BetaKernelRegression near,
            BetaKernelRegression direct,
            double[] x,
            double[] y,
            double h) {
        double[] means = near.conditionalMeans(y, h);
        double[] expected = direct.conditionalMeans(y, h);
        double[] logs = near.logDensities(h);
        double[] expectedLogs = direct.logDensities(h);
        for (int i = 0; i < y.length; i++) {
            assertThat(means[i]).isCloseTo(expected[i], within(1e-10));
            // Relative, of the density. An exponent is the difference of numbers up to 16/h.
            assertThat(logs[i]).isCloseTo(expectedLogs[i], within(1e-11 + 4 * Math.ulp(16 / h)));
        }
        for (double power : new double[] {1, 2, 3.5}) {
            double error = distance(expected, x, power);
            assertThat(distance(means, x, power)).isCloseTo(error, within(1e-8 * error));
        }
    }

    private static double distance(double[] means, double[] x, double power) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.pow(Math.abs(means[i] - NaiveKernel.inside(x[i])), power);
        }
        return sum / x.length;
    }

    @Test
    void errorsAreMeanDistances() {
        double[] x = ScoreShapes.ENDS.draw(200, 1);
        double[] y = ScoreShapes.outcomes(x, 2);
        BetaKernelRegression scores = BetaKernelRegression.of(x);
        double[] ones = new double[200];
        Arrays.fill(ones, 1);
        for (double power : new double[] {1, 2, 3.5}) {
            double expected = distance(scores.conditionalMeans(y, 0.03), x, power);
            assertThat(scores.error(y, 0.03, power)).isCloseTo(expected, within(1e-14));
            assertThat(scores.weightedError(y, ones, 0.03, power))
                    .isCloseTo(expected, within(1e-14));
            assertThat(scores.debiasedError(y, 0.03, power))
                    .isCloseTo(distance(scores.debiasedMeans(y, 0.03), x, power), within(1e-14));
        }
    }

    @Test
    void cellsOfManyRowsAreDividedBetweenTasks() {
        SplittableRandom random = new SplittableRandom(8);
        double[] x = new double[18_000];
        Arrays.setAll(x, i -> (i % 2 == 0 ? 0.2 : 0.8) + 0.01 * random.nextDouble());
        double[] y = ScoreShapes.outcomes(x, 9);
        BetaKernelRegression near = BetaKernelRegression.of(x);
        agree(near, near.withEvaluation(KernelEvaluation.DIRECT), x, y, 0.2);
    }

    @Test
    void oneThreadGivesTheSameBits() {
        double[] x = ScoreShapes.SKEWED.draw(30_000, 1);
        double[] y = ScoreShapes.outcomes(x, 2);
        double[] many = BetaKernelRegression.of(x).conditionalMeans(y, 0.3);
        ForkJoinPool one = new ForkJoinPool(1);
        try {
            assertThat(one.submit(() -> BetaKernelRegression.of(x).conditionalMeans(y, 0.3)).join())
                    .containsExactly(many);
        } finally {
            one.shutdown();
        }
    }

    @Test
    void rowsMayComeInAnyOrder() {
        double[] x = ScoreShapes.ENDS.draw(300, 1);
        double[] y = ScoreShapes.outcomes(x, 2);
        double[] backX = new double[x.length];
        double[] backY = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            backX[i] = x[x.length - 1 - i];
            backY[i] = y[x.length - 1 - i];
        }
        double[] means = BetaKernelRegression.of(x).conditionalMeans(y, 0.02);
        double[] back = BetaKernelRegression.of(backX).conditionalMeans(backY, 0.02);
        for (int i = 0; i < x.length; i++) {
            assertThat(back[x.length - 1 - i]).isCloseTo(means[i], within(1e-13));
        }
    }

    @Test
    void constantOutcomesAreTheirOwnMeans() {
        double[] x = ScoreShapes.FAR_LONERS.draw(200, 1);
        double[] y = new double[200];
        Arrays.fill(y, 0.3);
        for (double h : BANDWIDTHS) {
            for (double mean : BetaKernelRegression.of(x).conditionalMeans(y, h)) {
                assertThat(mean).isCloseTo(0.3, within(1e-12));
            }
        }
    }

    @Test
    void twoRowsHaveEachOthersOutcome() {
        double[] means =
                BetaKernelRegression.of(new double[] {0, 1})
                        .conditionalMeans(new double[] {0.25, 0.75}, 1e-5);
        assertThat(means[0]).isCloseTo(0.75, within(1e-15));
        assertThat(means[1]).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void debiasedMeansTakeTheSecondOrderBiasOff() {
        double[] x = ScoreShapes.UNIFORM.draw(60, 3);
        double[] y = ScoreShapes.outcomes(x, 4);
        double h = 0.02;
        double[] debiased = BetaKernelRegression.of(x).debiasedMeans(y, h);
        double m = x.length - 1;
        for (int i = 0; i < x.length; i++) {
            double[] row = NaiveKernel.row(x, y, i, h);
            double mean = row[0] / m;
            double target = row[1] / m;
            double variance = (row[2] - m * mean * mean) / (m - 1);
            double covariance = (row[3] - m * mean * target) / (m - 1);
            double r = target / mean;
            double expected = r - (r * variance - covariance) / (mean * mean * m);
            assertThat(debiased[i]).isCloseTo(Math.min(Math.max(expected, 0), 1), within(1e-10));
        }
    }

    /** At a fixed bandwidth the plain ratio is biased, the corrected one less. */
    @Test
    void debiasedMeansAreNearerToWhatManyRowsGive() {
        double h = 0.05;
        double at = 0.1;
        int runs = 10_000;
        double plain = 0;
        double corrected = 0;
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < runs; run++) {
            double[] x = random.doubles(20).toArray();
            double[] y = x.clone();
            x[0] = at;
            BetaKernelRegression scores = BetaKernelRegression.of(x);
            plain += scores.conditionalMeans(y, h)[0];
            corrected += scores.debiasedMeans(y, h)[0];
        }
        // E[zk]/E[k] for uniform z, by a fine sum.
        double mass = 0;
        double target = 0;
        for (int g = 0; g < 20_000; g++) {
            double z = (g + 0.5) / 20_000;
            double k = Math.exp(NaiveKernel.logBeta(at, z, h));
            mass += k;
            target += k * z;
        }
        double limit = target / mass;
        assertThat(plain / runs - limit).isGreaterThan(0.005);
        assertThat(corrected / runs - limit).isBetween(-0.002, 0.0035);
    }

    @Test
    void exponentialsAreThoseOfTheLibrary() {
        double[] x = new double[4096];
        SplittableRandom random = new SplittableRandom(1);
        Arrays.setAll(x, i -> -707 + 1410 * random.nextDouble());
        x[0] = 0;
        x[1] = -0.0;
        x[2] = 1e-300;
        double[] e = x.clone();
        Exponentials.replace(e, new double[x.length], x.length);
        for (int i = 0; i < x.length; i++) {
            double exact = Math.exp(x[i]);
            assertThat(e[i]).isCloseTo(exact, within(1e-15 * exact));
        }
        double[] least = {-709, -1e4, -1e12};
        Exponentials.replace(least, new double[3], 3);
        for (double v : least) {
            assertThat(v).isBetween(0.0, 1e-307);
        }
    }

    @Test
    void stirlingErrorIsThatOfTheGammaFunction() {
        for (double a : new double[] {0, 1e-12, 1e-3, 0.5, 1, 2.5, 7, 15.9, 16, 40, 1e3}) {
            double expected = a == 0 ? 0 : Gamma.logGamma(a + 1) - a * Math.log(a) + a;
            assertThat(StirlingError.at(a))
                    .isCloseTo(expected, within(1e-14 * (1 + a * Math.log(a + 1))));
        }
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> BetaKernelRegression.of(new double[] {0.5}))
                .hasMessage("number of scores must be >= 2, got 1");
        assertThatThrownBy(() -> BetaKernelRegression.of(new double[] {0.5, Double.NaN}))
                .hasMessage("scores[1] must be in [0, 1], got NaN");
        assertThatThrownBy(() -> BetaKernelRegression.of(new double[] {0.5, 0.6}, 0.2))
                .hasMessage("edge must be in [1.0E-15, 0.1], got 0.2");
        BetaKernelRegression two = BetaKernelRegression.of(new double[] {0.5, 0.6});
        assertThatThrownBy(() -> two.conditionalMeans(new double[1], 0.1))
                .hasMessage("targets must have the length of scores (2), got 1");
        assertThatThrownBy(() -> two.conditionalMeans(new double[] {0, 1.5}, 0.1))
                .hasMessage("targets[1] must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> two.error(new double[2], 0, 1))
                .hasMessage("bandwidth must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> two.error(new double[2], 0.1, 0.5))
                .hasMessage("power must be >= 1 and finite, got 0.5");
        assertThatThrownBy(() -> two.debiasedMeans(new double[2], 0.1))
                .hasMessage("number of scores must be >= 3, got 2");
        BetaKernelRegression three = BetaKernelRegression.of(new double[] {0.5, 0.6, 0.7});
        assertThatThrownBy(() -> three.debiasedMeans(new double[3], -1))
                .hasMessage("bandwidth must be > 0 and finite, got -1.0");
        assertThatThrownBy(() -> three.logLikelihood(1e-300))
                .hasMessage("bandwidth must be >= 1.0E-15, got 1.0E-300");
        assertThat(three.logLikelihood(1e-15)).isFinite();
        assertThat(two.error(new double[2], 0.1, 1)).isCloseTo(0.55, withinPercentage(1e-10));
    }
}
