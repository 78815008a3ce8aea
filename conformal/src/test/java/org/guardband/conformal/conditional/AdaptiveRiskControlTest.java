package org.guardband.conformal.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.ExactBounds;
import org.guardband.conformal.risk.ConformalRiskControl;
import org.guardband.conformal.risk.ThresholdLoss;
import org.guardband.core.model.ModelFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AA-CRC against plain risk control, against all vertices, and its guarantee by simulation. */
class AdaptiveRiskControlTest {

    private static final double[] GRID =
            IntStream.rangeClosed(0, 20).mapToDouble(j -> j / 20.0).toArray();

    /** The share of a row's parts that are missed: part k is found from level[row][k] on. */
    private static ThresholdLoss missed(double[][] levels) {
        return (row, threshold) ->
                (double) Arrays.stream(levels[row]).filter(v -> v > threshold).count()
                        / levels[row].length;
    }

    private static double[][] levels(SplittableRandom random, int rows, int most) {
        double[][] out = new double[rows][];
        for (int i = 0; i < rows; i++) {
            out[i] = random.doubles(1 + random.nextInt(most)).map(u -> 0.95 * u).toArray();
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 9, 10, 19, 20, 57, 200})
    void aConstantIsPlainRiskControlAndGroupsAreThatOfEach(int n) {
        SplittableRandom random = new SplittableRandom(n);
        for (int most : new int[] {1, 5}) {
            double[][] levels = levels(random, 2 * n, most);
            double[][] constant = new double[2 * n][];
            double[][] groups = new double[2 * n][];
            for (int i = 0; i < 2 * n; i++) {
                constant[i] = new double[] {3};
                groups[i] = i < n ? new double[] {1, 0} : new double[] {1, 1};
            }
            for (double alpha : new double[] {0.05, 0.1, 0.3}) {
                AdaptiveRiskControl method = AdaptiveRiskControl.atLevel(alpha);
                ThresholdLoss loss = missed(levels);
                assertPlain(
                        method.fit(constant, loss, GRID).thresholds(new double[][] {{3}})[0],
                        alpha,
                        2 * n,
                        loss);
                double[] of =
                        method.fit(groups, loss, GRID)
                                .thresholds(new double[][] {{1, 0}, {1, 1}, {0, 0}});
                assertPlain(of[0], alpha, n, loss);
                assertPlain(of[1], alpha, n, (row, t) -> loss.at(row + n, t));
                assertThat(of[2]).isZero();
            }
        }
    }

    /**
     * Plain risk control takes rounding to the safe side, and so may refuse a mean loss that meets
     * the level.
     */
    private static void assertPlain(double found, double alpha, int n, ThresholdLoss loss) {
        double above = threshold(alpha, n, loss);
        double below = threshold(alpha + 1e-9, n, loss);
        assertThat(found).isBetween(below - 1e-12, above);
        assertThat(found == below || found == above).isTrue();
    }

    private static double threshold(double alpha, int n, ThresholdLoss loss) {
        return ConformalRiskControl.atLevel(alpha)
                .threshold(n, loss, GRID)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static final double[] COARSE = {0, 0.25, 0.5, 0.75, 1};

    /** Two features: every pair of kinks is tried, and of the least vertices the highest taken. */
    @Test
    void agreesWithTheBestOfAllVertices() {
        SplittableRandom random = new SplittableRandom(8);
        int finite = 0;
        for (int round = 0; round < 100; round++) {
            int n = 6 + random.nextInt(6);
            double alpha = 0.25;
            double[][] levels = levels(random, n, 3);
            double[][] phi = new double[n][];
            for (int i = 0; i < n; i++) {
                phi[i] = new double[] {1, random.nextDouble()};
            }
            double[] test = {1, random.nextDouble()};
            double found =
                    AdaptiveRiskControl.atLevel(alpha)
                            .fit(phi, missed(levels), COARSE)
                            .thresholds(new double[][] {test})[0];
            double expected = bestVertex(phi, levels, alpha, test);
            if (Double.isFinite(found)) {
                finite++;
                assertThat(found).isCloseTo(expected, within(1e-9));
            }
        }
        assertThat(finite).isGreaterThan(50);
    }

    private static double bestVertex(
            double[][] phi, double[][] levels, double alpha, double[] test) {
        List<double[]> kinks = new ArrayList<>();
        for (int i = 0; i < phi.length; i++) {
            for (double at : COARSE) {
                kinks.add(new double[] {phi[i][0], phi[i][1], at});
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double height = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < kinks.size(); a++) {
            for (int b = a + 1; b < kinks.size(); b++) {
                double[] p = kinks.get(a);
                double[] q = kinks.get(b);
                double det = p[0] * q[1] - p[1] * q[0];
                if (det == 0) {
                    continue;
                }
                double[] beta = {
                    (p[2] * q[1] - p[1] * q[2]) / det, (p[0] * q[2] - p[2] * q[0]) / det
                };
                double value = -(1 - alpha) * (test[0] * beta[0] + test[1] * beta[1]);
                for (int i = 0; i < phi.length; i++) {
                    value += integral(levels[i], alpha, phi[i][0] * beta[0] + phi[i][1] * beta[1]);
                }
                double at = test[0] * beta[0] + test[1] * beta[1];
                if (value < least - 1e-9) {
                    least = value;
                    height = at;
                } else if (value < least + 1e-9) {
                    height = Math.max(height, at);
                }
            }
        }
        return height;
    }

    /** ∫ from 1 to s of α − L, with L held until the next threshold and 1 before the first. */
    private static double integral(double[] levels, double alpha, double s) {
        double sum = alpha * (s - 1);
        double before = 1;
        for (double at : COARSE) {
            double loss = 0;
            for (double level : levels) {
                loss += level > at ? 1.0 / levels.length : 0;
            }
            sum += (before - loss) * Math.max(0, at - s);
            before = loss;
        }
        return sum;
    }

    @Test
    void controlsTheRiskUnderEveryWeighting() {
        controls(20_000, 11);
    }

    @Test
    @Tag("slow")
    void controlsTheRiskUnderEveryWeightingOverAMillionDraws() {
        controls(1_000_000, 12);
    }

    /**
     * All rows, a group and a slope, for losses of 0 and 1. E[f(x)(L − α)] ≤ 0 with f in [0, 1]
     * says that among rows that a coin of probability f(x) picks the loss is 1 with probability at
     * most α: the count is binomial, exactly. The short form finds an excess of 0.03 over all rows.
     */
    private static void controls(int draws, long seed) {
        int n = 30;
        double alpha = 0.3;
        int[] counts =
                IntStream.range(0, draws)
                        .parallel()
                        .mapToObj(r -> picked(n, alpha, CoverageSimulation.seedOf(seed, r)))
                        .collect(
                                () -> new int[6],
                                AdaptiveRiskControlTest::add,
                                AdaptiveRiskControlTest::add);
        for (int f = 0; f < 3; f++) {
            int rows = counts[f];
            ExactBounds.assertCoversAtLeast("f" + f, rows - counts[3 + f], rows, 1 - alpha);
        }
        // and not because every threshold is infinite: near the level over all rows
        assertThat(counts[0]).isEqualTo(draws);
        assertThat(counts[3] / (double) draws).isGreaterThan(alpha - 0.15);
    }

    private static void add(int[] sum, int[] more) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += more[j];
        }
    }

    /**
     * Whether one test row is picked for f = 1, a group and a number in [0, 1], and missed then.
     */
    private static int[] picked(int n, double alpha, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] phi = new double[n + 1][];
        double[][] levels = new double[n + 1][1];
        for (int i = 0; i <= n; i++) {
            double x = random.nextDouble();
            phi[i] = new double[] {1, x < 0.6 ? 1 : 0, x};
            levels[i][0] = (0.3 + 0.7 * x) * random.nextDouble();
        }
        ThresholdLoss loss = missed(levels);
        double threshold =
                AdaptiveRiskControl.atLevel(alpha)
                        .fit(Arrays.copyOf(phi, n), loss, GRID)
                        .thresholds(new double[][] {phi[n]})[0];
        double miss = threshold == Double.POSITIVE_INFINITY ? 0 : loss.at(n, threshold);
        int[] counts = new int[6];
        for (int f = 0; f < 3; f++) {
            counts[f] = random.nextDouble() < phi[n][f] ? 1 : 0;
            counts[3 + f] = counts[f] * (int) miss;
        }
        return counts;
    }

    @Test
    void boundariesAndBadInput() {
        double[][] one = {{1}};
        AdaptiveRiskControl method = AdaptiveRiskControl.atLevel(0.1);
        assertThat(method.fit(new double[0][], (i, t) -> 0, GRID).thresholds(one))
                .containsExactly(Double.POSITIVE_INFINITY);
        double[][] many = new double[50][];
        Arrays.fill(many, new double[] {1});
        // never controlled, always controlled
        assertThat(method.fit(many, (i, t) -> 1, GRID).thresholds(one))
                .containsExactly(Double.POSITIVE_INFINITY);
        assertThat(method.fit(many, (i, t) -> 0, GRID).thresholds(one)).containsExactly(0.0);
        // losses up to a bound
        double[] scaled =
                method.withBound(1 / 0.1 * 0.5)
                        .fit(many, (i, t) -> t < 0.5 ? 5 : 0, GRID)
                        .thresholds(one);
        assertThat(scaled[0]).isEqualTo(0.5);
        assertThatThrownBy(() -> AdaptiveRiskControl.atLevel(1))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
        assertThatThrownBy(() -> method.withBound(0.1))
                .hasMessage("level must be strictly between 0 and 0.1, got 0.1");
        assertThatThrownBy(() -> method.fit(many, (i, t) -> t, GRID))
                .hasMessageStartingWith("loss of row 0 must not grow with the threshold");
        assertThatThrownBy(() -> method.fit(many, (i, t) -> 2, GRID))
                .hasMessage("loss of row 0 at threshold 1.0 must be in [0, 1], got 2.0");
        assertThatThrownBy(
                        () ->
                                method.fit(many, (i, t) -> 0, GRID)
                                        .thresholds(new double[][] {{1, 2}}))
                .hasMessageContaining("a row");
        ThresholdLoss bumpy = (i, t) -> t > 0.45 && t < 0.55 ? 1 : t < 0.2 ? 1 : 0;
        assertThat(method.monotonized().fit(many, bumpy, GRID).thresholds(one)[0])
                .isEqualTo(0.55, within(1e-12));
    }

    @Test
    void savesAndLoadsToTheBit() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] levels = levels(random, 40, 4);
        double[][] phi = new double[40][];
        for (int i = 0; i < 40; i++) {
            phi[i] = new double[] {1, random.nextGaussian()};
        }
        AdaptiveThresholds fitted = AdaptiveRiskControl.atLevel(0.2).fit(phi, missed(levels), GRID);
        AdaptiveThresholds read =
                (AdaptiveThresholds) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(read).isEqualTo(fitted).hasSameHashCodeAs(fitted).hasToString(fitted.toString());
        assertThat(read.thresholds(phi)).isEqualTo(fitted.thresholds(phi));
    }

    /** Rows beyond 0.5 are harder: one tree finds that, and thresholds follow. */
    @Test
    void leavesFollowTheDifficulty() {
        SplittableRandom random = new SplittableRandom(6);
        int n = 600;
        double[][] x = new double[2 * n][];
        double[][] levels = new double[2 * n][1];
        for (int i = 0; i < 2 * n; i++) {
            x[i] = new double[] {random.nextDouble(), random.nextDouble()};
            levels[i][0] = (x[i][1] < 0.5 ? 0.2 : 0.9) * random.nextDouble();
        }
        AdaptiveRiskControl method = AdaptiveRiskControl.atLevel(0.1);
        double[] difficulties = method.difficulties(n, missed(levels), GRID);
        for (DifficultyForest.Options options :
                List.of(
                        DifficultyForest.Options.withDefaults().withLeaves(2),
                        DifficultyForest.Options.withDefaults().withTrees(5).withLeaves(4))) {
            DifficultyForest forest =
                    DifficultyForest.fit(Arrays.copyOf(x, n), difficulties, options);
            double[][] features = forest.features(Arrays.copyOfRange(x, n, 2 * n));
            AdaptiveThresholds fitted =
                    method.fit(features, (i, t) -> missed(levels).at(n + i, t), GRID);
            double[] at =
                    fitted.thresholds(forest.features(new double[][] {{0.5, 0.2}, {0.5, 0.8}}));
            assertThat(at[0]).isBetween(0.1, 0.3);
            assertThat(at[1]).isBetween(0.7, 0.95);
            DifficultyForest read =
                    (DifficultyForest) ModelFiles.fromJson(ModelFiles.toJson(forest));
            assertThat(read).isEqualTo(forest);
            assertThat(read.features(x)).isDeepEqualTo(forest.features(x));
        }
        assertThatThrownBy(
                        () ->
                                DifficultyForest.fit(
                                        new double[0][],
                                        new double[0],
                                        DifficultyForest.Options.withDefaults()))
                .hasMessage("number of rows must be >= 1, got 0");
    }
}
