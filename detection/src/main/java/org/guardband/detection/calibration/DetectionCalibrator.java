package org.guardband.detection.calibration;

import org.guardband.core.calibration.Calibration;
import org.guardband.core.calibration.Calibrator;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * An unfitted correction of detections' scores, which learns from detections and true objects on
 * held-out images.
 *
 * @param <C> the fitted correction
 */
@FunctionalInterface
public interface DetectionCalibrator<C extends Calibration<DetectionBatch, DetectionBatch>>
        extends Calibrator<DetectionBatch, GroundTruthBatch, C> {

    /**
     * Fits the correction.
     *
     * @param heldOut detections on images that the detector was not trained on
     * @param truth the true objects of these images, over the same catalogue
     * @return the fitted correction
     * @throws IllegalArgumentException if the catalogues differ or no detection counts
     */
    @Override
    C calibrate(DetectionBatch heldOut, GroundTruthBatch truth);
}
