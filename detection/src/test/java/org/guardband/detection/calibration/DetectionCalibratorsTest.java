package org.guardband.detection.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.guardband.classification.calibration.LogisticCalibration;
import org.guardband.classification.calibration.MonotoneCalibration;
import org.guardband.classification.calibration.PlattScaling;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.Samples;
import org.guardband.detection.SimulatedDetections;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.error.LocalisationRecallPrecision;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.precision.CocoEvaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionCalibratorsTest {

    private static final List<DetectionFeature> X = List.of(DetectionFeature.CENTRE_X);

    private static double error(
            DetectionBatch found, EvaluationData data, DetectionMeasure measure, double tau) {
        return measure.of(CocoMatching.at(tau).match(found, data.truth()).outcomes(0));
    }

    static Stream<DetectionCalibrator<? extends DetectionCalibration>> methods() {
        PositionCalibrator<?> beta = ScoreOnly.of(ScoreBeta.withDefaults());
        return Stream.of(
                PooledCalibrator.of(beta),
                PooledCalibrator.of(BoxLogistic.dependent(X)),
                CategoryWiseCalibrator.of(beta),
                TwoStepCalibrator.of(
                        CategoryWiseCalibrator.of(ScoreOnly.of(ScoreIsotonic.withDefaults()))
                                .withTarget(DetectionTarget.IOU)
                                .withMatching(CocoMatching.at(0))));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isSavedExactlyAndAppliesToNothing(
            DetectionCalibrator<? extends DetectionCalibration> method) {
        EvaluationData data = SimulatedDetections.byScore(2000, 1, s -> s * s);
        DetectionCalibration fitted = method.calibrate(data.detections(), data.truth());
        DetectionCalibration read =
                (DetectionCalibration) ModelFiles.fromJson(ModelFiles.toJson(fitted));
        assertThat(read.apply(data.detections())).isEqualTo(fitted.apply(data.detections()));
        DetectionBatch none = data.detections().select(new int[0]);
        assertThat(read.apply(none).size()).isZero();
        assertThatThrownBy(() -> method.calibrate(none, data.truth()))
                .hasMessage("held-out detections must be >= 1, got 0");
    }

    @Test
    void calibratedScoresTellThePrecision() {
        EvaluationData fit = SimulatedDetections.byScore(20_000, 2, s -> s * s);
        EvaluationData test = SimulatedDetections.byScore(20_000, 3, s -> s * s);
        DetectionMeasure ece =
                DetectionCalibrationError.equalWidth(20)
                        .measure(DetectionErrors.Kind.EXPECTED, List.of());
        DetectionBatch after =
                PooledCalibrator.of(ScoreOnly.of(ScoreBeta.withDefaults()))
                        .calibrate(fit.detections(), fit.truth())
                        .apply(test.detections());
        assertThat(error(test.detections(), test, ece, 0.5)).isGreaterThan(0.15);
        assertThat(error(after, test, ece, 0.5)).isLessThan(0.02);
    }

    @Test
    void calibratedScoresTellTheIou() {
        EvaluationData fit = SimulatedDetections.byScore(20_000, 4, s -> s);
        EvaluationData test = SimulatedDetections.byScore(20_000, 5, s -> s);
        DetectionMeasure measure = new CategoryMean(LocalisationAwareEce.withDefaults());
        DetectionBatch after =
                CategoryWiseCalibrator.of(ScoreOnly.of(ScoreIsotonic.withDefaults()))
                        .withTarget(DetectionTarget.IOU)
                        .withMatching(CocoMatching.at(0))
                        .calibrate(fit.detections(), fit.truth())
                        .apply(test.detections());
        assertThat(error(test.detections(), test, measure, 0)).isGreaterThan(0.08);
        assertThat(error(after, test, measure, 0)).isLessThan(0.03);
    }

    /** Right of the middle the detector is worse; only a map that looks there can know. */
    @Test
    void mapsOfTheBoxRepairWhatDependsOnThePlace() {
        SimulatedDetections.Chance chance = (s, x) -> s * (1.2 - x) / 1.2;
        EvaluationData fit = SimulatedDetections.draw(12_000, 2, 6, chance);
        EvaluationData test = SimulatedDetections.draw(12_000, 2, 7, chance);
        DetectionMeasure byPlace =
                DetectionCalibrationError.equalWidth(5, 5)
                        .measure(DetectionErrors.Kind.EXPECTED, X);
        double blind =
                error(
                        PooledCalibrator.of(ScoreOnly.of(ScoreBeta.withDefaults()))
                                .calibrate(fit.detections(), fit.truth())
                                .apply(test.detections()),
                        test,
                        byPlace,
                        0.5);
        for (PositionCalibrator<?> method :
                List.of(
                        BoxLogistic.independent(X),
                        BoxLogistic.dependent(X),
                        BoxBeta.independent(X),
                        BoxBetaDependent.of(X),
                        GridHistogram.equalWidth(X, 10, 10).withSampleThreshold(8))) {
            DetectionBatch after =
                    PooledCalibrator.of(method)
                            .calibrate(fit.detections(), fit.truth())
                            .apply(test.detections());
            assertThat(error(after, test, byPlace, 0.5)).isLessThan(0.6 * blind);
        }
    }

    @Test
    void orderWithinACategoryAndSoAveragePrecisionStay() {
        EvaluationData data = SimulatedDetections.byScore(3000, 8, s -> s);
        DetectionBatch after =
                CategoryWiseCalibrator.of(ScoreOnly.of(ScorePlatt.withDefaults()))
                        .calibrate(data.detections(), data.truth())
                        .apply(data.detections());
        assertThat(figures(after, data)).isEqualTo(figures(data.detections(), data));
    }

    private static Object figures(DetectionBatch found, EvaluationData data) {
        return CocoEvaluation.of(CocoMatching.withDefaults().match(found, data.truth())).figures();
    }

    @Test
    void rareCategoriesTakeTheCommonMap() {
        EvaluationData data = SimulatedDetections.draw(400, 5, 9, (s, x) -> s);
        int[] rows =
                IntStream.range(0, 400)
                        .filter(i -> data.detections().category(i) != 4 || i < 60)
                        .toArray();
        CategoryWiseCalibration fitted =
                CategoryWiseCalibrator.of(ScoreOnly.of(ScorePlatt.withDefaults()))
                        .calibrate(data.detections().select(rows), data.truth());
        assertThat(fitted.hasOwnMap(0)).isTrue();
        assertThat(fitted.hasOwnMap(4)).isFalse();
        assertThat(fitted.map(4))
                .isEqualTo(
                        PooledCalibrator.of(ScoreOnly.of(ScorePlatt.withDefaults()))
                                .calibrate(data.detections().select(rows), data.truth())
                                .map());
        assertThatThrownBy(() -> fitted.apply(Samples.found()))
                .hasMessage(
                        "categories of the detections must have the length of those of the fit"
                                + " (5), got 80");
    }

    @Test
    void theTwoStepsLowerTheLrpError() {
        EvaluationData fit = SimulatedDetections.byScore(6000, 10, s -> s * s);
        EvaluationData test = SimulatedDetections.byScore(6000, 11, s -> s * s);
        TwoStepCalibration fitted =
                TwoStepCalibrator.of(
                                CategoryWiseCalibrator.of(ScoreOnly.of(ScoreLinear.withDefaults()))
                                        .withTarget(DetectionTarget.IOU)
                                        .withMatching(CocoMatching.at(0)))
                        .calibrate(fit.detections(), fit.truth());
        DetectionBatch kept = fitted.apply(test.detections());
        assertThat(kept.size()).isBetween(500, 5000);
        DetectionMeasure lrp = new CategoryMean(LocalisationRecallPrecision.withDefaults());
        assertThat(error(kept, test, lrp, 0)).isLessThan(error(test.detections(), test, lrp, 0));
        DetectionMeasure ece = new CategoryMean(LocalisationAwareEce.withDefaults());
        assertThat(error(kept, test, ece, 0))
                .isLessThan(0.5 * error(test.detections(), test, ece, 0));
        assertThat(
                        TwoStepCalibrator.of(PooledCalibrator.of(BoxLogistic.independent(X)))
                                .withThresholds(
                                        new ThresholdRule.Fixed(0), new ThresholdRule.Fixed(0))
                                .calibrate(fit.detections(), fit.truth())
                                .apply(test.detections())
                                .size())
                .isEqualTo(6000);
    }

    @Test
    void plattAndTheBinaryOneAgreeOnHits() {
        SplittableRandom random = new SplittableRandom(12);
        double[] scores = random.doubles(500).toArray();
        boolean[] hit = new boolean[500];
        for (int i = 0; i < 500; i++) {
            hit[i] = random.nextDouble() < scores[i];
        }
        LogisticCalibration ours = ScorePlatt.withDefaults().calibrate(scores, hit);
        LogisticCalibration theirs = PlattScaling.withDefaults().calibrate(scores, hit);
        // the ridges stand in different units
        assertThat(ours.a()).isCloseTo(theirs.a(), within(1e-4));
        assertThat(ours.c()).isCloseTo(theirs.c(), within(1e-4));
    }

    @Test
    void independentLogisticIsFoundAgain() {
        SplittableRandom random = new SplittableRandom(13);
        int n = 4000;
        double[][] columns = new double[2][n];
        double[] targets = new double[n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = random.nextDouble();
            columns[1][i] = random.nextDouble();
            double z = 0.5 + 0.7 * Sigmoid.logit(columns[0][i]) - 1.3 * columns[1][i];
            targets[i] = Sigmoid.of(z);
        }
        BoxLogisticCalibration fitted =
                BoxLogistic.independent(X)
                        .fit(DetectionPoints.of(columns, new boolean[n]), targets);
        assertThat(fitted.weights()[0]).isCloseTo(0.5, within(1e-4));
        assertThat(fitted.weights()[1]).isCloseTo(0.7, within(1e-4));
        assertThat(fitted.weights()[2]).isCloseTo(-1.3, within(1e-4));
    }

    @Test
    void linearIsLeastSquaresCutToTheUnitInterval() {
        MonotoneCalibration fitted =
                ScoreLinear.withDefaults()
                        .calibrate(new double[] {0.25, 0.75}, new double[] {0, 1});
        assertThat(fitted.apply(0.1)).isZero();
        assertThat(fitted.apply(0.5)).isCloseTo(0.5, within(1e-15));
        assertThat(fitted.apply(0.9)).isEqualTo(1);
        assertThat(
                        ScoreLinear.withDefaults()
                                .calibrate(new double[] {0, 1}, new double[] {0, 1})
                                .apply(0.3))
                .isCloseTo(0.3, within(1e-15));
    }

    @Test
    void aHistogramUsesTheBinsOfItsFit() {
        DetectionPoints points =
                DetectionPoints.of(new double[][] {{0.5, 0.5, 0.6, 0.1}}, new boolean[4]);
        GridHistogramCalibration fitted =
                GridHistogram.equalWidth(List.of(), 4).fit(points, new double[] {1, 0.5, 0, 0.2});
        assertThat(fitted.apply(0.5)).isEqualTo(0.5);
        assertThat(fitted.apply(Math.nextDown(0.5))).isEqualTo(0.375);
        assertThat(fitted.apply(1)).isEqualTo(0.875);
        assertThat(fitted.apply(0)).isEqualTo(0.2);
    }

    @Test
    void featuresAreDifferentAndNotTheScore() {
        assertThatThrownBy(() -> BoxBeta.independent(List.of(DetectionFeature.SCORE)))
                .hasMessage("features must not hold SCORE, which is always in");
        assertThatThrownBy(
                        () ->
                                BoxLogistic.dependent(
                                        List.of(DetectionFeature.WIDTH, DetectionFeature.WIDTH)))
                .hasMessage("features must be different, got [WIDTH, WIDTH]");
        assertThatThrownBy(() -> GridHistogram.equalWidth(X, 3, 3, 3))
                .hasMessage("numbers of bins must be 1 or 2, got [3, 3, 3]");
    }

    @Test
    void damagedModelsAreRefused() {
        refused(
                ModelDocument.of("detection-box-logistic")
                        .putTexts("features", List.of("CENTRE_X"))
                        .put("products", false)
                        .put("weights", new double[2]),
                "damaged detection-box-logistic model: weights must have the length of intercept"
                        + " and terms (3), got 2");
        refused(
                ModelDocument.of("detection-box-beta")
                        .putTexts("features", List.of("DEPTH"))
                        .put("weights", new double[5]),
                "damaged detection-box-beta model: features must not hold DEPTH");
        refused(
                ModelDocument.of("detection-thresholds").put("thresholds", new double[] {2}),
                "damaged detection-thresholds model: thresholds[0] must be <= 1, got 2.0");
        refused(
                ModelDocument.of("detection-pooled")
                        .put(
                                "map",
                                ModelDocument.of("detection-thresholds")
                                        .put("thresholds", new double[] {0.5})
                                        .build()),
                "a map in a detection model must map scores and boxes");
    }

    private static void refused(ModelDocument.Builder document, String message) {
        assertThatThrownBy(() -> ModelFiles.fromDocument(document.build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }
}
