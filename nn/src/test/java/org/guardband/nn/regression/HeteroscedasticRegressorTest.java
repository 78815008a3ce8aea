package org.guardband.nn.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class HeteroscedasticRegressorTest {
    private static final HeteroscedasticRegressor SMALL =
            HeteroscedasticRegressor.withDefaults().withEpochs(60);

    /** y = 50 + 10 sin x + noise of sd 1 left of 0 and 4 right of it. */
    private static double[][] waves(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[2 * n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = random.nextDouble(-3, 3);
            x[2 * i + 1] = 7;
            double sd = x[2 * i] < 0 ? 1 : 4;
            y[i] = 50 + 10 * Math.sin(x[2 * i]) + sd * random.nextGaussian();
        }
        return new double[][] {x, y};
    }

    @Test
    void meanAndSpreadAreLearnt() {
        double[][] train = waves(2000, 1);
        for (double beta : new double[] {0, 0.5}) {
            FittedRegressor fitted = SMALL.withBeta(beta).fit(train[0], 2, train[1], 3);
            Moments at = fitted.predict(new double[] {-1.5, 7, 1.5, 7});
            assertThat(at.means()[0]).isCloseTo(50 + 10 * Math.sin(-1.5), within(0.7));
            assertThat(at.means()[1]).isCloseTo(50 + 10 * Math.sin(1.5), within(1.2));
            assertThat(at.deviations()[0]).isBetween(0.7, 1.5);
            assertThat(at.deviations()[1]).isBetween(3.2, 4.8);
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() throws Exception {
        double[][] train = waves(500, 1);
        HeteroscedasticRegressor few = SMALL.withEpochs(3).withDropout(0.2);
        double[] expected = few.fit(train[0], 2, train[1], 3).predict(train[0]).means();
        ForkJoinPool pool = new ForkJoinPool(3);
        try {
            assertThat(
                            pool.submit(
                                            () ->
                                                    few.fit(train[0], 2, train[1], 3)
                                                            .predict(train[0])
                                                            .means())
                                    .get())
                    .isEqualTo(expected);
        } finally {
            pool.shutdown();
        }
        assertThat(few.fit(train[0], 2, train[1], 4).predict(train[0]).means())
                .isNotEqualTo(expected);
    }

    @Test
    void savedPartsGiveTheSameRegressor() {
        double[][] train = waves(150, 1);
        FittedRegressor fitted = SMALL.withEpochs(2).fit(train[0], 2, train[1], 3);
        FittedRegressor back =
                FittedRegressor.of(
                        fitted.options(),
                        Standardization.of(
                                fitted.features().means(), fitted.features().deviations()),
                        fitted.target(),
                        fitted.weights());
        double[] many = waves(2100, 2)[0];
        assertThat(back.predict(many).means()).isEqualTo(fitted.predict(many).means());
        assertThat(back.predict(many).deviations()).isEqualTo(fitted.predict(many).deviations());
        assertThatThrownBy(
                        () ->
                                FittedRegressor.of(
                                        fitted.options().withHidden(7),
                                        fitted.features(),
                                        fitted.target(),
                                        fitted.weights()))
                .hasMessageStartingWith("weights of net.0.weight must be 2 * 7");
    }

    @Test
    void dropoutDrawsDifferAndRepeat() {
        double[][] train = waves(150, 1);
        FittedRegressor fitted = SMALL.withEpochs(2).withDropout(0.5).fit(train[0], 2, train[1], 3);
        double[] one = fitted.sample(train[0], 1).means();
        assertThat(fitted.sample(train[0], 1).means()).isEqualTo(one);
        assertThat(fitted.sample(train[0], 2).means()).isNotEqualTo(one);
        assertThat(fitted.predict(train[0]).means()).isNotEqualTo(one);
    }

    @Test
    void oneRowAndNoRowsToPredict() {
        FittedRegressor fitted =
                SMALL.withEpochs(2).fit(new double[] {1, 2}, 2, new double[] {5}, 3);
        assertThat(fitted.predict(new double[] {1, 2}).deviations()[0]).isPositive().isFinite();
        assertThat(fitted.predict(new double[0]).means()).isEmpty();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> SMALL.fit(new double[3], 2, new double[1], 1))
                .hasMessage(
                        "features must hold at least one whole row of 2 numbers, got 3 numbers");
        assertThatThrownBy(() -> SMALL.fit(new double[4], 2, new double[1], 1))
                .hasMessage("features must have length 1 * 2, got 4");
        assertThatThrownBy(() -> SMALL.fit(new double[] {1, Double.NaN}, 2, new double[] {1}, 1))
                .hasMessage("features[1] must be finite, got NaN");
        assertThatThrownBy(() -> SMALL.withBeta(2)).hasMessage("beta must be in [0, 1], got 2.0");
        assertThatThrownBy(() -> SMALL.withHidden(5, 0))
                .hasMessage("hidden[1] must be >= 1, got 0");
        assertThatThrownBy(() -> SMALL.withEpochs(0)).hasMessage("epochs must be >= 1, got 0");
    }
}
