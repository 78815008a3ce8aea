package org.guardband.detection.calibration;

import java.util.Arrays;
import org.guardband.classification.calibration.MonotoneCalibration;
import org.guardband.core.prediction.MonotoneMap;

/**
 * Linear regression of targets in [0, 1] on the score with slope a ≥ 0, cut to [0, 1] (Kuzucu,
 * Oksuz, Sadeghi, Dokania 2024, arXiv 2405.20459): p = min(max(a·s + b, 0), 1), a and b by least
 * squares before the cut. Where the data want a &lt; 0, a is 0 and p the mean target.
 */
public final class ScoreLinear implements TargetCalibrator<MonotoneCalibration> {

    private ScoreLinear() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static ScoreLinear withDefaults() {
        return new ScoreLinear();
    }

    @Override
    public MonotoneCalibration calibrate(double[] scores, double[] targets) {
        Held.check(scores, targets);
        double meanScore = Arrays.stream(scores).average().orElseThrow();
        double meanTarget = Arrays.stream(targets).average().orElseThrow();
        double square = 0;
        double product = 0;
        for (int i = 0; i < scores.length; i++) {
            square += (scores[i] - meanScore) * (scores[i] - meanScore);
            product += (scores[i] - meanScore) * (targets[i] - meanTarget);
        }
        double slope = square > 0 ? Math.max(product / square, 0) : 0;
        return map(slope, meanTarget - slope * meanScore);
    }

    private static MonotoneCalibration map(double slope, double intercept) {
        double[] corners =
                Arrays.stream(new double[] {0, -intercept / slope, (1 - intercept) / slope, 1})
                        .filter(x -> x >= 0 && x <= 1)
                        // −0.0 would count as another corner than 0.0
                        .map(x -> x + 0.0)
                        .sorted()
                        .distinct()
                        .toArray();
        double[] values =
                Arrays.stream(corners)
                        .map(x -> Math.min(Math.max(slope * x + intercept, 0), 1))
                        .toArray();
        for (int i = 1; i < values.length; i++) {
            values[i] = Math.max(values[i], values[i - 1]);
        }
        return new MonotoneCalibration(MonotoneMap.of(corners, values));
    }
}
