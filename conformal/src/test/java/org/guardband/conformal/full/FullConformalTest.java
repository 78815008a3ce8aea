package org.guardband.conformal.full;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullConformalTest {

    /** Ten thousand tell a rank that is off by one, a shift of 1/21, by 12 standard deviations. */
    private static final int DRAWS = Boolean.getBoolean("guardband.slow") ? 100_000 : 10_000;

    private static final Coverage EIGHT_TENTHS = Coverage.of(0.8);

    /** A model that is refitted for every hypothesised truth. */
    private interface Refit {
        /** The absolute residuals of n + 1 rows, the test row last. */
        double[] residuals(double[][] x, double[] y);
    }

    private static double[][] rows(SplittableRandom random, int n, int d, double spread) {
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = random.doubles(d, -spread, spread).toArray();
        }
        return x;
    }

    private static double[] truths(SplittableRandom random, double[][] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i][0] + 3 * (random.nextDouble() - 0.5);
        }
        return y;
    }

    /** Far test rows (spread 40) give slopes above 1, and sets that come apart. */
    @ParameterizedTest
    @CsvSource({
        "12, 2, 0, true, 1",
        "30, 3, 0.5, true, 1",
        "30, 3, 0.5, false, 40",
        "8, 5, 2, true, 40",
        "25, 1, 0, false, 40",
        "40, 4, 10, true, 3"
    })
    void ridgeIsTheRefittedModel(int n, int d, double penalty, boolean intercept, double spread) {
        SplittableRandom random = new SplittableRandom(n * 31L + d);
        double[][] x = rows(random, n, d, 1);
        double[] y = truths(random, x);
        double[][] test = rows(random, 12, d, spread);
        IntervalUnions sets =
                new FullConformalRidge(penalty, intercept)
                        .conformalize(x, y)
                        .sets(test, EIGHT_TENTHS);
        check(x, y, test, sets, (rows, truth) -> ridge(rows, truth, penalty, intercept));
    }

    @ParameterizedTest
    @CsvSource({"12, 2, 1", "30, 2, 3", "50, 3, 7", "6, 1, 5"})
    void neighborsAreTheRefittedModel(int n, int d, int k) {
        SplittableRandom random = new SplittableRandom(n * 17L + k);
        double[][] x = rows(random, n, d, 1);
        double[] y = truths(random, x);
        double[][] test = rows(random, 12, d, 1.5);
        IntervalUnions sets =
                FullConformalNeighbors.of(k).conformalize(x, y).sets(test, EIGHT_TENTHS);
        check(x, y, test, sets, (rows, truth) -> neighbors(rows, truth, k));
    }

    /** Membership on a fine grid, away from the ends by more than rounding. */
    private static void check(
            double[][] x, double[] y, double[][] test, IntervalUnions sets, Refit refit) {
        int n = x.length;
        long needed = EIGHT_TENTHS.lowerRank(n);
        double[][] all = Arrays.copyOf(x, n + 1);
        double[] truth = Arrays.copyOf(y, n + 1);
        int inside = 0;
        for (int j = 0; j < test.length; j++) {
            all[n] = test[j];
            for (int step = -400; step <= 400; step++) {
                double value = step * 0.25 + 0.0123;
                truth[n] = value;
                double[] residuals = refit.residuals(all, truth);
                long asStrange = 0;
                double nearest = Double.POSITIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    asStrange += residuals[i] >= residuals[n] ? 1 : 0;
                    nearest = Math.min(nearest, Math.abs(residuals[i] - residuals[n]));
                }
                if (nearest > 1e-7) {
                    assertThat(sets.contains(j, value))
                            .as("row %d, y = %s", j, value)
                            .isEqualTo(asStrange >= needed);
                    inside += sets.contains(j, value) ? 1 : 0;
                }
            }
        }
        assertThat(inside).isPositive();
    }

    private static double[] ridge(double[][] x, double[] y, double penalty, boolean intercept) {
        double[][] design = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            design[i] = new double[x[i].length + 1];
            design[i][0] = intercept ? 1 : 0;
            System.arraycopy(x[i], 0, design[i], 1, x[i].length);
        }
        RealMatrix matrix = new Array2DRowRealMatrix(design);
        RealMatrix gram = matrix.transpose().multiply(matrix);
        for (int a = 1; a < gram.getRowDimension(); a++) {
            gram.addToEntry(a, a, penalty);
        }
        if (!intercept) {
            gram.setEntry(0, 0, 1);
        }
        double[] beta =
                new LUDecomposition(gram)
                        .getSolver()
                        .solve(matrix.transpose().operate(new ArrayRealVector(y)))
                        .toArray();
        double[] fitted = matrix.operate(beta);
        double[] residuals = new double[y.length];
        Arrays.setAll(residuals, i -> Math.abs(y[i] - fitted[i]));
        return residuals;
    }

    private static double[] neighbors(double[][] x, double[] y, int k) {
        double[] residuals = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            int own = i;
            int[] order =
                    IntStream.range(0, y.length)
                            .filter(j -> j != own)
                            .boxed()
                            .sorted(
                                    (a, b) ->
                                            Double.compare(
                                                    squared(x[own], x[a]), squared(x[own], x[b])))
                            .mapToInt(Integer::intValue)
                            .toArray();
            double sum = 0;
            for (int j = 0; j < k; j++) {
                sum += y[order[j]];
            }
            residuals[i] = Math.abs(y[i] - sum / k);
        }
        return residuals;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }

    @Test
    void ridgeCoversExactly() {
        new CoverageSimulation(DRAWS, 3)
                .check(
                        "full conformal ridge",
                        CoverageSimulation.Ties.NONE,
                        19,
                        (n, seed) -> {
                            SplittableRandom random = new SplittableRandom(seed);
                            double[][] x = rows(random, n + 1, 3, 1);
                            double[] y = truths(random, x);
                            FullConformalRidgeRegressor fitted =
                                    FullConformalRidge.withPenalty(0.5)
                                            .conformalize(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
                            return covered(c -> fitted.sets(new double[][] {x[n]}, c), y[n]);
                        });
    }

    @Test
    void neighborsCoverExactly() {
        new CoverageSimulation(DRAWS, 4)
                .check(
                        "full conformal neighbours",
                        CoverageSimulation.Ties.NONE,
                        20,
                        (n, seed) -> {
                            SplittableRandom random = new SplittableRandom(seed);
                            double[][] x = rows(random, n + 1, 2, 1);
                            double[] y = truths(random, x);
                            FullConformalNeighborsRegressor fitted =
                                    FullConformalNeighbors.of(3)
                                            .conformalize(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
                            return covered(c -> fitted.sets(new double[][] {x[n]}, c), y[n]);
                        });
    }

    private static boolean[] covered(Function<Coverage, IntervalUnions> sets, double y) {
        List<Coverage> coverages = CoverageSimulation.COVERAGES;
        boolean[] covered = new boolean[coverages.size()];
        for (int c = 0; c < covered.length; c++) {
            covered[c] = sets.apply(coverages.get(c)).contains(0, y);
        }
        return covered;
    }

    @Test
    void boundaries() {
        double[][] x = {{1, 2}, {2, 4}, {3, 6}};
        double[] y = {1, 2, 3.5};
        assertThatThrownBy(() -> FullConformalRidge.withPenalty(0).conformalize(x, y))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be of full rank");
        FullConformalRidgeRegressor ridge = FullConformalRidge.withPenalty(1).conformalize(x, y);
        assertThat(ridge.sets(x, Coverage.of(0.9)).get(0))
                .containsExactly(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThatThrownBy(() -> ridge.sets(new double[][] {{1}}, EIGHT_TENTHS))
                .hasMessage("test[0] must have the length of a row (2), got 1");
        assertThatThrownBy(() -> ridge.sets(new double[][] {{1, Double.NaN}}, EIGHT_TENTHS))
                .hasMessage("test[0][1] must be finite, got NaN");
        assertThatThrownBy(
                        () ->
                                FullConformalRidge.withPenalty(1)
                                        .conformalize(new double[0][], new double[0]))
                .hasMessage("number of rows must be >= 1, got 0");
        assertThatThrownBy(() -> FullConformalRidge.withPenalty(-1))
                .hasMessageContaining("penalty must be >= 0");
        assertThatThrownBy(() -> FullConformalNeighbors.of(3).conformalize(x, y))
                .hasMessage("number of rows must be >= 4, got 3");
        assertThatThrownBy(() -> FullConformalNeighbors.of(0)).hasMessage("k must be >= 1, got 0");
    }

    @Test
    void modelsComeBack() {
        SplittableRandom random = new SplittableRandom(8);
        double[][] x = rows(random, 20, 3, 1);
        double[] y = truths(random, x);
        double[][] test = rows(random, 5, 3, 2);
        FullConformalRidgeRegressor ridge =
                FullConformalRidge.withPenalty(0.5).withoutIntercept().conformalize(x, y);
        assertThat(
                        ((FullConformalRidgeRegressor)
                                        ModelFiles.fromJson(ModelFiles.toJson(ridge)))
                                .sets(test, EIGHT_TENTHS))
                .isEqualTo(ridge.sets(test, EIGHT_TENTHS));
        FullConformalNeighborsRegressor neighbors = FullConformalNeighbors.of(2).conformalize(x, y);
        String json = ModelFiles.toJson(neighbors);
        assertThat(
                        ((FullConformalNeighborsRegressor) ModelFiles.fromJson(json))
                                .sets(test, EIGHT_TENTHS))
                .isEqualTo(neighbors.sets(test, EIGHT_TENTHS));
        assertThatThrownBy(
                        () -> ModelFiles.fromJson(json.replaceFirst("(\"x\": ?\\[)[^,]*,", "$1")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("field \"x\" must hold as many numbers for each of 20 rows");
    }
}
