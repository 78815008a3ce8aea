package org.guardband.detection.calibration;

import org.guardband.classification.calibration.LogisticCalibration;
import org.guardband.classification.calibration.Sigmoid;

/**
 * Beta calibration (Kull, Silva Filho, Flach 2017, Electronic Journal of Statistics 11, doi
 * 10.1214/17-EJS1338SI) on targets in [0, 1]: p = σ(a·ln s − b·ln(1 − s) + c) by least mean
 * cross-entropy, a, b ≥ 0. A negative weight is set to zero and the rest fitted again, so that
 * scores never change their order.
 *
 * <p>A ridge of 10⁻⁶ towards a = b = 1, c = 0 keeps separable data finite.
 */
public final class ScoreBeta implements TargetCalibrator<LogisticCalibration> {

    private ScoreBeta() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static ScoreBeta withDefaults() {
        return new ScoreBeta();
    }

    @Override
    public LogisticCalibration calibrate(double[] scores, double[] targets) {
        Held.check(scores, targets);
        double[] low = new double[scores.length];
        double[] high = new double[scores.length];
        for (int i = 0; i < low.length; i++) {
            low[i] = Sigmoid.logOf(scores[i]);
            high[i] = -Sigmoid.logOfComplement(scores[i]);
        }
        double[] w =
                new TargetLogistic(new double[][] {low, high}, targets, new double[] {0, 1, 1})
                        .solve();
        if (w[1] >= 0 && w[2] >= 0) {
            return new LogisticCalibration(w[1], w[2], w[0]);
        }
        double[] kept = w[1] < 0 ? high : low;
        double[] rest =
                new TargetLogistic(new double[][] {kept}, targets, new double[] {0, 1}).solve();
        if (rest[1] < 0) {
            return ScorePlatt.flat(targets);
        }
        return w[1] < 0
                ? new LogisticCalibration(0, rest[1], rest[0])
                : new LogisticCalibration(rest[1], 0, rest[0]);
    }
}
