package org.guardband.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.conformal.classification.ClassClustering;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ConditionalClassConformalizer;
import org.guardband.conformal.classification.CrossClassConformalizer;
import org.guardband.conformal.classification.FoldProbabilities;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.classification.MultiLabelConformalizer;
import org.guardband.conformal.conditional.ConditionalConformal;
import org.guardband.conformal.conditional.FeatureRows;
import org.guardband.conformal.conditional.FunctionClass;
import org.guardband.conformal.conditional.Kernel;
import org.guardband.conformal.earlystopping.ClassLoss;
import org.guardband.conformal.earlystopping.EarlyStoppingClassification;
import org.guardband.conformal.earlystopping.EarlyStoppingQuantileRegression;
import org.guardband.conformal.earlystopping.EarlyStoppingRegression;
import org.guardband.conformal.earlystopping.SnapshotPath;
import org.guardband.conformal.full.FullConformalNeighbors;
import org.guardband.conformal.full.FullConformalRidge;
import org.guardband.conformal.multivariate.EllipsoidConformalizer;
import org.guardband.conformal.multivariate.MultiTargetConformalizer;
import org.guardband.conformal.multivariate.TargetColumns;
import org.guardband.conformal.predictive.ConformalPredictiveSystem;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.Clear;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.conformal.regression.UncertaintyParts;
import org.guardband.conformal.resampling.CrossConformal;
import org.guardband.conformal.resampling.CvMinmax;
import org.guardband.conformal.resampling.CvPlus;
import org.guardband.conformal.resampling.FoldPredictions;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.JackknifeMinmax;
import org.guardband.conformal.resampling.JackknifePlus;
import org.guardband.conformal.resampling.LeaveOneOutPredictions;
import org.guardband.conformal.resampling.OutOfFold;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.MultiLabelBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.Weighted;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every conformal predictor promises, on every kind of it: larger coverages give larger sets,
 * the order of the calibration rows does not matter, ties keep the rank, too few rows give the
 * whole space, a saved predictor gives the same sets, and threads do not disturb each other.
 *
 * <p>Where a promise cannot be kept, the subject says so: methods that divide the rows at random by
 * their index (Bonferroni and max-score need no division; the copula and the ellipsoid do) depend
 * on the order; a predictor with a measure of the caller's has no reader.
 */
class ConformalContractTest {

    private static final int N = 120;
    private static final int TESTS = 12;

    private static final List<Coverage> COVERAGES =
            List.of(
                    Coverage.of(0.1),
                    Coverage.of(0.5),
                    Coverage.of(0.79),
                    Coverage.of(0.8),
                    Coverage.of(0.9),
                    Coverage.of(0.95));

    /** Which promises a method cannot keep. */
    private enum Except {
        ORDER_MATTERS,
        NOT_SAVED,
        NEEDS_ROWS
    }

    /** A fitted predictor with its test rows: which of some candidates its sets hold. */
    private record Fitted<I, S>(
            ConformalPredictor<I, S> predictor, I test, Function<S, boolean[]> members) {

        boolean[] inside(Coverage coverage) {
            return members.apply(predictor.sets(test, coverage));
        }

        @SuppressWarnings("unchecked")
        boolean[] insideOnceReadBack(Coverage coverage) {
            ConformalPredictor<I, S> read =
                    (ConformalPredictor<I, S>) ModelFiles.fromJson(ModelFiles.toJson(predictor));
            assertThat(read.toDocument()).isEqualTo(predictor.toDocument());
            assertThat(read.calibrationSize()).isEqualTo(predictor.calibrationSize());
            return members.apply(read.sets(test, coverage));
        }
    }

    /** A method that is fitted on some of the calibration rows, in some order. */
    private record Subject(
            String name, Function<int[], Fitted<?, ?>> fit, List<Except> exceptions) {}

    private final SplittableRandom random = new SplittableRandom(17);

    // values on a grid, so that scores tie
    private final double[] mean = grid(N);
    private final double[] sd = IntStream.range(0, N).mapToDouble(i -> 1 + i % 3).toArray();
    private final double[] y = grid(N);
    private final double[] testMean = grid(TESTS);
    private final double[] probabilities = simplex(N);
    private final double[] testProbabilities = simplex(TESTS);
    private final int[] labels = random.ints(N, 0, 3).toArray();
    private final double[] weights = random.doubles(N, 0.5, 2).toArray();

    private double[] grid(int n) {
        return random.ints(n, -8, 9).mapToDouble(k -> k / 4.0).toArray();
    }

    private double[] simplex(int n) {
        double[] out = new double[3 * n];
        for (int i = 0; i < n; i++) {
            int a = random.nextInt(9);
            int b = random.nextInt(9 - a);
            out[3 * i] = a / 8.0;
            out[3 * i + 1] = b / 8.0;
            out[3 * i + 2] = (8 - a - b) / 8.0;
        }
        return out;
    }

    private static double[] pick(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private int[] pickLabels(int[] rows) {
        return Arrays.stream(rows).map(i -> labels[i]).toArray();
    }

    private GaussianBatch batch(int[] rows) {
        return GaussianBatch.of(pick(mean, rows), pick(sd, rows));
    }

    private GaussianBatch testBatch() {
        return GaussianBatch.of(testMean, pick(sd, IntStream.range(0, TESTS).toArray()));
    }

    private CategoricalBatch classes(int[] rows) {
        return CategoricalBatch.of(
                Arrays.stream(rows)
                        .flatMap(i -> IntStream.range(3 * i, 3 * i + 3))
                        .mapToDouble(k -> probabilities[k])
                        .toArray(),
                3);
    }

    private CategoricalBatch testClasses() {
        return CategoricalBatch.of(testProbabilities, 3);
    }

    private static GroupColumn groups(int[] rows) {
        return GroupColumn.of(Arrays.stream(rows).map(i -> i % 2).toArray());
    }

    /** A constant and the two groups that overlap in the rows divisible by 3. */
    private static double[][] features(int[] rows) {
        return Arrays.stream(rows)
                .mapToObj(i -> new double[] {1, i % 3 == 0 ? 1 : 0, i % 2})
                .toArray(double[][]::new);
    }

    private static final int[] TEST_ROWS = IntStream.range(0, TESTS).toArray();

    private static boolean[] members(IntFunction<boolean[]> ofRow) {
        List<boolean[]> rows = IntStream.range(0, TESTS).mapToObj(ofRow).toList();
        boolean[] out = new boolean[rows.stream().mapToInt(r -> r.length).sum()];
        int at = 0;
        for (boolean[] row : rows) {
            System.arraycopy(row, 0, out, at, row.length);
            at += row.length;
        }
        return out;
    }

    /** Candidates on and beside the grid, and far away. */
    private interface Line {
        boolean contains(int row, double y);
    }

    private static boolean[] line(Line sets) {
        return members(
                row -> {
                    boolean[] out = new boolean[83];
                    for (int k = 0; k <= 80; k++) {
                        out[k] = sets.contains(row, (k - 40) / 8.0);
                    }
                    out[81] = sets.contains(row, 1e9);
                    out[82] = sets.contains(row, -1e9);
                    return out;
                });
    }

    private static boolean[] plane(Function<double[], Boolean> contains) {
        boolean[] out = new boolean[17 * 17 + 1];
        for (int a = 0; a < 17; a++) {
            for (int b = 0; b < 17; b++) {
                out[17 * a + b] = contains.apply(new double[] {a / 2.0 - 4, b / 2.0 - 4});
            }
        }
        out[17 * 17] = contains.apply(new double[] {1e9, -1e9});
        return out;
    }

    private Stream<Subject> subjects() {
        return Stream.of(numbers(), resampled(), labels(), others(), systems(), stopped())
                .flatMap(s -> s);
    }

    private static Subject of(
            String name, Function<int[], Fitted<?, ?>> fit, Except... exceptions) {
        return new Subject(name, fit, List.of(exceptions));
    }

    private Stream<Subject> numbers() {
        RegressionConformalizer absolute =
                RegressionConformalizer.of(AbsoluteResidual.withDefaults());
        RegressionConformalizer normalized =
                RegressionConformalizer.of(NormalizedResidual.withDefaults());
        Function<FunctionClass, Function<int[], Fitted<?, ?>>> conditional =
                functions ->
                        rows ->
                                new Fitted<>(
                                        ConditionalConformal.of(AbsoluteResidual.withDefaults())
                                                .withFunctions(functions)
                                                .conformalize(
                                                        FeatureRows.of(batch(rows), features(rows)),
                                                        pick(y, rows)),
                                        FeatureRows.of(testBatch(), features(TEST_ROWS)),
                                        sets -> line(sets::contains));
        return Stream.of(
                of(
                        "split",
                        rows ->
                                new Fitted<RealBatch, Intervals>(
                                        normalized.conformalize(batch(rows), pick(y, rows)),
                                        testBatch(),
                                        sets -> line(sets::contains))),
                of(
                        "weighted",
                        rows ->
                                new Fitted<>(
                                        absolute.conformalize(
                                                new Weighted<>(batch(rows), pick(weights, rows)),
                                                pick(y, rows)),
                                        new Weighted<RealBatch>(
                                                testBatch(), pick(weights, TEST_ROWS)),
                                        sets -> line(sets::contains))),
                of(
                        "Mondrian",
                        rows ->
                                new Fitted<>(
                                        absolute.conformalize(
                                                new Grouped<>(batch(rows), groups(rows)),
                                                pick(y, rows)),
                                        new Grouped<RealBatch>(testBatch(), groups(TEST_ROWS)),
                                        sets -> line(sets::contains))),
                of("conditional, linear", conditional.apply(FunctionClass.linear())),
                of(
                        "conditional, kernel",
                        conditional.apply(FunctionClass.kernel(new Kernel.Gaussian(1), 1)),
                        // ties are ordered by row index, and a threshold is no score
                        Except.ORDER_MATTERS));
    }

    private Stream<Subject> resampled() {
        int folds = 4;
        Function<int[], OutOfFold<GaussianBatch>> outOfFold =
                rows ->
                        new OutOfFold<>(
                                batch(rows),
                                Folds.of(Arrays.stream(rows).map(i -> i % folds).toArray()));
        FoldPredictions<GaussianBatch> test =
                FoldPredictions.of(
                        IntStream.range(0, folds)
                                .mapToObj(
                                        k ->
                                                GaussianBatch.of(
                                                        Arrays.stream(testMean)
                                                                .map(m -> m + k / 4.0)
                                                                .toArray(),
                                                        pick(sd, TEST_ROWS)))
                                .toList());
        Function<int[], LeaveOneOutPredictions> without =
                rows ->
                        new LeaveOneOutPredictions() {
                            @Override
                            public int rows() {
                                return TESTS;
                            }

                            @Override
                            public void predict(int row, double[] out) {
                                for (int i = 0; i < out.length; i++) {
                                    out[i] = testMean[row] + rows[i] % 5 / 4.0;
                                }
                            }
                        };
        return Stream.of(
                of(
                        "CV+",
                        rows ->
                                new Fitted<>(
                                        CvPlus.withDefaults()
                                                .conformalize(outOfFold.apply(rows), pick(y, rows)),
                                        test,
                                        sets -> line(sets::contains)),
                        Except.NEEDS_ROWS),
                of(
                        "CV-minmax",
                        rows ->
                                new Fitted<>(
                                        CvMinmax.withDefaults()
                                                .conformalize(outOfFold.apply(rows), pick(y, rows)),
                                        test,
                                        sets -> line(sets::contains)),
                        Except.NEEDS_ROWS),
                of(
                        "cross-conformal",
                        rows ->
                                new Fitted<>(
                                        CrossConformal.withDefaults()
                                                .conformalize(outOfFold.apply(rows), pick(y, rows)),
                                        test,
                                        sets -> line(sets::contains)),
                        Except.NEEDS_ROWS),
                of(
                        "jackknife+",
                        rows ->
                                new Fitted<>(
                                        JackknifePlus.withDefaults()
                                                .conformalize(pick(mean, rows), pick(y, rows)),
                                        without.apply(rows),
                                        sets -> line(sets::contains))),
                of(
                        "jackknife-minmax",
                        rows ->
                                new Fitted<>(
                                        JackknifeMinmax.withDefaults()
                                                .conformalize(pick(mean, rows), pick(y, rows)),
                                        without.apply(rows),
                                        sets -> line(sets::contains))));
    }

    private Stream<Subject> labels() {
        ClassConformalizer lac = ClassConformalizer.of(LeastAmbiguous.withDefaults());
        Function<LabelSets, boolean[]> members =
                sets ->
                        members(
                                row ->
                                        new boolean[] {
                                            sets.contains(row, 0),
                                            sets.contains(row, 1),
                                            sets.contains(row, 2)
                                        });
        FoldProbabilities folds =
                FoldProbabilities.of(
                        FoldPredictions.of(List.of(testClasses(), testClasses(), testClasses())));
        Function<FunctionClass, Function<int[], Fitted<?, ?>>> conditional =
                functions ->
                        rows ->
                                new Fitted<>(
                                        ConditionalClassConformalizer.of(
                                                        LeastAmbiguous.withDefaults())
                                                .withFunctions(functions)
                                                .conformalize(
                                                        FeatureRows.of(
                                                                classes(rows), features(rows)),
                                                        pickLabels(rows)),
                                        FeatureRows.of(testClasses(), features(TEST_ROWS)),
                                        members);
        return Stream.of(
                of(
                        "labels",
                        rows ->
                                new Fitted<>(
                                        lac.conformalize(classes(rows), pickLabels(rows)),
                                        testClasses(),
                                        members)),
                of(
                        "labels by class",
                        rows ->
                                new Fitted<>(
                                        lac.conformalizeByClass(classes(rows), pickLabels(rows)),
                                        testClasses(),
                                        members)),
                of(
                        "labels under label shift",
                        rows ->
                                new Fitted<>(
                                        lac.conformalizeUnderLabelShift(
                                                classes(rows),
                                                pickLabels(rows),
                                                new double[] {1, 2, 0.5}),
                                        testClasses(),
                                        members)),
                of(
                        "labels, weighted",
                        rows ->
                                new Fitted<>(
                                        lac.conformalize(
                                                new Weighted<>(classes(rows), pick(weights, rows)),
                                                pickLabels(rows)),
                                        new Weighted<>(testClasses(), pick(weights, TEST_ROWS)),
                                        members)),
                of(
                        "labels by group",
                        rows ->
                                new Fitted<>(
                                        lac.conformalize(
                                                new Grouped<>(classes(rows), groups(rows)),
                                                pickLabels(rows)),
                                        new Grouped<>(testClasses(), groups(TEST_ROWS)),
                                        members)),
                of(
                        "labels, cross-conformal",
                        rows ->
                                new Fitted<>(
                                        CrossClassConformalizer.of(LeastAmbiguous.withDefaults())
                                                .conformalize(
                                                        new OutOfFold<>(
                                                                classes(rows),
                                                                Folds.of(
                                                                        Arrays.stream(rows)
                                                                                .map(i -> i % 3)
                                                                                .toArray())),
                                                        pickLabels(rows)),
                                        folds,
                                        members),
                        Except.NEEDS_ROWS),
                of("labels, conditional", conditional.apply(FunctionClass.linear())),
                of(
                        "labels, conditional, kernel",
                        conditional.apply(FunctionClass.kernel(new Kernel.Gaussian(1), 1)),
                        Except.ORDER_MATTERS));
    }

    private Stream<Subject> others() {
        Function<int[], TargetColumns> targets =
                rows ->
                        new TargetColumns(
                                List.of(
                                        batch(rows),
                                        GaussianBatch.of(pick(sd, rows), pick(sd, rows))));
        Function<int[], double[][]> truths =
                rows ->
                        Arrays.stream(rows)
                                .mapToObj(i -> new double[] {y[i], y[(i + 1) % N]})
                                .toArray(double[][]::new);
        TargetColumns test =
                new TargetColumns(
                        List.of(
                                testBatch(),
                                GaussianBatch.of(pick(sd, TEST_ROWS), pick(sd, TEST_ROWS))));
        Function<MultiTargetConformalizer, Function<int[], Fitted<?, ?>>> boxes =
                method ->
                        rows ->
                                new Fitted<>(
                                        method.conformalize(
                                                targets.apply(rows), truths.apply(rows)),
                                        test,
                                        sets -> members(row -> plane(v -> sets.contains(row, v))));
        double[][] x = Arrays.stream(mean).mapToObj(m -> new double[] {m}).toArray(double[][]::new);
        double[][] testX =
                Arrays.stream(testMean).mapToObj(m -> new double[] {m}).toArray(double[][]::new);
        Function<int[], double[][]> inputs =
                rows -> Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
        return Stream.of(
                of(
                        "Bonferroni",
                        boxes.apply(
                                MultiTargetConformalizer.bonferroni(
                                        AbsoluteResidual.withDefaults()))),
                of(
                        "max score",
                        boxes.apply(
                                MultiTargetConformalizer.maxScore(
                                        AbsoluteResidual.withDefaults()))),
                of(
                        "copula",
                        boxes.apply(
                                MultiTargetConformalizer.copula(AbsoluteResidual.withDefaults())),
                        Except.ORDER_MATTERS),
                of(
                        "ellipsoid",
                        rows ->
                                new Fitted<>(
                                        EllipsoidConformalizer.withDefaults()
                                                .conformalize(
                                                        targets.apply(rows), truths.apply(rows)),
                                        test,
                                        sets -> members(row -> plane(v -> sets.contains(row, v)))),
                        Except.ORDER_MATTERS,
                        Except.NEEDS_ROWS),
                of(
                        "multilabel",
                        rows ->
                                new Fitted<>(
                                        MultiLabelConformalizer.withDefaults()
                                                .conformalize(
                                                        MultiLabelBatch.of(
                                                                pick(
                                                                        Arrays.stream(mean)
                                                                                .map(
                                                                                        m ->
                                                                                                (m
                                                                                                                + 2)
                                                                                                        / 4)
                                                                                .toArray(),
                                                                        rows),
                                                                List.of("a")),
                                                        Arrays.stream(rows)
                                                                .mapToObj(
                                                                        i ->
                                                                                new boolean[] {
                                                                                    y[i] > 0
                                                                                })
                                                                .toArray(boolean[][]::new)),
                                        MultiLabelBatch.of(
                                                Arrays.stream(testMean)
                                                        .map(m -> (m + 2) / 4)
                                                        .toArray(),
                                                List.of("a")),
                                        sets ->
                                                members(
                                                        row ->
                                                                new boolean[] {
                                                                    sets.contains(
                                                                            row,
                                                                            new boolean[] {true}),
                                                                    sets.contains(
                                                                            row,
                                                                            new boolean[] {false})
                                                                }))),
                of(
                        "full conformal, neighbours",
                        rows ->
                                new Fitted<>(
                                        FullConformalNeighbors.of(1)
                                                .conformalize(inputs.apply(rows), pick(y, rows)),
                                        testX,
                                        sets -> line(sets::contains)),
                        // equally near neighbours are taken by index
                        Except.ORDER_MATTERS,
                        Except.NEEDS_ROWS),
                of(
                        "full conformal, ridge",
                        rows ->
                                new Fitted<>(
                                        FullConformalRidge.withPenalty(1)
                                                .conformalize(inputs.apply(rows), pick(y, rows)),
                                        testX,
                                        sets -> line(sets::contains)),
                        // sums over rows round in their order
                        Except.ORDER_MATTERS),
                of(
                        "measure",
                        rows ->
                                new Fitted<>(
                                        SplitConformal.of(
                                                        (Gaussian p, Double v) ->
                                                                Math.abs(v - p.mean()))
                                                .conformalize(
                                                        IntStream.range(0, rows.length)
                                                                .mapToObj(batch(rows)::get)
                                                                .toList(),
                                                        Arrays.stream(pick(y, rows))
                                                                .boxed()
                                                                .toList()),
                                        IntStream.range(0, TESTS)
                                                .mapToObj(testBatch()::get)
                                                .toList(),
                                        sets -> line((row, v) -> sets.contains(row, v))),
                        Except.NOT_SAVED));
    }

    private Stream<Subject> systems() {
        ConformalPredictiveSystem system = ConformalPredictiveSystem.ofNormalizedResiduals();
        Function<Clear, Function<int[], Fitted<?, ?>>> clear =
                method ->
                        rows ->
                                new Fitted<>(
                                        method.conformalize(
                                                new UncertaintyParts(batch(rows), batch(rows)),
                                                pick(y, rows)),
                                        new UncertaintyParts(testBatch(), testBatch()),
                                        sets -> line(sets::contains));
        ClassConformalizer lac = ClassConformalizer.of(LeastAmbiguous.withDefaults());
        return Stream.of(
                of(
                        "predictive system",
                        rows ->
                                new Fitted<RealBatch, Intervals>(
                                        system.conformalize(batch(rows), pick(y, rows)),
                                        testBatch(),
                                        sets -> line(sets::contains))),
                of(
                        "predictive system by group",
                        rows ->
                                new Fitted<>(
                                        system.conformalize(
                                                new Grouped<>(batch(rows), groups(rows)),
                                                pick(y, rows)),
                                        new Grouped<RealBatch>(testBatch(), groups(TEST_ROWS)),
                                        sets -> line(sets::contains))),
                // the rows that choose the ratio are drawn by index
                of("CLEAR", clear.apply(Clear.withDefaults()), Except.ORDER_MATTERS),
                of("CLEAR, ratio given", clear.apply(Clear.withDefaults().withRatio(1))),
                of(
                        "labels by cluster",
                        rows ->
                                new Fitted<>(
                                        lac.conformalizeByCluster(
                                                classes(rows),
                                                pickLabels(rows),
                                                ClassClustering.withDefaults()),
                                        testClasses(),
                                        ConformalContractTest::threeLabels),
                        // so are those that find the clusters
                        Except.ORDER_MATTERS));
    }

    private static boolean[] threeLabels(LabelSets sets) {
        return members(
                row ->
                        new boolean[] {
                            sets.contains(row, 0), sets.contains(row, 1), sets.contains(row, 2)
                        });
    }

    /** A number of snapshots that move away from the last one, which is the given batch. */
    private static SnapshotPath<RealBatch> path(GaussianBatch last) {
        double[] mean = new double[last.size()];
        Arrays.setAll(mean, last::mean);
        double[] sd = new double[last.size()];
        Arrays.setAll(sd, last::sd);
        return SnapshotPath.of(
                3, t -> GaussianBatch.of(Arrays.stream(mean).map(m -> m * t / 2).toArray(), sd));
    }

    private static SnapshotPath<CategoricalBatch> classPath(CategoricalBatch last) {
        double[] values = new double[3 * last.size()];
        double[] row = new double[3];
        for (int i = 0; i < last.size(); i++) {
            last.copyRow(i, row);
            System.arraycopy(row, 0, values, 3 * i, 3);
        }
        return SnapshotPath.of(
                3,
                t ->
                        CategoricalBatch.of(
                                Arrays.stream(values)
                                        .map(p -> (p * (t + 1) + (3 - t) / 3.0) / 4)
                                        .toArray(),
                                3));
    }

    private Stream<Subject> stopped() {
        EarlyStoppingClassification classes =
                EarlyStoppingClassification.of(LeastAmbiguous.withDefaults())
                        .withLoss(ClassLoss.BRIER);
        return Stream.of(
                of(
                        "early stopping",
                        rows ->
                                new Fitted<>(
                                        EarlyStoppingRegression.withDefaults()
                                                .conformalize(path(batch(rows)), pick(y, rows)),
                                        path(testBatch()),
                                        sets -> line(sets::contains))),
                of(
                        "early stopping, quantiles",
                        rows ->
                                new Fitted<>(
                                        EarlyStoppingQuantileRegression.ofLevels(0.1, 0.9)
                                                .conformalize(path(batch(rows)), pick(y, rows)),
                                        path(testBatch()),
                                        sets -> line(sets::contains))),
                of(
                        "early stopping, labels",
                        rows ->
                                new Fitted<>(
                                        classes.conformalize(
                                                classPath(classes(rows)), pickLabels(rows)),
                                        classPath(testClasses()),
                                        ConformalContractTest::threeLabels)),
                of(
                        "early stopping, labels by class",
                        rows ->
                                new Fitted<>(
                                        classes.conformalizeByClass(
                                                classPath(classes(rows)), pickLabels(rows)),
                                        classPath(testClasses()),
                                        ConformalContractTest::threeLabels)));
    }

    private Stream<DynamicTest> each(Except unless, Consumer<Subject> check) {
        return subjects()
                .filter(subject -> !subject.exceptions().contains(unless))
                .map(s -> DynamicTest.dynamicTest(s.name(), () -> check.accept(s)));
    }

    private static final int[] ALL = IntStream.range(0, N).toArray();

    @TestFactory
    Stream<DynamicTest> largerCoveragesGiveLargerSets() {
        return subjects()
                .map(
                        s ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () -> {
                                            Fitted<?, ?> fitted = s.fit().apply(ALL);
                                            boolean[] before = fitted.inside(COVERAGES.get(0));
                                            for (Coverage coverage : COVERAGES) {
                                                boolean[] now = fitted.inside(coverage);
                                                for (int k = 0; k < now.length; k++) {
                                                    assertThat(now[k] || !before[k]).isTrue();
                                                }
                                                before = now;
                                            }
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> theOrderOfCalibrationRowsDoesNotMatter() {
        int[] turned = IntStream.range(0, N).map(i -> (i * 7 + 3) % N).toArray();
        return each(
                Except.ORDER_MATTERS,
                s -> {
                    Fitted<?, ?> a = s.fit().apply(ALL);
                    Fitted<?, ?> b = s.fit().apply(turned);
                    for (Coverage coverage : COVERAGES) {
                        assertThat(b.inside(coverage)).isEqualTo(a.inside(coverage));
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> tooFewRowsGiveTheWholeSpace() {
        return each(
                Except.NEEDS_ROWS,
                s -> {
                    for (int n : new int[] {1, 2, 8}) {
                        boolean[] inside =
                                s.fit()
                                        .apply(IntStream.range(0, n).toArray())
                                        .inside(Coverage.of(0.95));
                        assertThat(inside).doesNotContain(false);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aSavedPredictorGivesTheSameSets() {
        return each(
                Except.NOT_SAVED,
                s -> {
                    Fitted<?, ?> fitted = s.fit().apply(ALL);
                    for (Coverage coverage : COVERAGES) {
                        assertThat(fitted.insideOnceReadBack(coverage))
                                .isEqualTo(fitted.inside(coverage));
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> threadsDoNotDisturbEachOther() {
        return subjects()
                .map(
                        s ->
                                DynamicTest.dynamicTest(
                                        s.name(),
                                        () -> {
                                            Fitted<?, ?> alone = s.fit().apply(ALL);
                                            List<boolean[]> expected =
                                                    COVERAGES.stream().map(alone::inside).toList();
                                            Fitted<?, ?> shared = s.fit().apply(ALL);
                                            IntStream.range(0, 24)
                                                    .parallel()
                                                    .forEach(
                                                            t ->
                                                                    assertThat(
                                                                                    shared.inside(
                                                                                            COVERAGES
                                                                                                    .get(
                                                                                                            t
                                                                                                                    % 6)))
                                                                            .isEqualTo(
                                                                                    expected.get(
                                                                                            t
                                                                                                    % 6)));
                                        }));
    }
}
