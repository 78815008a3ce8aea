package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.SampleBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.Intervals;
import org.guardband.regression.recalibration.Crude;
import org.guardband.regression.recalibration.CrudeCalibration;
import org.guardband.regression.recalibration.StdScaling;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.math.MathEx;
import smile.math.kernel.GaussianKernel;
import smile.regression.GradientTreeBoost;
import smile.regression.RandomForest;
import smile.regression.SVR;

class SmileRegressorTest {

    private static final DataFrame DIABETES = RealData.diabetes();
    private static final DataFrame TRAINING = RealData.rows(DIABETES, 0, 200);
    private static final DataFrame HELD_OUT = RealData.rows(DIABETES, 200, 320);
    private static final DataFrame FRESH = RealData.rows(DIABETES, 320, 442);
    private static final Formula PROGRESSION = Formula.lhs("y");

    private static RandomForest forest(DataFrame training, int trees) {
        return RandomForest.fit(
                PROGRESSION, training, trees, 3, 10, 40, 5, 1.0, LongStream.range(2, 2 + trees));
    }

    private static double[] truths(DataFrame frame) {
        return RealData.numbers(frame, "y");
    }

    private static double share(Intervals intervals, double[] y) {
        return IntStream.range(0, y.length).filter(i -> intervals.contains(i, y[i])).count()
                / (double) y.length;
    }

    @Test
    void numbersAreThoseOfTheModel() {
        RandomForest forest = forest(TRAINING, 20);
        SampleBatch batch = SmileRegressor.ofFrames(forest).predict(FRESH);
        double[] sd = new double[batch.size()];
        batch.standardDeviations(sd);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.value(i, 0)).isEqualTo(forest.predict(FRESH.get(i)));
            assertThat(sd[i]).isZero();
        }
        double[][] x = {{0}, {1}, {2}, {3}};
        var svr = SVR.fit(x, new double[] {0, 1, 2, 3}, new GaussianKernel(1), 0.1, 1, 1e-3);
        assertThat(SmileRegressor.ofArrays(svr).means(x))
                .containsExactly(Arrays.stream(x).mapToDouble(svr::predict).toArray());
        assertThat(SmileRegressor.ofObjects(svr).means(List.of(x)))
                .containsExactly(Arrays.stream(x).mapToDouble(svr::predict).toArray());
    }

    @Test
    void treesAreTheDrawsOfTheirForest() {
        RandomForest forest = forest(TRAINING, 25);
        SampleBatch draws = SmileRegressor.trees(forest).predict(FRESH);
        assertThat(draws.draws()).isEqualTo(25);
        double[] means = new double[draws.size()];
        draws.means(means);
        for (int i = 0; i < means.length; i++) {
            assertThat(means[i]).isCloseTo(forest.predict(FRESH.get(i)), within(1e-9));
        }
    }

    /** One tree whose leaves can be counted by hand, with one outcome per value of x. */
    @Test
    void varianceWithinALeafIsThatOfItsTrainingRows() {
        double[] x = new double[40];
        double[] y = new double[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = i < 20 ? 0 : 1;
            y[i] = (i < 20 ? 10 : 50) + i % 4;
        }
        DataFrame frame = DataFrame.of(DoubleVector.of("x", x), DoubleVector.of("y", y));
        // all rows in every tree: a subsample of all of them, without repeats
        RandomForest forest =
                RandomForest.fit(PROGRESSION, frame, 8, 1, 2, 2, 5, 0.999, LongStream.range(2, 10));
        GaussianBatch batch =
                SmileRegressor.forest(forest)
                        .predict(DataFrame.of(DoubleVector.of("x", new double[] {0, 1})));
        SampleBatch draws =
                SmileRegressor.trees(forest)
                        .predict(DataFrame.of(DoubleVector.of("x", new double[] {0, 1})));
        for (int i = 0; i < 2; i++) {
            double between = Math.pow(draws.get(i).standardDeviation(), 2);
            // within: 39 of 40 rows in a tree; the variance of 0, 1, 2, 3 in equal parts is 1.25
            assertThat(batch.sd(i) * batch.sd(i)).isCloseTo(1.25 + between, within(0.05));
        }
    }

    @Test
    void totalVarianceIsThatOfTheWeightedTrainingRows() {
        RandomForest forest = forest(TRAINING, 30);
        GaussianBatch batch = SmileRegressor.forest(forest).predict(FRESH);
        double[] trees = new double[batch.size()];
        SmileRegressor.trees(forest).predict(FRESH).standardDeviations(trees);
        for (int i = 0; i < trees.length; i++) {
            assertThat(batch.mean(i)).isCloseTo(forest.predict(FRESH.get(i)), within(1e-9));
            assertThat(batch.sd(i)).isGreaterThan(trees[i]);
        }
        // of the order of the errors: the residual spread of this data is about 57
        double mean = IntStream.range(0, trees.length).mapToDouble(batch::sd).average().orElse(0);
        assertThat(mean).isBetween(40.0, 80.0);
    }

    @Test
    void leavesOfOneTargetAreRefusedWhereASpreadIsAsked() {
        double[] x = IntStream.range(0, 30).mapToDouble(i -> i % 2).toArray();
        DataFrame frame = DataFrame.of(DoubleVector.of("x", x), DoubleVector.of("y", x));
        RandomForest forest =
                RandomForest.fit(PROGRESSION, frame, 5, 1, 3, 4, 5, 1.0, LongStream.range(2, 7));
        assertThat(SmileRegressor.trees(forest).predict(frame).get(0).standardDeviation()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SmileRegressor.forest(forest).predict(frame))
                .withMessage("sd[0] must be > 0 and finite, got 0.0");
    }

    /** Of the seeds of a forest, Smile heeds only those above 1. */
    @RepeatedTest(10)
    void forestsOfTheSameSeedsAreTheSame() {
        assertThat(SmileRegressor.trees(forest(TRAINING, 20)).predict(FRESH))
                .isEqualTo(SmileRegressor.trees(forest(TRAINING, 20)).predict(FRESH));
    }

    private static SmileRegressor<DataFrame, QuantileBatch> boosted() {
        MathEx.setSeed(3);
        return SmileRegressor.quantiles(
                new double[] {0.05, 0.5, 0.95},
                level ->
                        GradientTreeBoost.fit(
                                PROGRESSION,
                                TRAINING,
                                Loss.quantile(level),
                                80,
                                6,
                                8,
                                5,
                                0.05,
                                0.7));
    }

    @Test
    void boostedQuantilesLieOnTheirSidesAndAreRepeatable() {
        QuantileBatch batch = boosted().predict(FRESH);
        double[] y = truths(FRESH);
        long below = IntStream.range(0, y.length).filter(i -> y[i] < batch.value(i, 0)).count();
        long above = IntStream.range(0, y.length).filter(i -> y[i] > batch.value(i, 2)).count();
        assertThat(below).isLessThan(y.length / 3);
        assertThat(above).isLessThan(y.length / 3);
        assertThat(boosted().predict(FRESH)).isEqualTo(batch);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileRegressor.quantiles(
                                        new double[] {0.9, 0.1}, level -> forest(TRAINING, 1)));
    }

    @Test
    void conformalizedQuantilesCoverTheDiabetesData() {
        var conformal =
                boosted()
                        .conformalize(
                                RegressionConformalizer.of(ConformalizedQuantiles.symmetric()),
                                HELD_OUT,
                                truths(HELD_OUT));
        assertThat(share(conformal.sets(FRESH, Coverage.of(0.9)), truths(FRESH)))
                .isBetween(0.82, 0.97);
    }

    @Test
    void calibratorsChain() {
        RandomForest forest = forest(TRAINING, 40);
        var bare = SmileRegressor.forest(forest);
        DataFrame first = RealData.rows(HELD_OUT, 0, 60);
        DataFrame second = RealData.rows(HELD_OUT, 60, 120);
        var scaled = bare.calibrate(StdScaling.withDefaults(), first, truths(first));
        var shaped = bare.calibrate(Crude.withDefaults(), first, truths(first));
        double factor =
                scaled.predict(FRESH).get(0).standardDeviation()
                        / bare.predict(FRESH).get(0).standardDeviation();
        assertThat(factor)
                .isCloseTo(
                        scaled.predict(FRESH).get(7).standardDeviation()
                                / bare.predict(FRESH).get(7).standardDeviation(),
                        within(1e-12));
        var conformal =
                shaped.conformalize(
                        RegressionConformalizer.of(NormalizedResidual.withDefaults()),
                        second,
                        truths(second));
        assertThat(share(conformal.sets(FRESH, Coverage.of(0.8)), truths(FRESH)))
                .isBetween(0.65, 0.93);
    }

    @Test
    void fittedPartsAreSavedAndPutInFrontOfAModelAgain() {
        RandomForest forest = forest(TRAINING, 20);
        var bare = SmileRegressor.forest(forest);
        CrudeCalibration crude =
                Crude.withDefaults().calibrate(bare.predict(HELD_OUT), truths(HELD_OUT));
        var conformal =
                bare.with(crude)
                        .conformalize(
                                RegressionConformalizer.of(NormalizedResidual.withDefaults()),
                                FRESH,
                                truths(FRESH));
        CrudeCalibration readCrude =
                (CrudeCalibration) ModelFiles.fromJson(ModelFiles.toJson(crude));
        ConformalRegressor read =
                (ConformalRegressor) ModelFiles.fromJson(ModelFiles.toJson(conformal.predictor()));
        assertThat(bare.with(readCrude).with(read).sets(HELD_OUT, Coverage.of(0.9)))
                .isEqualTo(conformal.sets(HELD_OUT, Coverage.of(0.9)));
    }

    @Test
    void groupsHaveTheirOwnThresholds() {
        var model = SmileRegressor.ofFrames(forest(TRAINING, 20));
        var conformal =
                model.conformalize(
                        RegressionConformalizer.of(AbsoluteResidual.withDefaults()),
                        HELD_OUT,
                        truths(HELD_OUT),
                        SmileGroups.column("sex"));
        assertThat(conformal.predictor().groups()).containsExactlyInAnyOrder("1.0", "2.0");
        Intervals sets = conformal.sets(FRESH, Coverage.of(0.9));
        long widths =
                IntStream.range(0, sets.size())
                        .mapToObj(i -> String.format("%.6f", sets.upper(i) - sets.lower(i)))
                        .distinct()
                        .count();
        assertThat(widths).isEqualTo(2);
    }

    @Test
    void badRowsAreRefused() {
        var model = SmileRegressor.ofFrames(forest(TRAINING, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(FRESH.drop("bmi")))
                .withMessageStartingWith("rows must have the columns of the model's y ~");
        double[] holes = RealData.numbers(FRESH, "bmi");
        holes[0] = Double.POSITIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> model.predict(FRESH.drop("bmi").merge(DoubleVector.of("bmi", holes))))
                .withMessage("bmi[0] must be finite, got Infinity");
        assertThat(model.predict(FRESH.of(new int[0])).size()).isZero();
        assertThat(SmileRegressor.forest(forest(TRAINING, 5)).predict(FRESH.of(new int[0])).size())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                model.conformalize(
                                        RegressionConformalizer.of(AbsoluteResidual.withDefaults()),
                                        HELD_OUT,
                                        new double[3]))
                .withMessage("y must have the length of the batch (120), got 3");
    }
}
