package org.guardband.ensembles.calibration;

import java.util.Collections;
import org.guardband.classification.calibration.TemperatureCalibration;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.calibration.Calibrator;
import org.guardband.core.numeric.GridMinimum;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.ClassPool;

/**
 * One temperature inside the pool: the T that minimises the held-out log loss of the pool of
 * softmax(z_m/T), the members sharing it. Between the two orders: the members are scaled, and the
 * pool is what is judged.
 *
 * <p>T is sought in [e⁻⁵, e⁵] on the scale of ln T, by a grid of 20 steps and Brent's method: for a
 * linear pool the loss need not have one minimum only.
 *
 * <p>Source: Wu, Gales 2021, arXiv 2101.05397 (temperatures optimised for the ensemble's
 * prediction); Rahaman, Thiery 2021, arXiv 2007.08792.
 *
 * @param pool the pool
 */
public record JointTemperature(ClassPool pool)
        implements Calibrator<ClassMembers, int[], CalibrateThenPooling> {

    private static final double RANGE = 5;
    private static final int GRID = 20;

    @Override
    public CalibrateThenPooling calibrate(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        LogLoss loss = new LogLoss();
        double best =
                GridMinimum.of(
                        log ->
                                loss.value(
                                        scaled(heldOut.size(), Math.exp(log)).apply(heldOut),
                                        labels),
                        -RANGE,
                        RANGE,
                        GRID);
        return scaled(heldOut.size(), Math.exp(best));
    }

    private CalibrateThenPooling scaled(int members, double temperature) {
        return new CalibrateThenPooling(
                Collections.nCopies(members, new TemperatureCalibration(temperature)), pool);
    }
}
