package org.guardband.regression.recalibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.StudentT;
import org.guardband.core.score.LogScore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Student-t fit against another optimiser, its limits and its degenerate cases. */
class StudentTRecalibrationTest {

    private static double[] draws(StudentT law, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] z = new double[n];
        Arrays.setAll(z, i -> law.sample(random));
        return z;
    }

    private static GaussianBatch standard(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return GaussianBatch.of(new double[n], ones);
    }

    private static StudentTCalibration fit(double... z) {
        return StudentTRecalibration.withDefaults().calibrate(standard(z.length), z);
    }

    private static double meanLogDensity(StudentT law, double[] z) {
        return Arrays.stream(z).map(law::logDensity).sum() / z.length;
    }

    /** Nelder–Mead over (m, ln s, ln ν), restarted, on the density of the distribution class. */
    private static double[] simplexFit(double[] z) {
        ObjectiveFunction likelihood =
                new ObjectiveFunction(
                        p ->
                                Math.abs(p[1]) > 20 || p[2] < 0 || p[2] > Math.log(1000)
                                        ? -1e9
                                        : meanLogDensity(
                                                new StudentT(p[0], Math.exp(p[1]), Math.exp(p[2])),
                                                z));
        double[] at = {0, 0, Math.log(5)};
        for (int round = 0; round < 4; round++) {
            at =
                    new SimplexOptimizer(new SimpleValueChecker(1e-15, 1e-15))
                            .optimize(
                                    new MaxEval(20_000),
                                    likelihood,
                                    GoalType.MAXIMIZE,
                                    new InitialGuess(at),
                                    new NelderMeadSimplex(3, 0.1))
                            .getPoint();
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource({"0.4, 1.7, 3, 400", "-2, 0.3, 1.5, 300", "10, 5, 8, 2000", "0, 1, 30, 3000"})
    void equalsAnotherOptimiser(double location, double scale, double nu, int n) {
        double[] z = draws(new StudentT(location, scale, nu), n, 17);
        double[] unit = Arrays.stream(z).map(v -> (v - location) / scale).toArray();
        double[] expected = simplexFit(unit);
        StudentTCalibration fitted = fit(z);
        // The simplex stops where the likelihood is level to rounding, that is 1e-7 from the top.
        assertThat((fitted.location() - location) / scale).isCloseTo(expected[0], within(1e-5));
        assertThat(Math.log(fitted.scale() / scale)).isCloseTo(expected[1], within(1e-5));
        assertThat(Math.log(fitted.degreesOfFreedom())).isCloseTo(expected[2], within(1e-4));
        double reached =
                meanLogDensity(
                        new StudentT(expected[0], Math.exp(expected[1]), Math.exp(expected[2])),
                        unit);
        assertThat(meanLogDensity(fitted.errors(), z) + Math.log(scale))
                .isGreaterThanOrEqualTo(reached - 1e-13);
    }

    /** Of many rows, 30 000, ν is sought another way. */
    @ParameterizedTest
    @CsvSource({
        "1, 4, 500",
        "2, 4, 500",
        "3, 4, 500",
        "4, 4, 30000",
        "5, 2, 30000",
        "6, 20, 30000"
    })
    void satisfiesTheLikelihoodEquations(long seed, double degrees, int n) {
        double[] z = draws(new StudentT(1, 2, degrees), n, seed);
        StudentTCalibration fitted = fit(z);
        double nu = fitted.degreesOfFreedom();
        double first = 0;
        double second = 0;
        for (double value : z) {
            double a = (value - fitted.location()) / fitted.scale();
            first += (nu + 1) * a / (nu + a * a) / z.length;
            second += (nu + 1) * a * a / (nu + a * a) / z.length;
        }
        assertThat(first).isCloseTo(0, within(1e-12));
        assertThat(second).isCloseTo(1, within(1e-12));
        double h = 1e-4 * nu;
        double rise =
                meanLogDensity(new StudentT(fitted.location(), fitted.scale(), nu + h), z)
                        - meanLogDensity(
                                new StudentT(fitted.location(), fitted.scale(), nu - h), z);
        // A central difference: exact to h² and to rounding over h.
        assertThat(rise / (2 * h)).isCloseTo(0, within(1e-9));
    }

    @Test
    void lightTailsGiveTheGaussianFit() {
        SplittableRandom random = new SplittableRandom(5);
        double[] z = new double[2000];
        Arrays.setAll(z, i -> 3 + 2 * (random.nextDouble() - 0.5));
        StudentTCalibration fitted = fit(z);
        double mean = Arrays.stream(z).average().orElseThrow();
        double sd =
                Math.sqrt(
                        Arrays.stream(z).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        assertThat(fitted.degreesOfFreedom()).isEqualTo(1000);
        // What is left is of the order of 1/ν.
        assertThat(fitted.location()).isCloseTo(mean, within(1e-3));
        assertThat(fitted.scale()).isCloseTo(sd, within(2e-3));
        StudentTCalibration nearer =
                StudentTRecalibration.withDefaults()
                        .withDegreesOfFreedom(1, 1e6)
                        .calibrate(standard(z.length), z);
        assertThat(nearer.degreesOfFreedom()).isEqualTo(1e6);
        assertThat(nearer.location()).isCloseTo(mean, within(1e-6));
        assertThat(nearer.scale()).isCloseTo(sd, within(2e-6));
        Gaussian limit = new Gaussian(mean, sd);
        for (double y = 1; y < 5; y += 0.1) {
            assertThat(nearer.errors().cdf(y)).isCloseTo(limit.cdf(y), within(1e-6));
            assertThat(new StudentT(mean, sd, 1000).cdf(y)).isCloseTo(limit.cdf(y), within(2e-4));
        }
    }

    @Test
    void manyRowsTakeAnEndToo() {
        double[] z = draws(new StudentT(0, 1, 1), 20_000, 3);
        Arrays.setAll(z, i -> Math.signum(z[i]) * z[i] * z[i]); // tails heavier than Cauchy's
        assertThat(fit(z).degreesOfFreedom()).isEqualTo(1);
        double[] light = new SplittableRandom(4).doubles(20_000).toArray();
        assertThat(fit(light).degreesOfFreedom()).isEqualTo(1000);
    }

    @Test
    void correctsEveryRow() {
        GaussianBatch batch = GaussianBatch.of(new double[] {10, 20}, new double[] {2, 4});
        var corrected = new StudentTCalibration(0.5, 3, 7).apply(batch);
        for (double y : new double[] {-5, 11, 22, 60}) {
            assertThat(corrected.get(0).cdf(y)).isEqualTo(new StudentT(11, 6, 7).cdf(y));
            assertThat(corrected.get(1).logDensity(y))
                    .isCloseTo(new StudentT(22, 12, 7).logDensity(y), within(1e-13));
        }
    }

    @Test
    void mendsHeavyTailedErrors() {
        double[] z = draws(new StudentT(0.7, 2, 3), 4000, 8);
        double[] fresh = draws(new StudentT(0.7, 2, 3), 4000, 9);
        GaussianBatch batch = standard(4000);
        double best = -Arrays.stream(fresh).map(new StudentT(0.7, 2, 3)::logDensity).sum() / 4000;
        double reached = new LogScore().mean(fit(z).apply(batch), fresh);
        // Three parameters cost about 3/(2n) nats of a fresh row, and chance as much again.
        assertThat(reached).isBetween(best - 0.003, best + 0.003);
        assertThat(
                        new LogScore()
                                .mean(
                                        StdScaling.gaussian().calibrate(batch, z).apply(batch),
                                        fresh))
                .isGreaterThan(reached + 0.1);
    }

    @Test
    void degenerateErrorsGiveFiniteFits() {
        assertThat(fit(2.5)).isEqualTo(new StudentTCalibration(2.5, 1, 1000));
        assertThat(fit(0, 0, 0)).isEqualTo(new StudentTCalibration(0, 1, 1000));
        // Half of the errors are one number: the Gaussian fit.
        assertThat(fit(0, 0, 1, 3)).isEqualTo(new StudentTCalibration(1, Math.sqrt(1.5), 1000));
        StudentTCalibration two = fit(-1, 3);
        assertThat(two.location()).isCloseTo(1, within(1e-12));
        assertThat(two.scale()).isCloseTo(2, within(1e-12));
        // A tie of less than half has a maximum.
        StudentTCalibration tied = fit(0, 0, 0, 1, -2, 3, 4);
        assertThat(tied.scale()).isBetween(0.01, 3.0);
        StudentTCalibration far = fit(0, 1e-300, 2e-300, 1e300, -1e300, 3e-300, 4e-300);
        assertThat(far.scale()).isPositive().isFinite();
    }

    @Property(tries = 60)
    void movesWithItsData(
            @ForAll @IntRange(min = 3, max = 60) int n,
            @ForAll @IntRange(min = 0, max = 10_000) int seed,
            @ForAll @DoubleRange(min = -50, max = 50) double shift,
            @ForAll @DoubleRange(min = 0.01, max = 100) double factor) {
        double[] z = draws(new StudentT(0, 1, 2.5), n, seed);
        StudentTCalibration plain = fit(z);
        StudentTCalibration moved = fit(Arrays.stream(z).map(v -> shift + factor * v).toArray());
        assertThat((moved.location() - shift) / factor)
                .isCloseTo(plain.location(), within(1e-6 * (1 + 1 / factor)));
        assertThat(moved.scale() / factor).isCloseTo(plain.scale(), within(1e-5 * plain.scale()));
        assertThat(plain.degreesOfFreedom()).isBetween(1.0, 1000.0);
    }

    @Test
    void refusesBadParts() {
        StudentTRecalibration method = StudentTRecalibration.withDefaults();
        assertThatThrownBy(() -> method.withDegreesOfFreedom(0.5, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leastDegreesOfFreedom must be >= 1, got 0.5");
        assertThatThrownBy(() -> method.withDegreesOfFreedom(3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "mostDegreesOfFreedom must be > leastDegreesOfFreedom (3.0) and <= 1000000,"
                                + " got 3.0");
        assertThatThrownBy(() -> method.withDegreesOfFreedom(3, Double.POSITIVE_INFINITY))
                .hasMessageEndingWith("<= 1000000, got Infinity");
        assertThatThrownBy(() -> new StudentTCalibration(0, 0, 3))
                .hasMessage("scale must be > 0 and finite, got 0.0");
        String hostile = ModelFiles.toJson(new StudentTCalibration(0, 1, 3)).replace("1.0", "-1.0");
        assertThatThrownBy(() -> ModelFiles.fromJson(hostile))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("scale must be > 0 and finite, got -1.0");
    }
}
