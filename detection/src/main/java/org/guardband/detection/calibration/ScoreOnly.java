package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.classification.BinaryCalibration;
import org.guardband.classification.BinaryCalibrator;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/**
 * A calibrator of scores that does not look at boxes: those of this package, which fit any target
 * in [0, 1], and all binary ones of {@code org.guardband.classification.calibration} (BBQ, ENIR,
 * splines, Venn–Abers, …), which fit hits and false alarms only.
 */
public final class ScoreOnly implements PositionCalibrator<ScoreOnlyCalibration> {

    private final BinaryCalibrator<?> method;

    private ScoreOnly(BinaryCalibrator<?> method) {
        this.method = method;
    }

    /**
     * Wraps a calibrator of scores.
     *
     * @param method the calibrator
     * @return the same for detections
     */
    public static ScoreOnly of(BinaryCalibrator<?> method) {
        return new ScoreOnly(method);
    }

    @Override
    public List<DetectionFeature> features() {
        return List.of();
    }

    @Override
    public ScoreOnlyCalibration fit(DetectionPoints points, double[] targets) {
        Held.check(points, targets, features());
        return new ScoreOnlyCalibration(map(Held.scores(points), targets));
    }

    private BinaryCalibration map(double[] scores, double[] targets) {
        if (method instanceof TargetCalibrator<?> any) {
            return any.calibrate(scores, targets);
        }
        boolean[] positive = new boolean[targets.length];
        for (int i = 0; i < positive.length; i++) {
            if (targets[i] != 0 && targets[i] != 1) {
                throw new IllegalArgumentException(
                        "targets["
                                + i
                                + "] must be 0 or 1 for "
                                + method.getClass().getSimpleName()
                                + ", which fits precision only, got "
                                + targets[i]);
            }
            positive[i] = targets[i] == 1;
        }
        return method.calibrate(scores, positive);
    }
}
