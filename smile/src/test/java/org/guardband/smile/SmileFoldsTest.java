package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.guardband.conformal.classification.CrossClassConformalizer;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.resampling.CrossConformal;
import org.guardband.conformal.resampling.CvMinmax;
import org.guardband.conformal.resampling.CvPlus;
import org.guardband.conformal.resampling.Folds;
import org.guardband.conformal.resampling.JackknifePlus;
import org.guardband.conformal.resampling.LeaveOneOutPredictions;
import org.guardband.core.Coverage;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;
import smile.classification.KNN;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.math.kernel.GaussianKernel;
import smile.regression.RandomForest;
import smile.regression.Regression;
import smile.regression.SVR;

class SmileFoldsTest {

    private static final DataFrame DIABETES = RealData.diabetes();

    /** Three measurements, brought to one scale. */
    private static double[][] features(DataFrame frame) {
        double[] bmi = RealData.numbers(frame, "bmi");
        double[] bp = RealData.numbers(frame, "bp");
        double[] s5 = RealData.numbers(frame, "s5");
        return IntStream.range(0, bmi.length)
                .mapToObj(i -> new double[] {bmi[i] / 5, bp[i] / 15, s5[i] * 2})
                .toArray(double[][]::new);
    }

    private static Regression<double[]> train(double[][] x, double[] y) {
        return SVR.fit(x, y, new GaussianKernel(3), 5, 100, 1e-2);
    }

    @Test
    void leaveOneOutFoldsGiveTheJackknifePlus() {
        DataFrame training = RealData.rows(DIABETES, 0, 40);
        double[][] x = features(training);
        double[] y = RealData.numbers(training, "y");
        double[][] fresh = features(RealData.rows(DIABETES, 40, 70));
        Folds folds = Folds.leaveOneOut(40);
        var trained = SmileRegressionFolds.ofArrays(x, y, folds, SmileFoldsTest::train);
        Coverage asked = Coverage.of(0.8);
        Intervals byFolds = trained.conformalize(CvPlus.withDefaults(), y).sets(fresh, asked);

        double[] leaveOneOut = new double[40];
        trained.outOfFold().predictions().means(leaveOneOut);
        var predictions = trained.predict(fresh);
        LeaveOneOutPredictions rows =
                new LeaveOneOutPredictions() {
                    @Override
                    public int rows() {
                        return fresh.length;
                    }

                    @Override
                    public void predict(int row, double[] out) {
                        for (int k = 0; k < out.length; k++) {
                            out[k] = predictions.fold(k).get(row).mean();
                        }
                    }
                };
        Intervals jackknife =
                JackknifePlus.withDefaults().conformalize(leaveOneOut, y).sets(rows, asked);
        assertThat(byFolds).isEqualTo(jackknife);
        Regression<double[]> withoutSeven =
                train(
                        SmileRegressionFolds.select(x, folds.kept(7)),
                        Arrays.stream(folds.kept(7)).mapToDouble(i -> y[i]).toArray());
        assertThat(leaveOneOut[7]).isEqualTo(withoutSeven.predict(x[7]));
    }

    @Test
    void crossValidatedForestsCoverWithoutAHeldOutPart() {
        DataFrame training = RealData.rows(DIABETES, 0, 300);
        DataFrame fresh = RealData.rows(DIABETES, 300, 442);
        double[] y = RealData.numbers(training, "y");
        double[] truths = RealData.numbers(fresh, "y");
        Formula formula = Formula.lhs("y");
        var trained =
                SmileRegressionFolds.of(
                        Folds.shuffled(300, 5, 1),
                        training::of,
                        rows ->
                                SmileRegressor.ofFrames(
                                        RandomForest.fit(
                                                formula,
                                                training.of(rows),
                                                20,
                                                3,
                                                8,
                                                30,
                                                5,
                                                1.0,
                                                LongStream.range(2, 22))));
        Coverage asked = Coverage.of(0.9);
        Intervals plus = trained.conformalize(CvPlus.withDefaults(), y).sets(fresh, asked);
        Intervals minmax = trained.conformalize(CvMinmax.withDefaults(), y).sets(fresh, asked);
        int covered = 0;
        for (int i = 0; i < truths.length; i++) {
            covered += plus.contains(i, truths[i]) ? 1 : 0;
            assertThat(minmax.lower(i)).isLessThanOrEqualTo(plus.lower(i));
            assertThat(minmax.upper(i)).isGreaterThanOrEqualTo(plus.upper(i));
        }
        // the guarantee is 0.8 less a small term; 142 rows
        assertThat(covered / 142.0).isGreaterThan(0.8);
        assertThat(trained.conformalize(CrossConformal.withDefaults(), y).sets(fresh, asked).size())
                .isEqualTo(142);
    }

    @Test
    void crossConformalSetsOfDigits() {
        RealData.Digits all = RealData.digits();
        RealData.Digits training = all.rows(0, 600);
        RealData.Digits fresh = all.rows(600, 1400);
        int[] labels = Arrays.stream(training.digit()).map(d -> 100 + 7 * d).toArray();
        var trained =
                SmileClassFolds.ofArrays(
                        training.x(),
                        labels,
                        Folds.shuffled(600, 5, 2),
                        (x, y) -> KNN.fit(x, y, 15));
        LabelSets sets =
                trained.conformalize(
                                CrossClassConformalizer.of(LeastAmbiguous.withDefaults()), labels)
                        .sets(fresh.x(), Coverage.of(0.95));
        int covered = 0;
        for (int i = 0; i < 800; i++) {
            covered += sets.contains(i, fresh.digit()[i]) ? 1 : 0;
        }
        assertThat(covered / 800.0).isGreaterThan(0.9);
    }

    @Test
    void aFoldMayLackAClass() {
        double[][] x = {{0}, {0.1}, {0.2}, {5}, {5.1}, {5.2}, {9}};
        int[] y = {1, 1, 1, 4, 4, 4, 8};
        var trained =
                SmileClassFolds.ofArrays(
                        x,
                        y,
                        Folds.of(new int[] {0, 1, 0, 1, 0, 1, 0}),
                        (some, labels) -> KNN.fit(some, labels, 1));
        var p = trained.outOfFold().predictions();
        assertThat(p.labels()).containsExactly("1", "4", "8");
        assertThat(p.get(6).toArray()).containsExactly(0, 1, 0);
        assertThat(trained.predict(x).fold(1).get(6).toArray()).containsExactly(0, 0, 1);
    }

    @Test
    void refusesWhatDoesNotFit() {
        double[][] x = {{0}, {1}, {2}};
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileRegressionFolds.ofArrays(
                                        x,
                                        new double[2],
                                        Folds.leaveOneOut(3),
                                        SmileFoldsTest::train))
                .withMessage("y must have the length of x (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileRegressionFolds.ofArrays(
                                        x,
                                        new double[] {1, Double.NaN, 2},
                                        Folds.leaveOneOut(3),
                                        SmileFoldsTest::train))
                .withMessage("y[1] must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SmileClassFolds.ofArrays(
                                        x,
                                        new int[] {1, 1, 2},
                                        Folds.leaveOneOut(3),
                                        (some, labels) -> KNN.fit(some, labels, 1)))
                .withMessage("labels must hold at least 2 classes, got [1]");
    }
}
