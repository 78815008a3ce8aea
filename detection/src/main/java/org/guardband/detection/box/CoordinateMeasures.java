package org.guardband.detection.box;

import org.guardband.core.Coverage;
import org.guardband.core.batch.CentralIntervals;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.score.Crps;
import org.guardband.core.score.LogScore;
import org.guardband.core.set.Intervals;
import org.guardband.regression.metrics.Ence;
import org.guardband.regression.metrics.Mpiw;
import org.guardband.regression.metrics.Picp;
import org.guardband.regression.metrics.SpreadBinning;
import org.guardband.regression.metrics.Uce;

/**
 * How good the stated uncertainty of one number of a box is.
 *
 * @param coordinate its name
 * @param negativeLogLikelihood mean {@link LogScore}, in nats
 * @param crps mean {@link Crps}, in pixels
 * @param ence {@link Ence}
 * @param uce {@link Uce}, in square pixels
 * @param coverage that of the central intervals of the next four
 * @param picp the share of truths in their interval, {@link Picp}
 * @param mpiw the mean width, {@link Mpiw}, in pixels
 * @param marginalQce {@link QuantileCalibrationError#marginal}
 * @param conditionalQce {@link QuantileCalibrationError#conditional}
 */
public record CoordinateMeasures(
        String coordinate,
        double negativeLogLikelihood,
        double crps,
        double ence,
        double uce,
        Coverage coverage,
        double picp,
        double mpiw,
        double marginalQce,
        double conditionalQce) {

    static CoordinateMeasures of(
            String name, RealBatch batch, double[] y, Coverage coverage, SpreadBinning binning) {
        Intervals intervals = CentralIntervals.of(batch, coverage);
        QuantileCalibrationError qce = new QuantileCalibrationError(coverage);
        return new CoordinateMeasures(
                name,
                new LogScore().mean(batch, y),
                new Crps().mean(batch, y),
                new Ence(binning).value(batch, y),
                new Uce(binning).value(batch, y),
                coverage,
                Picp.of(intervals, y),
                Mpiw.of(intervals),
                qce.marginal(batch, y),
                qce.conditional(batch, y, binning));
    }
}
