package org.guardband.tribuo.method;

import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;

/**
 * Temperature scaling: logarithms of probabilities divided by one number, that of the smallest log
 * loss. The most probable class stays.
 *
 * @see TemperatureScaling
 */
public final class TemperatureRecalibration implements ClassRecalibrationMethod {

    /** The method; it has no options. */
    public TemperatureRecalibration() {}

    @Override
    public ClassCalibrator<?> calibrator() {
        return TemperatureScaling.withDefaults();
    }
}
