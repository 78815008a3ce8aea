package org.guardband.detection.calibration;

import java.util.Objects;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.error.LrpThresholds;
import org.guardband.detection.matching.CocoMatching;

/**
 * The pipeline of the pitfalls paper (Kuzucu, Oksuz, Sadeghi, Dokania 2024, arXiv 2405.20459) for
 * detections that are used, not ranked: drop raw detections below a threshold for each category,
 * calibrate what is left, and drop again by thresholds on calibrated scores. Thresholds are by
 * default those of the least LRP error on held-out images. Calibration on what survives keeps the
 * many detections of low score, which nobody will see, from governing the fit.
 *
 * <p>The second thresholds are chosen on the calibrated survivors of the first, as the detections
 * that they will meet are; in the authors' code all detections are meant and the survivors are what
 * it has. Matching is by default at IoU 0 (any overlap), where LRP weighs localisation fully; the
 * calibrator has a matching and target of its own.
 */
public final class TwoStepCalibrator implements DetectionCalibrator<TwoStepCalibration> {

    private final DetectionCalibrator<? extends DetectionCalibration> calibrator;
    private final CocoMatching matching;
    private final ThresholdRule first;
    private final ThresholdRule second;

    private TwoStepCalibrator(
            DetectionCalibrator<? extends DetectionCalibration> calibrator,
            CocoMatching matching,
            ThresholdRule first,
            ThresholdRule second) {
        this.calibrator = Objects.requireNonNull(calibrator, "calibrator");
        this.matching = Objects.requireNonNull(matching, "matching");
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
    }

    /**
     * The pipeline with optimal thresholds.
     *
     * @param calibrator how survivors are calibrated
     * @return the unfitted pipeline
     */
    public static TwoStepCalibrator of(
            DetectionCalibrator<? extends DetectionCalibration> calibrator) {
        return new TwoStepCalibrator(
                calibrator,
                CocoMatching.at(0),
                new ThresholdRule.LrpOptimal(),
                new ThresholdRule.LrpOptimal());
    }

    /**
     * Sets how detections find objects when thresholds are chosen; the first threshold and area
     * range count.
     *
     * @param rule the matching rule
     * @return the pipeline with this rule
     */
    public TwoStepCalibrator withMatching(CocoMatching rule) {
        return new TwoStepCalibrator(calibrator, rule, first, second);
    }

    /**
     * Sets how the two thresholds are chosen.
     *
     * @param before the rule for raw scores
     * @param after the rule for calibrated scores
     * @return the pipeline with these rules
     */
    public TwoStepCalibrator withThresholds(ThresholdRule before, ThresholdRule after) {
        return new TwoStepCalibrator(calibrator, matching, before, after);
    }

    @Override
    public TwoStepCalibration calibrate(DetectionBatch heldOut, GroundTruthBatch truth) {
        LrpThresholds before = first.choose(matching.match(heldOut, truth).outcomes(0));
        DetectionBatch survivors = before.apply(heldOut);
        DetectionCalibration fitted = calibrator.calibrate(survivors, truth);
        DetectionBatch calibrated = fitted.apply(survivors);
        LrpThresholds after = second.choose(matching.match(calibrated, truth).outcomes(0));
        return new TwoStepCalibration(before, fitted, after);
    }
}
