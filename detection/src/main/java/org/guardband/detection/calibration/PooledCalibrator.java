package org.guardband.detection.calibration;

import java.util.Objects;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;

/**
 * One map for the detections of all categories. Detections are matched at the IoU threshold τ by
 * {@link CocoMatching}; those that count as a hit or a false alarm are fitted, by default towards
 * the precision at τ = 0.5. What is calibrated is the mean over categories together: a single
 * category may be off.
 */
public final class PooledCalibrator implements DetectionCalibrator<PooledCalibration> {

    private final PositionCalibrator<?> method;
    private final DetectionTarget target;
    private final CocoMatching matching;

    private PooledCalibrator(
            PositionCalibrator<?> method, DetectionTarget target, CocoMatching matching) {
        this.method = Objects.requireNonNull(method, "method");
        this.target = Objects.requireNonNull(target, "target");
        this.matching = Objects.requireNonNull(matching, "matching");
    }

    /**
     * Fits one map towards the precision at IoU 0.5.
     *
     * @param method how the map is fitted
     * @return the unfitted method
     */
    public static PooledCalibrator of(PositionCalibrator<?> method) {
        return new PooledCalibrator(method, DetectionTarget.PRECISION, CocoMatching.at(0.5));
    }

    /**
     * Sets what the score is to tell.
     *
     * @param wanted precision or IoU
     * @return the method with this target
     */
    public PooledCalibrator withTarget(DetectionTarget wanted) {
        return new PooledCalibrator(method, wanted, matching);
    }

    /**
     * Sets how detections find objects; the first threshold and area range count.
     *
     * @param rule the matching rule
     * @return the method with this rule
     */
    public PooledCalibrator withMatching(CocoMatching rule) {
        return new PooledCalibrator(method, target, rule);
    }

    @Override
    public PooledCalibration calibrate(DetectionBatch heldOut, GroundTruthBatch truth) {
        return calibrate(matching.match(heldOut, truth).outcomes(0));
    }

    /**
     * Fits the map to outcomes of any matching.
     *
     * @param outcomes hits and false alarms on held-out images
     * @return the fitted correction
     * @throws IllegalArgumentException if no detection counts
     */
    public PooledCalibration calibrate(Outcomes outcomes) {
        return new PooledCalibration(
                method.fit(DetectionPoints.of(outcomes, method.features()), target.of(outcomes)));
    }
}
