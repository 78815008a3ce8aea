package org.guardband.detection.calibration;

import org.guardband.classification.calibration.MonotoneCalibration;
import org.guardband.core.numeric.IsotonicRegression;
import org.guardband.core.prediction.MonotoneMap;

/**
 * Isotonic regression of targets in [0, 1] on the score (Zadrozny, Elkan 2002, doi
 * 10.1145/775047.775151): the non-decreasing map nearest to the targets in least squares, linear
 * between held-out scores, constant outside. O(n log n). It may make scores equal, never swap them.
 */
public final class ScoreIsotonic implements TargetCalibrator<MonotoneCalibration> {

    private ScoreIsotonic() {}

    /**
     * The method; it has no options.
     *
     * @return the unfitted method
     */
    public static ScoreIsotonic withDefaults() {
        return new ScoreIsotonic();
    }

    @Override
    public MonotoneCalibration calibrate(double[] scores, double[] targets) {
        Held.check(scores, targets);
        IsotonicRegression fit = IsotonicRegression.fit(scores, targets);
        double[] x = fit.knots();
        double[] y = fit.values();
        int from = x[0] > 0 ? 1 : 0;
        int more = from + (x[x.length - 1] < 1 ? 1 : 0);
        double[] knots = new double[x.length + more];
        double[] values = new double[knots.length];
        System.arraycopy(x, 0, knots, from, x.length);
        for (int i = 0; i < y.length; i++) {
            // a mean of numbers in [0, 1] may round beyond
            values[from + i] = Math.min(Math.max(y[i], 0), 1);
        }
        knots[0] = 0;
        values[0] = values[from];
        knots[knots.length - 1] = 1;
        values[values.length - 1] = values[from + y.length - 1];
        return new MonotoneCalibration(MonotoneMap.of(knots, values));
    }
}
