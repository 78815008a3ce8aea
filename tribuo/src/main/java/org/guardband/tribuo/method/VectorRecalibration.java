package org.guardband.tribuo.method;

import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.VectorScaling;

/**
 * Vector scaling: a factor and an offset for the logarithm of every class.
 *
 * @see VectorScaling
 */
public final class VectorRecalibration implements ClassRecalibrationMethod {

    /** The method; it has no options. */
    public VectorRecalibration() {}

    @Override
    public ClassCalibrator<?> calibrator() {
        return VectorScaling.withDefaults();
    }
}
