package org.guardband.ensembles.calibration;

import org.guardband.classification.ClassCalibration;
import org.guardband.classification.ClassCalibrator;
import org.guardband.core.calibration.Calibrator;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.ClassPool;

/**
 * Pools first and calibrates the pool: the order to take. A linear pool of calibrated members that
 * disagree is under-confident, so that calibrating the members beforehand spoils what calibrating
 * the pool mends.
 *
 * <p>Source: Rahaman, Thiery 2021, arXiv 2007.08792 ("pool-then-calibrate").
 *
 * @param pool the pool
 * @param calibrator what is fitted on the pooled held-out rows
 */
public record PoolThenCalibrate(ClassPool pool, ClassCalibrator<?> calibrator)
        implements Calibrator<ClassMembers, int[], PoolThenCalibration> {

    @Override
    public PoolThenCalibration calibrate(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        ClassCalibration fitted = calibrator.calibrate(pool.apply(heldOut), labels);
        return new PoolThenCalibration(pool, fitted);
    }
}
