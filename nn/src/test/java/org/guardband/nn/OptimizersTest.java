package org.guardband.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.junit.jupiter.api.Test;

class OptimizersTest {
    private final Parameters<DoubleMatrix> parameters =
            new Parameters<>(Kernels.scalar().doubles());
    private final Parameter<DoubleMatrix> w =
            parameters.add("w", 1, 2, Initialization.constant(1), new SplittableRandom(1));

    private void gradient(double a, double b) {
        w.gradient().set(0, 0, a);
        w.gradient().set(0, 1, b);
    }

    /** The first step of Adam is the rate, whatever the size of the gradient. */
    @Test
    void adamStartsWithTheRate() {
        Optimizer adam = Adam.withDefaults().withRate(0.1).start(parameters);
        gradient(5, -1e-3);
        adam.step(1);
        assertThat(w.value().get(0, 0)).isCloseTo(0.9, within(1e-8));
        assertThat(w.value().get(0, 1)).isCloseTo(1.1, within(2e-6));
    }

    /** By hand: m = 0.1 g₁·0.9 + 0.1 g₂, v likewise, both corrected. */
    @Test
    void adamTakesTheSecondStepByItsFormula() {
        Optimizer adam = Adam.withDefaults().withRate(0.1).withL2(0.5).start(parameters);
        gradient(1, 0);
        adam.step(1);
        double w1 = 1 - 0.1 * 1.5 / (1.5 + 1e-8);
        gradient(-2, 0);
        adam.step(1);
        double g2 = -2 + 0.5 * w1;
        double mean = (0.9 * 0.1 * 1.5 + 0.1 * g2) / (1 - 0.81);
        double square = (0.999 * 0.001 * 2.25 + 0.001 * g2 * g2) / (1 - 0.999 * 0.999);
        assertThat(w.value().get(0, 0))
                .isCloseTo(w1 - 0.1 * mean / (Math.sqrt(square) + 1e-8), within(1e-12));
    }

    @Test
    void decoupledDecayShrinksBesideTheStep() {
        Optimizer adam = Adam.withDefaults().withRate(0.1).withDecay(0.2).start(parameters);
        gradient(0, 3);
        adam.step(0.5);
        assertThat(w.value().get(0, 0)).isCloseTo(1 - 0.05 * 0.2, within(1e-15));
        assertThat(w.value().get(0, 1)).isCloseTo(1 - 0.05 * 0.2 - 0.05, within(1e-8));
    }

    @Test
    void decayOfSomeParametersLeavesTheOthers() {
        Parameter<DoubleMatrix> other =
                parameters.add("other", 1, 1, Initialization.constant(1), new SplittableRandom(1));
        Optimizer adam =
                Adam.withDefaults()
                        .withRate(0.1)
                        .withDecay(0.2)
                        .withL2(0.5)
                        .start(parameters, p -> p.name().equals("other"));
        gradient(0, 0);
        other.gradient().set(0, 0, 0);
        adam.step(1);
        assertThat(w.value().get(0, 0)).isEqualTo(1);
        // L2 is all of the gradient, and a first step is the rate
        assertThat(other.value().get(0, 0)).isCloseTo(1 - 0.1 * 0.2 - 0.1, within(1e-8));
    }

    @Test
    void momentumGathersSpeed() {
        Optimizer sgd = new Sgd(0.1, 0.9, 0).start(parameters);
        gradient(1, 0);
        sgd.step(1);
        sgd.step(1);
        assertThat(w.value().get(0, 0)).isCloseTo(1 - 0.1 - 0.19, within(1e-15));
    }

    @Test
    void clippingKeepsDirectionAndBoundsTheNorm() {
        gradient(3, 4);
        assertThat(GradientClipping.byGlobalNorm(parameters, 1)).isCloseTo(5, within(1e-15));
        assertThat(w.gradient().get(0, 0)).isCloseTo(0.6, within(1e-6));
        assertThat(w.gradient().get(0, 1)).isCloseTo(0.8, within(1e-6));
        gradient(0.3, 0.4);
        GradientClipping.byGlobalNorm(parameters, 1);
        assertThat(w.gradient().get(0, 0)).isEqualTo(0.3);
    }

    @Test
    void scheduleRisesAndFalls() {
        WarmupCosine schedule = new WarmupCosine(10, 110);
        assertThat(schedule.factor(0)).isZero();
        assertThat(schedule.factor(5)).isEqualTo(0.5);
        assertThat(schedule.factor(10)).isEqualTo(1);
        assertThat(schedule.factor(60)).isCloseTo(0.5, within(1e-15));
        assertThat(schedule.factor(110)).isZero();
        assertThat(schedule.factor(999)).isZero();
        assertThat(new WarmupCosine(0, 5).factor(0)).isEqualTo(1);
        assertThatThrownBy(() -> new WarmupCosine(3, 3)).hasMessage("total must be >= 4, got 3");
    }

    @Test
    void stoppingByLossKeepsTheLaterOfTies() {
        EarlyStopping<DoubleMatrix> stopping = new EarlyStopping<>(parameters, 2);
        double[] losses = {3, 2, 2, 5};
        for (int epoch = 0; epoch < losses.length; epoch++) {
            w.value().fill(epoch);
            assertThat(stopping.observe(losses[epoch])).isTrue();
        }
        assertThat(stopping.observe(Double.NaN)).isFalse();
        stopping.restore();
        assertThat(w.value().get(0, 0)).isEqualTo(2);
        assertThat(stopping.bestLoss()).isEqualTo(2);
    }

    @Test
    void stoppingByAccuracyAndLossKeepsWhatIsBestInBoth() {
        EarlyStopping<DoubleMatrix> stopping = new EarlyStopping<>(parameters, 2);
        double[][] epochs = {{0.5, 1.0}, {0.6, 0.9}, {0.7, 1.1}, {0.4, 0.8}, {0.1, 2}};
        for (int epoch = 0; epoch < epochs.length; epoch++) {
            w.value().fill(epoch);
            // the third and fourth improve in one only: patience starts again, nothing is kept
            assertThat(stopping.observe(epochs[epoch][0], epochs[epoch][1])).isTrue();
        }
        assertThat(stopping.observe(0.2, 3)).isFalse();
        stopping.restore();
        assertThat(w.value().get(0, 0)).isEqualTo(1);
    }

    @Test
    void weightsComeBackToTheBitAndOnlyWhereTheyFit() {
        w.value().set(0, 1, Math.PI);
        Weights weights = parameters.weights();
        w.value().fill(0);
        parameters.restore(Weights.of(weights.names(), java.util.List.of(weights.values(0))));
        assertThat(w.value().get(0, 1)).isEqualTo(Math.PI);
        assertThatThrownBy(
                        () ->
                                parameters.restore(
                                        Weights.of(
                                                java.util.List.of("v"),
                                                java.util.List.of(new double[2]))))
                .hasMessage("weights must be of the parameters [w], got [v]");
        assertThatThrownBy(
                        () ->
                                parameters.restore(
                                        Weights.of(
                                                java.util.List.of("w"),
                                                java.util.List.of(new double[3]))))
                .hasMessage("weights of w must be 1 * 2, got 3");
    }

    @Test
    void startsHaveTheirBounds() {
        DoubleMatrix m = DoubleMatrix.zeros(300, 200);
        Initialization.glorotUniform(1).fill(m, new SplittableRandom(1));
        range(m, Math.sqrt(6.0 / 500));
        Initialization.kaimingUniform(Math.sqrt(5)).fill(m, new SplittableRandom(1));
        range(m, Math.sqrt(1.0 / 300));
        Initialization.normal(0.02).fill(m, new SplittableRandom(1));
        double squares = Kernels.scalar().doubles().elements().sumOfSquares(m);
        // 60 000 draws: five standard errors of the variance are 2.9 %
        assertThat(squares / 60_000 / 0.0004).isCloseTo(1, within(0.029));
    }

    private static void range(DoubleMatrix m, double bound) {
        double most = 0;
        for (double value : m.data()) {
            most = Math.max(most, Math.abs(value));
        }
        assertThat(most).isBetween(0.99 * bound, bound);
    }
}
