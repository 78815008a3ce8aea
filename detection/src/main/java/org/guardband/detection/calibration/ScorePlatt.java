package org.guardband.detection.calibration;

import org.guardband.classification.calibration.LogisticCalibration;
import org.guardband.classification.calibration.Sigmoid;

/**
 * Platt scaling of a score's logit (Platt 1999, in Advances in Large Margin Classifiers) on targets
 * in [0, 1]: p = σ(a·logit(s) + c) by least mean cross-entropy, a ≥ 0 so that scores never change
 * their order. Where the data want a &lt; 0, a is 0 and p the mean target. The pitfalls paper's
 * code takes |a|, which has a second, mirrored minimum; where the data want a ≥ 0 the two agree up
 * to its tolerance.
 *
 * <p>A ridge of 10⁻⁶ towards a = 1, c = 0 keeps separable data finite.
 */
public final class ScorePlatt implements TargetCalibrator<LogisticCalibration> {

    private ScorePlatt() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static ScorePlatt withDefaults() {
        return new ScorePlatt();
    }

    @Override
    public LogisticCalibration calibrate(double[] scores, double[] targets) {
        Held.check(scores, targets);
        double[] logits = new double[scores.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Sigmoid.logit(scores[i]);
        }
        double[] w =
                new TargetLogistic(new double[][] {logits}, targets, new double[] {0, 1}).solve();
        return w[1] >= 0 ? new LogisticCalibration(w[1], w[1], w[0]) : flat(targets);
    }

    /** The mean target, whatever the score. */
    static LogisticCalibration flat(double[] targets) {
        double[] w = new TargetLogistic(new double[0][], targets, new double[] {0}).solve();
        return new LogisticCalibration(0, 0, w[0]);
    }
}
