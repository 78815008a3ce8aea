package org.guardband.detection.calibration;

import org.guardband.core.calibration.Calibration;
import org.guardband.detection.DetectionBatch;

/**
 * A fitted correction of detections' scores; boxes and categories stay. Immutable and safe to share
 * between threads.
 */
public interface DetectionCalibration extends Calibration<DetectionBatch, DetectionBatch> {}
