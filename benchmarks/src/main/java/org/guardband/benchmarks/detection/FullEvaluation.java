package org.guardband.benchmarks.detection;

import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.LocalisationAwareAce;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.error.LocalisationRecallPrecision;
import org.guardband.detection.error.LrpError;
import org.guardband.detection.error.LrpThresholds;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The twelve figures and all binned and localisation-aware errors. */
final class FullEvaluation {

    private static final List<DetectionFeature> CENTRE =
            List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);
    private static final List<DetectionFeature> BOX =
            List.of(
                    DetectionFeature.CENTRE_X,
                    DetectionFeature.CENTRE_Y,
                    DetectionFeature.WIDTH,
                    DetectionFeature.HEIGHT);

    private FullEvaluation() {}

    static Map<String, Double> of(EvaluationData data) {
        Map<String, Double> figures = new LinkedHashMap<>(precision(data));
        figures.putAll(errors(data));
        return figures;
    }

    static Map<String, Double> precision(EvaluationData data) {
        return CocoEvaluation.of(CocoMatching.withDefaults().match(data.detections(), data.truth()))
                .figures()
                .byName();
    }

    static Map<String, Double> errors(EvaluationData data) {
        Map<String, Double> figures = new LinkedHashMap<>();
        Outcomes half = CocoMatching.at(0.5).match(data.detections(), data.truth()).outcomes(0);
        add(figures, "score", DetectionCalibrationError.equalWidth(20), half, List.of());
        add(
                figures,
                "score, centre",
                DetectionCalibrationError.equalWidth(8).withSampleThreshold(8),
                half,
                CENTRE);
        add(
                figures,
                "score, box",
                DetectionCalibrationError.equalWidth(5).withSampleThreshold(8),
                half,
                BOX);
        add(figures, "score, equal mass", DetectionCalibrationError.equalMass(20), half, List.of());
        figures.put(
                "D-ECE(score), by category",
                new CategoryMean(
                                DetectionCalibrationError.equalWidth(20)
                                        .measure(DetectionErrors.Kind.EXPECTED, List.of()))
                        .of(half));
        Outcomes touching = CocoMatching.at(0).match(data.detections(), data.truth()).outcomes(0);
        figures.put("LaECE", new CategoryMean(LocalisationAwareEce.withDefaults()).of(touching));
        figures.put("LaACE", new CategoryMean(LocalisationAwareAce.withDefaults()).of(touching));
        LrpError lrp =
                LrpError.mean(LocalisationRecallPrecision.withDefaults().byCategory(touching));
        figures.put("LRP", lrp.lrp());
        figures.put("LRP localisation", lrp.localisation());
        figures.put("LRP false positive", lrp.falsePositive());
        figures.put("LRP false negative", lrp.falseNegative());
        figures.put("first optimal threshold", LrpThresholds.optimal(touching).threshold(0));
        return figures;
    }

    private static void add(
            Map<String, Double> figures,
            String name,
            DetectionCalibrationError measure,
            Outcomes outcomes,
            List<DetectionFeature> features) {
        DetectionErrors errors = measure.of(DetectionPoints.of(outcomes, features));
        figures.put("D-ECE(" + name + ")", errors.expected());
        figures.put("D-ACE(" + name + ")", errors.average());
        figures.put("D-MCE(" + name + ")", errors.maximum());
    }
}
