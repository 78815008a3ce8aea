package org.guardband.detection.calibration;

import org.guardband.classification.BinaryCalibration;
import org.guardband.classification.BinaryCalibrator;

/**
 * An unfitted map of scores whose targets may lie between 0 and 1, such as IoUs.
 *
 * @param <C> the fitted map
 */
public interface TargetCalibrator<C extends BinaryCalibration> extends BinaryCalibrator<C> {

    /**
     * Fits the map.
     *
     * @param scores held-out scores in [0, 1], at least one
     * @param targets what each is to tell, in [0, 1]
     * @return the fitted map
     * @throws IllegalArgumentException if lengths differ, there is no score or a number is outside
     *     [0, 1]
     */
    C calibrate(double[] scores, double[] targets);

    @Override
    default C calibrate(double[] scores, boolean[] positive) {
        double[] targets = new double[positive.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = positive[i] ? 1 : 0;
        }
        return calibrate(scores, targets);
    }
}
