package org.guardband.conformal.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.ExactBounds;
import org.guardband.conformal.classification.ConditionalClassConformalizer;
import org.guardband.conformal.classification.ConditionalConformalClassifier;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path against the conditions of a minimum, an independent solver and the guarantee. */
class KernelScoresTest {

    private static FeatureRows<GaussianBatch> rows(double[][] features) {
        double[] zeros = new double[features.length];
        double[] ones = new double[features.length];
        Arrays.fill(ones, 1);
        return FeatureRows.of(GaussianBatch.of(zeros, ones), features);
    }

    private static double[][] features(SplittableRandom random, int n) {
        double[][] out = new double[n][];
        for (int i = 0; i < n; i++) {
            out[i] = new double[] {1, random.nextDouble() * 4};
        }
        return out;
    }

    private static double[] scores(SplittableRandom random, double[][] x, double step) {
        return Arrays.stream(x)
                .mapToDouble(row -> Math.abs((1 + row[1]) * random.nextGaussian()))
                .map(s -> step == 0 ? s : Math.rint(s / step) * step)
                .toArray();
    }

    /**
     * Kernel matrices of neighbouring points have condition numbers near 1e10, so that 1e-6 is what
     * 16 digits leave.
     */
    private static final double CONDITION = 1e-6;

    /** At every threshold the solution with the test row's dual variable at t is a minimum. */
    @ParameterizedTest
    @CsvSource({
        "5, 0.3, 0",
        "20, 0.1, 0",
        "60, 1, 0",
        "60, 0.01, 0",
        "60, 0.1, 0.5",
        "150, 0.3, 0",
        "60, 100, 0.5"
    })
    void endsAtAMinimum(int n, double penalty, double step) {
        SplittableRandom random = new SplittableRandom(n);
        for (Kernel kernel : List.of(new Kernel.Gaussian(0.7), new Kernel.Laplace(1))) {
            double[][] x = features(random, n);
            double[] s = scores(random, x, step);
            double error = 0.2;
            double[] phi = new double[n];
            Arrays.fill(phi, 1);
            double[] apart = s.clone();
            for (int i = 0; i < n; i++) {
                apart[i] += 1e-6 * (1 + random.nextDouble());
            }
            KernelProblem problem = new KernelProblem(phi, 1, x, apart, kernel, penalty, error);
            PinballVertex vertex =
                    PinballVertex.solve(
                                    PinballProblem.quantile(phi, 1, apart, Coverage.of(0.8)),
                                    new int[] {0})
                            .orElseThrow();
            KernelPath start = KernelPath.solve(problem, vertex);
            assertThat(start.violation(new double[n], new double[1], 0)).isLessThan(CONDITION);
            for (double[] test : features(random, 10)) {
                for (double t : new double[] {0.8, 0.4, -0.15}) {
                    KernelPath path = start.copy();
                    double height = path.height(new double[] {1}, test, t);
                    if (Double.isFinite(height)) {
                        assertThat(path.violation(problem.column(test), new double[] {1}, t))
                                .isLessThan(CONDITION);
                    }
                }
            }
        }
    }

    /**
     * The definition: with a score just above the threshold the dual variable of the test row in
     * the regression of n + 1 rows is at its bound, just below it is not.
     */
    @ParameterizedTest
    @CsvSource({"12, 0.5", "30, 0.2", "30, 2"})
    void isTheSupremumOfScoresWhoseDualVariableIsBelowItsBound(int n, double penalty) {
        SplittableRandom random = new SplittableRandom(n + 7);
        double[][] x = features(random, n);
        double[] s = scores(random, x, 0);
        Kernel kernel = new Kernel.Gaussian(0.8);
        KernelScores fitted =
                (KernelScores) FunctionClass.kernel(kernel, penalty).thresholds(rows(x), s);
        double[][] tests = features(random, 6);
        double[] thresholds = fitted.thresholds(rows(tests), Coverage.of(0.8));
        int finite = 0;
        for (int j = 0; j < tests.length; j++) {
            if (Double.isInfinite(thresholds[j])) {
                continue;
            }
            finite++;
            assertThat(isAtBound(x, s, tests[j], thresholds[j] * (1 + 1e-6), kernel, penalty))
                    .isTrue();
            assertThat(isAtBound(x, s, tests[j], thresholds[j] * (1 - 1e-6), kernel, penalty))
                    .isFalse();
        }
        assertThat(finite).isPositive();
    }

    /** Refits all n + 1 rows and asks whether the last lies above the fit, strictly. */
    private static boolean isAtBound(
            double[][] x, double[] s, double[] test, double score, Kernel kernel, double penalty) {
        int n = s.length;
        double[][] all = Arrays.copyOf(x, n + 1);
        all[n] = test;
        double[] scores = Arrays.copyOf(s, n + 1);
        scores[n] = score;
        double[] phi = new double[n + 1];
        Arrays.fill(phi, 1);
        KernelProblem problem = new KernelProblem(phi, 1, all, scores, kernel, penalty, 0.2);
        PinballVertex vertex =
                PinballVertex.solve(
                                PinballProblem.quantile(phi, 1, scores, Coverage.of(0.8)),
                                new int[] {0})
                        .orElseThrow();
        KernelPath path = KernelPath.solve(problem, vertex);
        assertThat(path.violation(new double[n + 1], new double[1], 0)).isLessThan(CONDITION);
        return path.copy().height(new double[] {1}, test, 0) < score - 1e-9;
    }

    @Test
    void aLargePenaltyIsSplitConformalPrediction() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {4, 9, 19, 50}) {
            double[][] x = features(random, n);
            double[] s = scores(random, x, 0);
            double[] found =
                    FunctionClass.kernel(new Kernel.Gaussian(1), 1e6)
                            .thresholds(rows(x), s)
                            .thresholds(rows(features(random, 3)), Coverage.of(0.9));
            double[] sorted = s.clone();
            Arrays.sort(sorted);
            int rank = (int) Coverage.of(0.9).upperRank(n);
            for (double each : found) {
                if (rank > n) {
                    assertThat(each).isInfinite();
                } else {
                    assertThat(each).isCloseTo(sorted[rank - 1], within(1e-3));
                }
            }
        }
    }

    @Test
    void coversAndAdapts() {
        covers(10_000, 1, 21);
    }

    @Test
    @Tag("slow")
    void coversOverAHundredThousandDraws() {
        covers(100_000, 1, 22);
    }

    /** Coverage over all rows, judged exactly; near the hard end it beats one threshold. */
    private static void covers(int draws, double penalty, long seed) {
        int n = 40;
        int[] counts =
                IntStream.range(0, draws)
                        .parallel()
                        .mapToObj(r -> draw(n, penalty, CoverageSimulation.seedOf(seed, r)))
                        .collect(() -> new int[4], KernelScoresTest::add, KernelScoresTest::add);
        ExactBounds.assertCoversAtLeast("all rows", counts[0], draws, 0.8);
        assertThat(counts[0] / (double) draws).isLessThan(0.87);
        assertThat((counts[1] - counts[3]) / (double) counts[2]).isGreaterThan(0.03);
    }

    private static void add(int[] sum, int[] more) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += more[c];
        }
    }

    private static int[] draw(int n, double penalty, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = features(random, n + 1);
        double[] s = scores(random, x, 0);
        double threshold =
                FunctionClass.kernel(new Kernel.Gaussian(1), penalty)
                        .thresholds(rows(Arrays.copyOf(x, n)), Arrays.copyOf(s, n))
                        .thresholds(rows(new double[][] {x[n]}), Coverage.of(0.8))[0];
        int covered = s[n] <= threshold ? 1 : 0;
        int hard = x[n][1] > 3.2 ? 1 : 0;
        double[] sorted = Arrays.copyOf(s, n);
        Arrays.sort(sorted);
        int split = s[n] <= sorted[(int) Coverage.of(0.8).upperRank(n) - 1] ? 1 : 0;
        return new int[] {covered, covered * hard, hard, split * hard};
    }

    @Test
    void intervalsSaveAndLoadToTheBitAndRefuseBadInput() {
        SplittableRandom random = new SplittableRandom(5);
        double[][] x = features(random, 30);
        double[] y = scores(random, x, 0);
        FunctionClass functions = FunctionClass.kernel(new Kernel.Laplace(2), 0.5);
        ConditionalConformalRegressor fitted =
                ConditionalConformal.of(AbsoluteResidual.withDefaults())
                        .withFunctions(functions)
                        .conformalize(rows(x), y);
        ConditionalConformalRegressor read =
                (ConditionalConformalRegressor) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(read.scores()).isEqualTo(fitted.scores());
        assertThat(read.sets(rows(x), Coverage.of(0.8)))
                .isEqualTo(fitted.sets(rows(x), Coverage.of(0.8)));
        assertThatThrownBy(() -> FunctionClass.kernel(new Kernel.Laplace(2), 0))
                .hasMessage("penalty must be > 0 and finite, got 0.0");
        assertThatThrownBy(() -> new Kernel.Gaussian(-1))
                .hasMessage("scale must be > 0 and finite, got -1.0");
        assertThatThrownBy(
                        () ->
                                new FunctionClass.KernelSpace(new Kernel.Gaussian(1), 1, 3)
                                        .thresholds(rows(x), y))
                .hasMessage("free must be <= the number of features (2), got 3");
        assertThat(
                        functions
                                .thresholds(rows(new double[0][]), new double[0])
                                .thresholds(rows(new double[][] {{1, 2}}), Coverage.of(0.5)))
                .containsExactly(Double.POSITIVE_INFINITY);
    }

    @Test
    void setsOfLabelsHoldThoseWhoseScoreIsAtMostTheThreshold() {
        SplittableRandom random = new SplittableRandom(8);
        int n = 60;
        double[] p = new double[3 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double a = random.nextDouble();
            double b = (1 - a) * random.nextDouble();
            p[3 * i] = a;
            p[3 * i + 1] = b;
            p[3 * i + 2] = 1 - a - b;
            labels[i] = random.nextInt(3);
        }
        CategoricalBatch batch = CategoricalBatch.wrap(p, 3);
        double[][] x = features(random, n);
        FeatureRows<CategoricalBatch> rows = FeatureRows.of(batch, x);
        double[] s = IntStream.range(0, n).mapToDouble(i -> 1 - p[3 * i + labels[i]]).toArray();
        for (FunctionClass functions :
                List.of(FunctionClass.linear(), FunctionClass.kernel(new Kernel.Gaussian(1), 1))) {
            ConditionalConformalClassifier fitted =
                    ConditionalClassConformalizer.of(LeastAmbiguous.withDefaults())
                            .withFunctions(functions)
                            .conformalize(rows, labels);
            double[] atMost = functions.thresholds(rows, s).thresholds(rows, Coverage.of(0.7));
            LabelSets sets = fitted.sets(rows, Coverage.of(0.7));
            for (int i = 0; i < n; i++) {
                for (int y = 0; y < 3; y++) {
                    assertThat(sets.contains(i, y)).isEqualTo(1 - p[3 * i + y] <= atMost[i]);
                }
            }
            assertThat(ModelFiles.fromJson(ModelFiles.toJson(fitted))).isEqualTo(fitted);
            double[] u = new double[n];
            LabelSets none = fitted.randomizedSets(rows, Coverage.of(0.7), u);
            assertThat(IntStream.range(0, n).map(none::cardinality).sum()).isZero();
        }
    }
}
