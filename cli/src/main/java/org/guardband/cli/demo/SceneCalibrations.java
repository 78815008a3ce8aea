package org.guardband.cli.demo;

import java.util.List;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.calibration.BoxBeta;
import org.guardband.detection.calibration.BoxLogistic;
import org.guardband.detection.calibration.DetectionCalibrator;
import org.guardband.detection.calibration.PooledCalibrator;
import org.guardband.detection.calibration.PositionCalibrator;
import org.guardband.detection.calibration.ScoreIsotonic;
import org.guardband.detection.calibration.ScoreOnly;
import org.guardband.detection.calibration.ScoreTemperature;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;

/** The calibrators that the tour tries on a detector's scores. */
final class SceneCalibrations {

    static final List<String> COLUMNS =
            List.of("scenes: scores", "AP", "D-ECE", "D-ECE by position", "LaECE");

    private static final double OVERLAP = 0.5;
    private static final int DIGITS = 3;
    private static final String UNTREATED = "untreated";
    private static final String BY_POSITION = "box logistic";

    private static final List<DetectionFeature> BOX =
            List.of(
                    DetectionFeature.CENTRE_X,
                    DetectionFeature.CENTRE_Y,
                    DetectionFeature.WIDTH,
                    DetectionFeature.HEIGHT);

    private SceneCalibrations() {}

    /**
     * A way to treat scores.
     *
     * @param name what the table calls it
     * @param map the calibrator
     */
    record Method(String name, Calibrate map) {

        boolean isDrawn() {
            return name.equals(UNTREATED) || name.equals(BY_POSITION);
        }

        Outcomes outcomes(EvaluationData heldOut, EvaluationData test) {
            return CocoMatching.at(OVERLAP)
                    .match(map.calibrated(heldOut, test.detections()), test.truth())
                    .outcomes(0);
        }
    }

    /** Learns from held-out scenes and corrects scores. */
    @FunctionalInterface
    interface Calibrate {
        DetectionBatch calibrated(EvaluationData heldOut, DetectionBatch test);
    }

    static List<Method> all() {
        return List.of(
                new Method(UNTREATED, (heldOut, test) -> test),
                of("temperature", ScoreOnly.of(ScoreTemperature.withDefaults())),
                of("isotonic", ScoreOnly.of(ScoreIsotonic.withDefaults())),
                of(BY_POSITION, BoxLogistic.dependent(BOX)),
                of("box beta", BoxBeta.independent(BOX)));
    }

    private static Method of(String name, PositionCalibrator<?> map) {
        DetectionCalibrator<?> calibrator = PooledCalibrator.of(map);
        return new Method(
                name,
                (heldOut, test) ->
                        calibrator.calibrate(heldOut.detections(), heldOut.truth()).apply(test));
    }

    static List<String> row(Method method, Outcomes outcomes, EvaluationData test) {
        double precision =
                CocoEvaluation.of(
                                CocoMatching.withDefaults()
                                        .match(outcomes.detections(), test.truth()))
                        .figures()
                        .ap();
        return List.of(
                method.name(),
                text(precision),
                text(
                        DetectionCalibrationError.equalWidth(10)
                                .measure(DetectionErrors.Kind.EXPECTED, List.of())
                                .of(outcomes)),
                text(
                        DetectionCalibrationError.equalWidth(5)
                                .measure(
                                        DetectionErrors.Kind.EXPECTED,
                                        List.of(
                                                DetectionFeature.CENTRE_X,
                                                DetectionFeature.CENTRE_Y))
                                .of(outcomes)),
                text(LocalisationAwareEce.withDefaults().of(outcomes)));
    }

    private static String text(double value) {
        return Decimals.fixed(value, DIGITS);
    }
}
