package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.guardband.core.batch.CategoricalBatch;
import org.junit.jupiter.api.Test;

/** Derivatives against central differences. */
class KernelPenaltyTest {

    private static final double[] POWERS = {1, 2, 3};

    private static double[] uniform(int n, long seed) {
        return new SplittableRandom(seed).doubles(n).toArray();
    }

    private static void check(double[] gradient, double[] at, ToDoubleFunction<double[]> value) {
        for (int i = 0; i < at.length; i++) {
            double step = 1e-6;
            double[] up = at.clone();
            double[] down = at.clone();
            up[i] += step;
            down[i] -= step;
            double slope = (value.applyAsDouble(up) - value.applyAsDouble(down)) / (2 * step);
            // Differences have an error of 10⁻¹⁶/10⁻⁶ by rounding and 10⁻¹² times curvature.
            assertThat(gradient[i]).as("input %d", i).isCloseTo(slope, within(2e-7));
        }
    }

    @Test
    void scoresAndTargets() {
        double[] x = uniform(25, 1);
        double[] y = uniform(25, 2);
        for (double h : new double[] {0.01, 0.2}) {
            for (double power : POWERS) {
                BetaKernelPenalty penalty = new BetaKernelPenalty(h, power);
                PenaltyGradient g = penalty.ofScores(x, y);
                assertThat(g.value())
                        .isCloseTo(BetaKernelRegression.of(x).error(y, h, power), within(1e-12));
                check(g.byInputs(), x, v -> penalty.ofScores(v, y).value());
                check(g.byTargets(), y, v -> penalty.ofScores(x, v).value());
            }
        }
    }

    @Test
    void logits() {
        double[] t = Arrays.stream(uniform(20, 3)).map(u -> 6 * u - 3).toArray();
        double[] y = new double[20];
        Arrays.setAll(y, i -> i % 3 == 0 ? 1 : 0);
        BetaKernelPenalty penalty = new BetaKernelPenalty(0.05, 1);
        check(penalty.ofLogits(t, y).byInputs(), t, v -> penalty.ofLogits(v, y).value());
    }

    @Test
    void scoresAtTheEndsDoNotMove() {
        double[] x = {0, 1, 0.3, 0.6};
        double[] g =
                new BetaKernelPenalty(0.1, 2).ofScores(x, new double[] {0, 1, 1, 0}).byInputs();
        assertThat(g[0]).isZero();
        assertThat(g[1]).isZero();
        assertThat(g[2]).isNotZero();
        double[] far = {-1000, 1000, 0.1};
        assertThat(new BetaKernelPenalty(0.1, 2).ofLogits(far, new double[] {0, 1, 1}).byInputs())
                .doesNotContain(Double.NaN);
    }

    @Test
    void softmaxLogitsAndTargets() {
        double[] t = Arrays.stream(uniform(36, 4)).map(u -> 3 * u - 1.5).toArray();
        double[] oneHot = new double[36];
        for (int i = 0; i < 12; i++) {
            oneHot[3 * i + i % 3] = 1;
        }
        double[] soft = uniform(36, 5);
        for (double power : POWERS) {
            DirichletKernelPenalty penalty = new DirichletKernelPenalty(0.1, power);
            for (double[] y : new double[][] {oneHot, soft}) {
                PenaltyGradient g = penalty.ofLogits(t, 3, y);
                check(g.byInputs(), t, v -> penalty.ofLogits(v, 3, y).value());
            }
            check(
                    penalty.ofLogits(t, 3, soft).byTargets(),
                    soft,
                    v -> penalty.ofLogits(t, 3, v).value());
        }
    }

    @Test
    void twoClassesAreTwiceTheBinaryPenalty() {
        double[] x = uniform(15, 6);
        double[] rows = new double[30];
        double[] y = new double[30];
        double[] binary = new double[15];
        for (int i = 0; i < 15; i++) {
            rows[2 * i] = x[i];
            rows[2 * i + 1] = 1 - x[i];
            binary[i] = i % 2;
            y[2 * i] = i % 2;
            y[2 * i + 1] = 1 - i % 2;
        }
        PenaltyGradient two =
                new DirichletKernelPenalty(0.1, 1).ofProbabilities(CategoricalBatch.of(rows, 2), y);
        PenaltyGradient one = new BetaKernelPenalty(0.1, 1).ofScores(x, binary);
        assertThat(two.value()).isCloseTo(2 * one.value(), within(1e-12));
        for (int i = 0; i < 15; i++) {
            // Raising one probability lowers the other.
            double along = two.byInputs()[2 * i] - two.byInputs()[2 * i + 1];
            assertThat(along).isCloseTo(2 * one.byInputs()[i], within(1e-9));
        }
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> new BetaKernelPenalty(0, 1))
                .hasMessage("bandwidth must be > 0 and finite, got 0.0");
        assertThatThrownBy(
                        () ->
                                DirichletKernelRegression.of(
                                                CategoricalBatch.of(
                                                        new double[] {0.2, 0.8, 0.4, 0.6}, 2))
                                        .logLikelihood(1e-300))
                .hasMessage("bandwidth must be >= 1.0E-15, got 1.0E-300");
        assertThatThrownBy(
                        () ->
                                new DirichletKernelPenalty(1, 1)
                                        .ofLogits(new double[7], 3, new double[7]))
                .hasMessage("logits must hold 3 numbers per row, got 7 numbers");
    }
}
