package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/**
 * Beta calibration that depends on the box, features by themselves (Küppers, Kronenberger, Shantia,
 * Haselhoff 2020, arXiv 2004.13546): p = σ(c + Σⱼ aⱼ ln xⱼ − bⱼ ln(1 − xⱼ)), x being the score and
 * relative features in [0, 1], by least mean cross-entropy. The two weights of the score are ≥ 0: a
 * negative one is set to zero and the rest fitted again, so that at one place scores keep their
 * order. (netcal fixes the wrong weights there: it counts positions with the intercept first and
 * lays the parameters out with the intercept last.)
 *
 * <p>Features are taken for 2⁻²³ and 1 − 2⁻²³ where they are beyond.
 *
 * <p>A ridge of 10⁻⁶ towards p = s, on logarithms brought to unit spread, keeps separable data
 * finite.
 */
public final class BoxBeta implements PositionCalibrator<BoxBetaCalibration> {

    private final List<DetectionFeature> features;

    private BoxBeta(List<DetectionFeature> features) {
        this.features = Held.distinct(features);
    }

    /**
     * Features that act each by itself.
     *
     * @param features what to look at beside the score, at most once each
     * @return the unfitted method
     * @throws IllegalArgumentException if a feature is there twice or is the score
     */
    public static BoxBeta independent(List<DetectionFeature> features) {
        return new BoxBeta(features);
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public BoxBetaCalibration fit(DetectionPoints points, double[] targets) {
        Held.check(points, targets, features);
        int d = points.dimensions();
        double[][] columns = new double[2 * d][points.size()];
        for (int i = 0; i < points.size(); i++) {
            columns[0][i] = Sigmoid.logOf(points.value(i, 0));
            columns[1][i] = -Sigmoid.logOfComplement(points.value(i, 0));
            for (int j = 1; j < d; j++) {
                double x = BoxBetaCalibration.inside(points.value(i, j));
                columns[2 * j][i] = Math.log(x);
                columns[2 * j + 1][i] = -Math.log1p(-x);
            }
        }
        boolean[] free = {true, true};
        double[] w = solve(columns, targets, free);
        // at most two rounds: each fixes a weight
        while ((free[0] && w[1] < 0) || (free[1] && w[2] < 0)) {
            free[free[0] && w[1] < 0 ? 0 : 1] = false;
            w = solve(columns, targets, free);
        }
        return new BoxBetaCalibration(features, w);
    }

    private static double[] solve(double[][] columns, double[] targets, boolean[] free) {
        double[][] kept = columns.clone();
        double[] centre = new double[columns.length + 1];
        for (int side = 0; side < free.length; side++) {
            centre[side + 1] = free[side] ? 1 : 0;
            kept[side] = free[side] ? columns[side] : new double[targets.length];
        }
        double[] w = new TargetLogistic(kept, targets, centre).solve();
        for (int side = 0; side < free.length; side++) {
            w[side + 1] = free[side] ? w[side + 1] : 0;
        }
        return w;
    }
}
