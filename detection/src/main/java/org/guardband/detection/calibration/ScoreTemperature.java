package org.guardband.detection.calibration;

import org.guardband.classification.calibration.LogisticCalibration;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.numeric.LimitedMemoryBfgs;

/**
 * Temperature scaling of a score (Guo, Pleiss, Sun, Weinberger 2017, arXiv 1706.04599): p =
 * σ(logit(s)/T) by least mean cross-entropy against the targets, over 1/T ≥ 0. Scores keep their
 * order unless 1/T is 0, where all become ½. A ridge of 10⁻⁶ towards T = 1 keeps separable data
 * finite.
 */
public final class ScoreTemperature implements TargetCalibrator<LogisticCalibration> {

    private static final double RIDGE = 1e-6;

    private ScoreTemperature() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static ScoreTemperature withDefaults() {
        return new ScoreTemperature();
    }

    @Override
    public LogisticCalibration calibrate(double[] scores, double[] targets) {
        Held.check(scores, targets);
        double[] logits = new double[scores.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Sigmoid.logit(scores[i]);
        }
        double inverse =
                LimitedMemoryBfgs.withDefaults()
                        .minimize((x, g) -> loss(logits, targets, x, g), new double[] {1})[0];
        double kept = Math.max(inverse, 0);
        return new LogisticCalibration(kept, kept, 0);
    }

    private static double loss(
            double[] logits, double[] targets, double[] inverse, double[] gradient) {
        double sum = 0;
        double slope = 0;
        for (int i = 0; i < logits.length; i++) {
            double z = inverse[0] * logits[i];
            sum += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[i] * z;
            slope += (Sigmoid.of(z) - targets[i]) * logits[i];
        }
        double off = inverse[0] - 1;
        gradient[0] = slope / logits.length + 2 * RIDGE * off;
        return sum / logits.length + RIDGE * off * off;
    }
}
