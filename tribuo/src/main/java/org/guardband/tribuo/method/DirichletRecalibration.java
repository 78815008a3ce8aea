package org.guardband.tribuo.method;

import org.guardband.classification.ClassCalibrator;
import org.guardband.classification.calibration.DirichletCalibrator;

/**
 * Dirichlet calibration: an affine map of the logarithms of all classes, with the regularisation of
 * {@link DirichletCalibrator#withDefaults}.
 *
 * @see DirichletCalibrator
 */
public final class DirichletRecalibration implements ClassRecalibrationMethod {

    /** The method; it has no options. */
    public DirichletRecalibration() {}

    @Override
    public ClassCalibrator<?> calibrator() {
        return DirichletCalibrator.withDefaults();
    }
}
