package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/**
 * An unfitted map from a score, and perhaps the box, to a calibrated score.
 *
 * @param <C> the fitted map
 */
public interface PositionCalibrator<C extends PositionCalibration> {

    /**
     * What the map is to look at beside the score.
     *
     * @return the features
     */
    List<DetectionFeature> features();

    /**
     * Fits the map.
     *
     * @param points held-out detections, at least one, by the score and {@link #features}
     * @param targets what each score is to tell, in [0, 1]
     * @return the fitted map
     * @throws IllegalArgumentException if there is no point, the features differ in number, or a
     *     target is outside [0, 1] or not one that the method can fit
     */
    C fit(DetectionPoints points, double[] targets);
}
