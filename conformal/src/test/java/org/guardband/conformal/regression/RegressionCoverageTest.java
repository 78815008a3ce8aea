package org.guardband.conformal.regression;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.conformal.BlockSimulation;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guarantee itself, on fresh calibration rows and a fresh test row in every repetition (a fresh
 * block of them from n = 99 on). The predictions are wrong on purpose: coverage may not depend on
 * their being right.
 */
class RegressionCoverageTest {

    /** Tell a rank that is off by one at n ≤ 20, a shift of 1/21, by 12 standard deviations. */
    private static final int DRAWS = 10_000;

    private static final int MANY = 1_000_000;

    /** A method, and whether it has one score, so that its coverage is k/(n+1) without ties. */
    record Case(String name, RegressionConformalizer method, boolean oneScore) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("absolute", of(AbsoluteResidual.withDefaults()), true),
                new Case("normalized", of(NormalizedResidual.withDefaults()), true),
                new Case("beta", of(NormalizedResidual.withDefaults().withBeta(0.1)), true),
                new Case("gamma", of(GammaScore.withDefaults()), true),
                new Case("lower", of(OneSided.lower()), true),
                new Case("upper", of(OneSided.upper().fromQuantile(0.7)), true),
                new Case(
                        "cqr",
                        of(
                                ConformalizedQuantiles.symmetric()
                                        .withCoverages(CoverageSimulation.COVERAGES)),
                        true),
                new Case(
                        "cqr, fixed levels",
                        of(ConformalizedQuantiles.symmetric().withLevels(0.05, 0.9)),
                        true),
                new Case("cqr-r", of(WidthScaledQuantiles.of(0.05, 0.9)), true),
                new Case("cqr-m", of(MedianScaledQuantiles.of(0.3, 0.6)), true),
                new Case(
                        "asymmetric cqr",
                        of(ConformalizedQuantiles.asymmetric().withLevels(0.05, 0.9)),
                        false));
    }

    private static RegressionConformalizer of(RegressionScore score) {
        return RegressionConformalizer.of(score);
    }

    private static RegressionConformalizer of(ConformalizedQuantiles quantiles) {
        return RegressionConformalizer.of(quantiles);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversWithoutTies(Case method) {
        check(method, false, 101);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void coversWithTies(Case method) {
        check(method, true, 202);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void coversInAMillionDraws(Case method) {
        for (int n : CoverageSimulation.SIZES) {
            single(method, false, n, MANY, 303);
            single(method, true, n, MANY, 404);
        }
    }

    /** Independent single draws where n is small, blocks of test rows where sorting would rule. */
    private static void check(Case method, boolean coarse, long seed) {
        for (int n : CoverageSimulation.SIZES) {
            BlockSimulation blocks = BlockSimulation.telling(n, seed);
            BlockSimulation.Draw draw =
                    (size, tests, s) ->
                            covered(method.method(), size, rows(size + tests, s, coarse));
            if (n < 50) {
                single(method, coarse, n, DRAWS, seed);
            } else if (method.oneScore()) {
                blocks.check(method.name(), coarse ? Ties.POSSIBLE : Ties.NONE, n, draw);
            } else {
                blocks.checkTwoTails(method.name(), n, draw);
            }
        }
    }

    private static void single(Case method, boolean coarse, int n, int draws, long seed) {
        new CoverageSimulation(draws, seed)
                .check(
                        method.name(),
                        method.oneScore() && !coarse ? Ties.NONE : Ties.POSSIBLE,
                        n,
                        (size, s) ->
                                one(covered(method.method(), size, rows(size + 1, s, coarse))));
    }

    private static int[] covered(RegressionConformalizer method, int n, Rows rows) {
        ConformalRegressor regressor = method.conformalize(rows.batch(0, n), slice(rows.y, 0, n));
        int end = rows.y.length;
        return inside(
                regressor.sets(rows.batch(n, end), CoverageSimulation.COVERAGES),
                slice(rows.y, n, end));
    }

    /** The asked group has n calibration rows; another one, with a far larger spread, has 30. */
    @ParameterizedTest
    @EnumSource(Ties.class)
    void coversInEveryGroup(Ties ties) {
        boolean coarse = ties == Ties.POSSIBLE;
        for (int n : CoverageSimulation.SIZES) {
            BlockSimulation.telling(n, 505)
                    .check(
                            "Mondrian",
                            ties,
                            n,
                            (size, tests, s) -> coveredInGroup(size, tests, s, coarse));
        }
    }

    private static int[] coveredInGroup(int n, int tests, long seed, boolean coarse) {
        int others = 30;
        int calibration = n + others;
        Rows rows = rows(calibration + tests, seed, coarse);
        int[] group = new int[calibration + tests];
        for (int i = 0; i < others; i++) {
            group[i] = 1;
            rows.y[i] = rows.mean[i] + 100 * (rows.y[i] - rows.mean[i]);
        }
        int end = group.length;
        Grouped<RealBatch> heldOut =
                new Grouped<>(rows.batch(0, calibration), column(group, 0, calibration));
        Grouped<RealBatch> test =
                new Grouped<>(rows.batch(calibration, end), column(group, calibration, end));
        MondrianConformalRegressor regressor =
                of(AbsoluteResidual.withDefaults())
                        .conformalize(heldOut, slice(rows.y, 0, calibration));
        return inside(
                regressor.sets(test, CoverageSimulation.COVERAGES),
                slice(rows.y, calibration, end));
    }

    private static GroupColumn column(int[] group, int from, int to) {
        return GroupColumn.of(Arrays.copyOfRange(group, from, to));
    }

    private static int[] inside(List<Intervals> sets, double[] y) {
        int[] inside = new int[sets.size()];
        for (int c = 0; c < inside.length; c++) {
            for (int i = 0; i < y.length; i++) {
                inside[c] += sets.get(c).contains(i, y[i]) ? 1 : 0;
            }
        }
        return inside;
    }

    private static boolean[] one(int[] inside) {
        boolean[] covered = new boolean[inside.length];
        IntStream.range(0, inside.length).forEach(c -> covered[c] = inside[c] == 1);
        return covered;
    }

    /** Skewed truths around a biased model, whose spread is unlike the predicted one. */
    private static Rows rows(int n, long seed, boolean coarse) {
        SplittableRandom rng = new SplittableRandom(seed);
        Rows rows = new Rows(new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++) {
            double u = rng.nextDouble();
            double v = rng.nextDouble();
            if (coarse) {
                rows.mean[i] = 10 + (int) (4 * u) / 10.0;
                rows.sd[i] = 0.3;
                rows.y[i] = 9.8 + (int) (9 * v * v) / 10.0;
            } else {
                rows.mean[i] = 10 + 4 * u;
                rows.sd[i] = 0.5 + u * u;
                rows.y[i] = 9.5 + 4 * u + (2 - u) * v * v;
            }
        }
        return rows;
    }

    @SuppressWarnings("ArrayRecordComponent") // a fixture that nobody compares
    private record Rows(double[] mean, double[] sd, double[] y) {
        GaussianBatch batch(int from, int to) {
            return GaussianBatch.wrap(slice(mean, from, to), slice(sd, from, to));
        }
    }

    private static double[] slice(double[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
