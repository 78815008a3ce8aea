package org.guardband.ensembles.calibration;

import java.util.ArrayList;
import java.util.List;
import org.guardband.classification.ClassCalibration;
import org.guardband.classification.ClassCalibrator;
import org.guardband.core.calibration.Calibrator;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.ClassPool;

/**
 * Calibrates each member on the same held-out rows, then pools. Of use where members are off in
 * different ways and the pool's weights should see them mended; a linear pool of the result is
 * under-confident as far as the members disagree ({@link PoolThenCalibrate}).
 *
 * <p>Source: Rahaman, Thiery 2021, arXiv 2007.08792; Wu, Gales 2021, arXiv 2101.05397.
 *
 * @param calibrator what is fitted on each member
 * @param pool the pool
 */
public record CalibrateThenPool(ClassCalibrator<?> calibrator, ClassPool pool)
        implements Calibrator<ClassMembers, int[], CalibrateThenPooling> {

    @Override
    public CalibrateThenPooling calibrate(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        List<ClassCalibration> fitted = new ArrayList<>();
        for (int m = 0; m < heldOut.size(); m++) {
            fitted.add(calibrator.calibrate(heldOut.member(m), labels));
        }
        return new CalibrateThenPooling(fitted, pool);
    }
}
