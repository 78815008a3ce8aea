package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.core.model.Persistent;
import org.guardband.detection.error.DetectionFeature;

/**
 * A fitted map from a score, and perhaps the box, to a calibrated score. Immutable and safe to
 * share between threads.
 */
public interface PositionCalibration extends Persistent {

    /**
     * What the map looks at beside the score.
     *
     * @return the features, in the order in which {@link #apply} takes them
     */
    List<DetectionFeature> features();

    /**
     * Corrects one score.
     *
     * @param point the score in [0, 1], then a finite number per feature
     * @return the calibrated score, in [0, 1]
     * @throws IllegalArgumentException if there are not as many numbers or one is invalid
     */
    double apply(double... point);
}
