package org.guardband.conformal.conditional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.conformal.SplitConformal;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.conformal.regression.ConformalizedQuantiles;
import org.guardband.conformal.regression.GammaScore;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.OneSided;
import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.Coverage;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.Interval;
import org.guardband.core.set.Intervals;
import org.junit.jupiter.api.Test;

class ConditionalConformalTest {

    private static final Coverage NINE_TENTHS = Coverage.of(0.9);

    private static final RegressionScore[] SCORES = {
        AbsoluteResidual.withDefaults(),
        NormalizedResidual.withDefaults(),
        GammaScore.withDefaults(),
        OneSided.upper(),
        ConformalizedQuantiles.score(0.1, 0.9)
    };

    private final SplittableRandom random = new SplittableRandom(5);
    private final int n = 60;
    private final double[] y = new double[n];
    private final GaussianBatch batch = batch(n);
    private final double[][] features = new double[n][];

    ConditionalConformalTest() {
        for (int i = 0; i < n; i++) {
            y[i] = batch.get(i).mean() + random.nextGaussian();
            features[i] = new double[] {1, random.nextDouble()};
        }
    }

    private GaussianBatch batch(int rows) {
        return GaussianBatch.of(
                random.doubles(rows, 5, 9).toArray(), random.doubles(rows, 1, 2).toArray());
    }

    private FeatureRows<GaussianBatch> rows() {
        return FeatureRows.of(batch, features);
    }

    @Test
    void setsAreWhatTheThresholdsAdmit() {
        for (RegressionScore score : SCORES) {
            ConditionalConformalRegressor fitted =
                    ConditionalConformal.of(score).conformalize(rows(), y);
            double[] thresholds =
                    ((ConditionalScores) fitted.scores()).thresholds(features, NINE_TENTHS);
            Intervals sets = fitted.sets(rows(), NINE_TENTHS);
            double[] half = new double[n];
            Arrays.fill(half, 0.5);
            Intervals randomised = fitted.randomizedSets(rows(), NINE_TENTHS, half);
            int narrower = 0;
            for (int i = 0; i < n; i++) {
                assertThat(sets.lower(i)).isEqualTo(score.lower(batch.get(i), thresholds[i]));
                assertThat(sets.upper(i)).isEqualTo(score.upper(batch.get(i), thresholds[i]));
                assertThat(randomised.lower(i)).isGreaterThanOrEqualTo(sets.lower(i));
                assertThat(randomised.upper(i)).isLessThanOrEqualTo(sets.upper(i));
                narrower += randomised.upper(i) < sets.upper(i) ? 1 : 0;
            }
            assertThat(narrower).isPositive();
            assertThat(fitted.calibrationSize()).isEqualTo(n);
            assertThat(fitted.score()).isEqualTo(score);
        }
    }

    @Test
    void theConstantGivesTheSplitIntervals() {
        double[][] ones = new double[n][];
        Arrays.fill(ones, new double[] {1});
        for (RegressionScore score : SCORES) {
            FeatureRows<GaussianBatch> constant = FeatureRows.of(batch, ones);
            assertThat(
                            ConditionalConformal.of(score)
                                    .conformalize(constant, y)
                                    .sets(constant, NINE_TENTHS))
                    .isEqualTo(
                            SplitConformal.regressor(score)
                                    .conformalize(batch, y)
                                    .sets(batch, NINE_TENTHS));
        }
    }

    @Test
    void boundaries() {
        ConditionalScores none = ConditionalScores.of(new double[0][], new double[0]);
        assertThat(none.thresholds(new double[][] {{1, 2}, {0, 0}}, NINE_TENTHS))
                .containsExactly(Double.POSITIVE_INFINITY, 0);
        assertThat(none.thresholds(new double[0][], NINE_TENTHS)).isEmpty();
        ConditionalScores one = ConditionalScores.of(new double[][] {{1, 0}}, new double[] {3});
        double[][] rows = {{1, 0}, {2, 0}, {0, 1}, {0, 0}, {-1, 0}};
        assertThat(one.thresholds(rows, Coverage.of(0.5)))
                .containsExactly(3, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0, -3);
        assertThat(one.thresholds(rows, Coverage.of(0.4), new double[5]))
                .containsOnly(Double.NEGATIVE_INFINITY);
        assertThat(one.size()).isEqualTo(1);
        assertThat(one.features()).isEqualTo(2);
        ConditionalScores zeros =
                ConditionalScores.of(new double[][] {{0}, {0}}, new double[] {1, 2});
        assertThat(zeros.thresholds(new double[][] {{1}, {0}}, NINE_TENTHS))
                .containsExactly(Double.POSITIVE_INFINITY, 0);
    }

    @Test
    void anEmptyRandomisedSetHoldsNothing() {
        ConditionalConformalRegressor fitted =
                ConditionalConformal.of(AbsoluteResidual.withDefaults()).conformalize(rows(), y);
        FeatureRows<GaussianBatch> test = FeatureRows.of(batch(1), new double[][] {{1, 0.5}});
        assertThat(fitted.randomizedSets(test, NINE_TENTHS, new double[1]).get(0))
                .isEqualTo(new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Test
    void badInputIsRefused() {
        ConditionalScores fitted = ConditionalScores.of(features, y);
        assertThatThrownBy(() -> ConditionalScores.of(features, new double[2]))
                .hasMessage("scores must have the length of features (60), got 2");
        assertThatThrownBy(() -> ConditionalScores.of(new double[][] {{}}, new double[1]))
                .hasMessage("length of features[0] must be >= 1, got 0");
        assertThatThrownBy(() -> ConditionalScores.of(new double[][] {{1, 2}, {3}}, new double[2]))
                .hasMessage("features[1] must have the length of features[0] (2), got 1");
        assertThatThrownBy(() -> ConditionalScores.of(new double[][] {{Double.NaN}}, new double[1]))
                .hasMessage("features[0][0] must be finite, got NaN");
        assertThatThrownBy(
                        () ->
                                ConditionalScores.of(
                                        new double[][] {{1}},
                                        new double[] {Double.POSITIVE_INFINITY}))
                .hasMessage("scores[0] must be finite, got Infinity");
        assertThatThrownBy(() -> fitted.thresholds(new double[][] {{1}}, NINE_TENTHS))
                .hasMessage(
                        "a row must have the length of a row of calibration features (2), got 1");
        assertThatThrownBy(
                        () ->
                                fitted.thresholds(
                                        new double[][] {{1, 2}}, NINE_TENTHS, new double[] {2}))
                .hasMessageContaining("u[0] must be");
        assertThatThrownBy(
                        () ->
                                fitted.thresholds(
                                        new double[][] {{1, 2}}, NINE_TENTHS, new double[2]))
                .hasMessage("u must have the length of rows (1), got 2");
        assertThatThrownBy(() -> FeatureRows.of(batch, new double[1][1]))
                .hasMessage("features must have the length of the batch (60), got 1");
        assertThatThrownBy(
                        () ->
                                ConditionalConformal.of(AbsoluteResidual.withDefaults())
                                        .conformalize(rows(), new double[1]))
                .hasMessage("y must have the length of the batch (60), got 1");
    }

    @Test
    void modelsComeBack() {
        for (RegressionScore score : SCORES) {
            ConditionalConformalRegressor fitted =
                    ConditionalConformal.of(score).conformalize(rows(), y);
            String json = ModelFiles.toJson(fitted);
            ConditionalConformalRegressor read =
                    (ConditionalConformalRegressor) ModelFiles.fromJson(json);
            assertThat(read.sets(rows(), NINE_TENTHS)).isEqualTo(fitted.sets(rows(), NINE_TENTHS));
            assertThat(read.scores()).isEqualTo(fitted.scores()).hasSameHashCodeAs(fitted.scores());
            assertThat(ModelFiles.toJson(read)).isEqualTo(json);
        }
        String json =
                ModelFiles.toJson(
                        ConditionalConformal.of(AbsoluteResidual.withDefaults())
                                .conformalize(rows(), y));
        refused(
                json.replaceFirst("(\"features\": ?\\[)[^,]*,", "$1"),
                "field \"features\" must hold \"columns\" numbers for each of 60 rows, got 119");
        refused(
                json.replaceFirst("\"columns\": ?2", "\"columns\": -1"),
                "field \"features\" must hold \"columns\" numbers for each of 60 rows, got 120");
        refused(json.replace("conditional-scores", "other"), "expected conditional-scores");
        refused(
                json.replaceFirst("(\"features\": ?\\[)[^,]*,", "$1\"Infinity\","),
                "features[0] must be finite");
    }

    private static void refused(String json, String message) {
        assertThatThrownBy(() -> ModelFiles.fromJson(json))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void names() {
        assertThat(ConditionalScores.of(features, y))
                .hasToString("ConditionalScores[n=60, 2 features]");
    }
}
