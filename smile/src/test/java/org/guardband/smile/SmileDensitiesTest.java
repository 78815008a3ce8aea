package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.core.Coverage;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.RealDistribution;
import org.junit.jupiter.api.Test;
import smile.math.MathEx;
import smile.neighbor.KDTree;
import smile.stat.distribution.ExponentialDistribution;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.GaussianMixture;
import smile.stat.distribution.KernelDensity;

class SmileDensitiesTest {

    private static final double[] SAMPLE = RealData.numbers(RealData.diabetes(), "y");

    @Test
    void gaussiansAndTheirMixturesKeepTheirParameters() {
        GaussianDistribution gaussian = new GaussianDistribution(3, 2);
        RealDistribution ours = SmileDensities.distribution(gaussian);
        MathEx.setSeed(7);
        GaussianMixture mixture = GaussianMixture.fit(2, SAMPLE);
        RealDistribution both = SmileDensities.distribution(mixture);
        for (double y : new double[] {-4, 0, 2.5, 30, 120, 300}) {
            assertThat(ours.logDensity(y)).isCloseTo(gaussian.logp(y), within(1e-9));
            assertThat(ours.cdf(y)).isCloseTo(gaussian.cdf(y), within(1e-7));
            assertThat(both.logDensity(y)).isCloseTo(mixture.logp(y), within(1e-9));
        }
        assertThat(both.mean()).isCloseTo(mixture.mean(), within(1e-9));
    }

    @Test
    void aKernelDensityIsAMixtureWithoutACutTail() {
        KernelDensity density = new KernelDensity(SAMPLE);
        Mixture mixture = SmileDensities.kernel(density, SAMPLE);
        double largest = Arrays.stream(SAMPLE).max().orElse(0);
        for (double y : new double[] {40, 100, 150, 250}) {
            assertThat(Math.exp(mixture.logDensity(y)))
                    .isCloseTo(density.p(y), within(1.5e-6 / density.bandwidth()));
        }
        double far = largest + 6 * density.bandwidth();
        assertThat(density.p(far)).isZero();
        assertThat(mixture.logDensity(far)).isBetween(-40.0, -20.0);
        assertThat(mixture.cdf(mixture.quantile(0.3))).isCloseTo(0.3, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileDensities.kernel(density, new double[] {1, 2, 3}))
                .withMessageStartingWith("sample must be the one of the density, which is ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileDensities.kernel(density, new double[0]))
                .withMessage("sample must be >= 1, got 0");
    }

    @Test
    void anyOtherCanBeAGridOfItsQuantiles() {
        ExponentialDistribution law = new ExponentialDistribution(0.5);
        assertThat(SmileDensities.grid(law, 0.25, 0.5, 0.75).quantile(0.5))
                .isCloseTo(2 * Math.log(2), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileDensities.distribution(law))
                .withMessage(
                        "fitted must be a Gaussian or a mixture of them, got"
                                + " smile.stat.distribution.ExponentialDistribution; a grid of its"
                                + " quantiles can stand for it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileDensities.grid(new KernelDensity(SAMPLE), 0.5))
                .withMessage(
                        "fitted must have quantiles, smile.stat.distribution.KernelDensity has"
                                + " none");
    }

    @Test
    void outliersOfADensityHaveHighScores() {
        var detector = SmileOutlierDetector.ofDensity(new GaussianDistribution(0, 1));
        var outliers =
                detector.conformalize(new double[] {0.1, -0.2, 0.3, 1.5, -1, 0.7, 2, -0.4, 0});
        assertThat(outliers.pValues(new double[] {0, 1.2, 9})).containsExactly(1.0, 0.3, 0.1);
        assertThat(outliers.outliers(new double[] {0, 1.2, 9}, Coverage.of(0.9)))
                .containsExactly(false, false, true);
        assertThat(outliers.outliers(new double[] {0, 9}, Coverage.of(0.95)))
                .containsExactly(false, false);
        assertThat(detector.with(outliers.heldOut()).pValues(new double[] {1.2}))
                .containsExactly(0.3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> outliers.pValues(new double[] {0, Double.NaN}))
                .withMessage("numbers[1] must be finite, got NaN");
    }

    /** A kernel density is 0 far away: a score of +∞, the strangest there is. */
    @Test
    void aDensityOfZeroIsNoNumberButAnOrder() {
        var outliers =
                SmileOutlierDetector.ofDensity(new KernelDensity(SAMPLE))
                        .conformalize(new double[] {100, 1e9, 200, 90});
        assertThat(outliers.pValues(new double[] {2e9, 150})).containsExactly(0.4, 0.6);
    }

    /** Given the reference, each draw of 19 held-out images and a fresh one is one trial. */
    @Test
    void falseAlarmsOfImagesAreAsRareAsAsked() {
        RealData.Digits digits = RealData.digits();
        double[][] reference = Arrays.copyOf(digits.x(), 500);
        double[][] pool = Arrays.copyOfRange(digits.x(), 500, 1797);
        var detector = SmileOutlierDetector.ofDistance(new KDTree<>(reference, reference), 3);
        double[] scores = detector.scores(pool);
        double[][] noise = new double[50][64];
        SplittableRandom random = new SplittableRandom(5);
        for (double[] image : noise) {
            for (int j = 0; j < 64; j++) {
                image[j] = random.nextInt(17);
            }
        }
        double[] strange = detector.scores(noise);
        int draws = 1500;
        int passed = 0;
        for (int draw = 0; draw < draws; draw++) {
            int[] places = RealData.draw(pool.length, 20, draw);
            double[] held = new double[19];
            for (int i = 0; i < 19; i++) {
                held[i] = scores[places[i]];
            }
            double threshold =
                    org.guardband.core.calibration.ConformalScores.of(held)
                            .quantile(Coverage.of(0.9));
            passed += scores[places[19]] <= threshold ? 1 : 0;
        }
        BinomialDistribution law = BinomialDistribution.of(draws, 0.9);
        // distances of whole pixels can tie, which only lets more pass
        assertThat(passed)
                .isBetween(
                        law.inverseCumulativeProbability(1e-6),
                        law.inverseSurvivalProbability(1e-6) + 10);
        var outliers = detector.conformalize(Arrays.copyOf(pool, 400));
        assertThat(outliers.outliers(noise, Coverage.of(0.99))).containsOnly(true);
        assertThat(Arrays.stream(strange).min().orElse(0)).isGreaterThan(30);
    }
}
