package org.guardband.conformal.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.guardband.conformal.GroupedConformalScores;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.calibration.ConformalScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds against their definition, by other means. */
class ConditionalThresholdTest {

    private static double[][] features(SplittableRandom random, int n, int d, boolean groups) {
        double[][] phi = new double[n][d];
        for (double[] row : phi) {
            row[0] = 1;
            for (int j = 1; j < d; j++) {
                row[j] = groups ? random.nextInt(2) : random.nextDouble(-1, 1);
            }
        }
        return phi;
    }

    private static double[] scores(SplittableRandom random, int n, double step) {
        return random.doubles(n, 0, 4)
                .map(s -> step == 0 ? s : Math.rint(s / step) * step)
                .toArray();
    }

    /** The dual variable of the row (φ, S), by Commons Math's simplex method. */
    private static double eta(
            double[][] phi, double[] scores, double[] row, double s, double alpha) {
        int n = scores.length;
        double[] objective = Arrays.copyOf(scores, n + 1);
        objective[n] = s;
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int i = 0; i <= n; i++) {
            double[] one = new double[n + 1];
            one[i] = 1;
            constraints.add(new LinearConstraint(one, Relationship.LEQ, 1));
        }
        for (int j = 0; j < row.length; j++) {
            double[] column = new double[n + 1];
            for (int i = 0; i < n; i++) {
                column[i] = phi[i][j];
            }
            column[n] = row[j];
            constraints.add(
                    new LinearConstraint(
                            column, Relationship.EQ, alpha * Arrays.stream(column).sum()));
        }
        PointValuePair best =
                new SimplexSolver(1e-10, 10, 1e-12)
                        .optimize(
                                new MaxIter(100_000),
                                new LinearObjectiveFunction(objective, 0),
                                new LinearConstraintSet(constraints),
                                GoalType.MAXIMIZE,
                                new NonNegativeConstraint(true));
        return best.getPoint()[n] - alpha;
    }

    @ParameterizedTest
    @CsvSource({
        "6, 1, 0.5, false",
        "12, 2, 0.8, false",
        "15, 3, 0.7, false",
        "25, 2, 0.9, false",
        "20, 4, 0.8, false",
        "18, 3, 0.75, true",
        "90, 5, 0.85, false"
    })
    void isWhereTheDualVariableReachesItsBound(int n, int d, double coverage, boolean groups) {
        SplittableRandom random = new SplittableRandom(n * 101L + d);
        double alpha = Coverage.of(coverage).error();
        int repetitions = n > 50 ? 1 : 5;
        int finite = 0;
        for (int repetition = 0; repetition < repetitions; repetition++) {
            double[][] phi = features(random, n, d, groups);
            double[] scores = scores(random, n, 0);
            double[][] rows = features(random, 4, d, groups);
            ConditionalScores fitted = ConditionalScores.of(phi, scores);
            double[] u = {1, 1, random.nextDouble(), random.nextDouble()};
            double[] thresholds = fitted.thresholds(rows, Coverage.of(coverage), u);
            for (int i = 0; i < rows.length; i++) {
                double bound = u[i] - alpha;
                double threshold = thresholds[i];
                if (Double.isInfinite(threshold)) {
                    double far = threshold > 0 ? 1e6 : -1e6;
                    double eta = eta(phi, scores, rows[i], far, alpha);
                    assertThat(threshold > 0 ? eta < bound : eta >= bound - 1e-9).isTrue();
                } else {
                    finite++;
                    // the solver's own tolerance is 1e-10
                    assertThat(eta(phi, scores, rows[i], threshold - 1e-6, alpha))
                            .isLessThan(bound - 1e-8);
                    assertThat(eta(phi, scores, rows[i], threshold + 1e-6, alpha))
                            .isGreaterThan(bound - 1e-8);
                }
            }
        }
        assertThat(finite).isPositive();
    }

    /** Every vertex of the tilted regression, for ties and exact bounds too. */
    @ParameterizedTest
    @CsvSource({
        "9, 1, 0.9, 0, true",
        "10, 2, 0.8, 0, false",
        "11, 2, 0.8, 0.5, true",
        "12, 3, 0.75, 1, true",
        "12, 3, 0.75, 1, false",
        "14, 3, 0.5, 0.25, true",
        "10, 4, 0.6, 0.5, true",
        "11, 3, 0.7, 0.001, false"
    })
    void isTheLowestOfTheBestVertices(int n, int d, double coverage, double step, boolean groups) {
        SplittableRandom random = new SplittableRandom(n * 7L + d);
        double alpha = Coverage.of(coverage).error();
        int finite = 0;
        for (int repetition = 0; repetition < 20; repetition++) {
            double[][] phi = features(random, n, d, groups);
            double[] scores = scores(random, n, step);
            double[][] rows = features(random, 4, d, groups);
            ConditionalScores fitted = ConditionalScores.of(phi, scores);
            boolean randomised = repetition % 2 == 1;
            double[] u = {1, 1, 1, 1};
            if (randomised) {
                u = random.doubles(4).toArray();
            }
            double[] thresholds = fitted.thresholds(rows, Coverage.of(coverage), u);
            for (int i = 0; i < rows.length; i++) {
                if (Double.isFinite(thresholds[i])) {
                    finite++;
                    double lowest = lowest(phi, scores, rows[i], u[i] - alpha, alpha);
                    if (!Double.isNaN(lowest)) {
                        assertThat(thresholds[i]).isCloseTo(lowest, within(1e-10));
                    }
                }
            }
        }
        assertThat(finite).isPositive();
    }

    /** NaN where no d rows are independent: groups can be dependent by chance. */
    private static double lowest(
            double[][] phi, double[] scores, double[] row, double t, double alpha) {
        int d = row.length;
        double best = Double.POSITIVE_INFINITY;
        double lowest = Double.NaN;
        for (int set = 0; set < 1 << scores.length; set++) {
            if (Integer.bitCount(set) != d) {
                continue;
            }
            double[][] square = new double[d][];
            double[] right = new double[d];
            for (int i = 0, k = 0; i < scores.length; i++) {
                if ((set >> i & 1) == 1) {
                    square[k] = phi[i];
                    right[k++] = scores[i];
                }
            }
            DecompositionSolver solver =
                    new LUDecomposition(new Array2DRowRealMatrix(square), 1e-9).getSolver();
            if (!solver.isNonSingular()) {
                continue;
            }
            double[] beta = solver.solve(new ArrayRealVector(right)).toArray();
            double height = dot(row, beta);
            double loss = -t * height;
            for (int i = 0; i < scores.length; i++) {
                double residual = scores[i] - dot(phi[i], beta);
                loss += residual > 0 ? (1 - alpha) * residual : -alpha * residual;
            }
            if (loss < best - 1e-9) {
                best = loss;
                lowest = height;
            } else if (loss <= best + 1e-9) {
                lowest = Math.min(lowest, height);
            }
        }
        return lowest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    @Test
    void theConstantGivesSplitConformalPrediction() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 1; n <= 120; n++) {
            for (double step : new double[] {0, 0.5}) {
                double[] scores = scores(random, n, step);
                double[][] ones = new double[n][];
                Arrays.fill(ones, new double[] {1});
                ConditionalScores fitted = ConditionalScores.of(ones, scores);
                for (double coverage : new double[] {0.5, 0.9, 0.95, 0.875, 0.99, 0.05}) {
                    Coverage asked = Coverage.of(coverage);
                    assertThat(fitted.thresholds(new double[][] {{1}}, asked))
                            .as("n=%d, coverage %s", n, coverage)
                            .containsExactly(ConformalScores.of(scores).quantile(asked));
                }
            }
        }
    }

    /** With and without a constant that follows from the indicators. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void disjointGroupsGiveTheirOwnQuantiles(boolean constant) {
        SplittableRandom random = new SplittableRandom(2);
        for (int n = 1; n <= 200; n += 7) {
            int[] group = random.ints(n, 0, 3).toArray();
            double[] scores = scores(random, n, n % 2 == 0 ? 0.25 : 0);
            ConditionalScores fitted = ConditionalScores.of(indicators(group, constant), scores);
            int[] test = {0, 1, 2, 3};
            for (double coverage : new double[] {0.6, 0.9}) {
                assertThat(fitted.thresholds(indicators(test, constant), Coverage.of(coverage)))
                        .as("n=%d", n)
                        .containsExactly(
                                GroupedConformalScores.of(scores, GroupColumn.of(group))
                                        .quantiles(GroupColumn.of(test), Coverage.of(coverage)));
            }
        }
    }

    private static double[][] indicators(int[] group, boolean constant) {
        double[][] phi = new double[group.length][];
        for (int i = 0; i < phi.length; i++) {
            phi[i] = new double[constant ? 5 : 4];
            phi[i][group[i]] = 1;
            if (constant) {
                phi[i][4] = 1;
            }
        }
        return phi;
    }

    /** Many rows, many ties: no vertex is simple, and no better one may be in reach. */
    @ParameterizedTest
    @CsvSource({"0.5, true", "0.5, false", "0, true", "0, false"})
    void noPerturbedDirectionIsBetter(double step, boolean groups) {
        SplittableRandom random = new SplittableRandom(6);
        int n = 1000;
        double[][] phi = features(random, n, 5, groups);
        double[] scores = scores(random, n, step);
        FeatureMatrix matrix = FeatureMatrix.of("features", phi);
        IndependentColumns columns = IndependentColumns.of(matrix);
        assertThat(columns.rank()).isEqualTo(5);
        PinballProblem problem =
                PinballProblem.quantile(columns.select(matrix), 5, scores, Coverage.of(0.9));
        PinballVertex start = PinballVertex.solve(problem, columns.rows()).orElseThrow();
        double[] row = new double[5];
        for (double[] test : features(random, 50, 5, groups)) {
            assertThat(columns.project(test, row)).isTrue();
            PinballVertex worker = start.worker();
            assertThat(worker.descend(row, problem.top)).isEqualTo(PinballVertex.Outcome.LEAST);
            double[] beta = worker.beta();
            double least = loss(problem, beta, row);
            for (int repetition = 0; repetition < 50; repetition++) {
                double[] other = beta.clone();
                double size = Math.scalb(1.0, -random.nextInt(30));
                for (int j = 0; j < 5; j++) {
                    other[j] += size * random.nextGaussian();
                }
                // sums of a thousand terms of size ten round by 1e-12
                assertThat(loss(problem, other, row)).isGreaterThan(least - 1e-10);
            }
        }
    }

    private static double loss(PinballProblem problem, double[] beta, double[] row) {
        double loss = -problem.top * dot(row, beta);
        double[] fitted = new double[problem.n];
        problem.dots(beta, fitted);
        for (int i = 0; i < problem.n; i++) {
            double residual = problem.scores[i] - fitted[i];
            loss += residual > 0 ? problem.top * residual : -problem.bottom * residual;
        }
        return loss;
    }

    @Test
    void rowsDoNotSeeEachOther() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] phi = features(random, 2000, 8, false);
        double[][] rows = features(random, 100, 8, false);
        ConditionalScores fitted = ConditionalScores.of(phi, scores(random, 2000, 0));
        double[] together = fitted.thresholds(rows, Coverage.of(0.9));
        for (int i = 0; i < rows.length; i += 17) {
            assertThat(fitted.thresholds(new double[][] {rows[i]}, Coverage.of(0.9)))
                    .containsExactly(together[i]);
        }
    }

    /** Scores and features in other units, by powers of two, give the same thresholds. */
    @Test
    void unitsDoNotMatter() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] phi = features(random, 300, 4, false);
        double[][] rows = features(random, 20, 4, false);
        double[] scores = scores(random, 300, 0);
        double[] expected = ConditionalScores.of(phi, scores).thresholds(rows, Coverage.of(0.9));
        double[] scaled = Arrays.stream(scores).map(s -> s * 0x1p40).toArray();
        for (double[][] matrix : List.of(phi, rows)) {
            for (double[] row : matrix) {
                row[1] *= 0x1p30;
                row[2] *= 0x1p-30;
            }
        }
        double[] actual = ConditionalScores.of(phi, scaled).thresholds(rows, Coverage.of(0.9));
        for (int i = 0; i < rows.length; i++) {
            // terms of other sizes round otherwise
            assertThat(actual[i]).isCloseTo(expected[i] * 0x1p40, within(1e-12 * 0x1p40));
        }
    }
}
