package org.guardband.detection.calibration;

import java.util.List;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/**
 * Logistic calibration that depends on the box (Küppers, Kronenberger, Shantia, Haselhoff 2020,
 * arXiv 2004.13546): p = σ(zᵀθ) by least mean cross-entropy, over x = (logit(s), features).
 *
 * <ul>
 *   <li>{@link #independent}: z = (1, x), each feature by itself. The weight of the score is ≥ 0,
 *       so that at one place scores keep their order; where it would be negative it is 0 and the
 *       rest fitted again.
 *   <li>{@link #dependent}: z = (1, x, all products xᵢxⱼ). netcal writes this as the logarithm of a
 *       ratio of two normal densities, b + ½[(x − μ₋)ᵀS₋(x − μ₋) − (x − μ₊)ᵀS₊(x − μ₊)] with S =
 *       VVᵀ, and descends from a start in V, μ and b. The difference of two positive definite
 *       matrices is any symmetric matrix, so the family is the same; but written as here the
 *       problem is convex and has one solution. Scores may change their order.
 * </ul>
 *
 * <p>A ridge of 10⁻⁶ towards p = s, on features brought to unit spread, keeps separable data
 * finite.
 */
public final class BoxLogistic implements PositionCalibrator<BoxLogisticCalibration> {

    private final List<DetectionFeature> features;
    private final boolean products;

    private BoxLogistic(List<DetectionFeature> features, boolean products) {
        this.features = Held.distinct(features);
        this.products = products;
    }

    /**
     * Features that act each by itself.
     *
     * @param features what to look at beside the score, at most once each
     * @return the unfitted method
     * @throws IllegalArgumentException if a feature is there twice or is the score
     */
    public static BoxLogistic independent(List<DetectionFeature> features) {
        return new BoxLogistic(features, false);
    }

    /**
     * Features that act together.
     *
     * @param features what to look at beside the score, at most once each
     * @return the unfitted method
     * @throws IllegalArgumentException if a feature is there twice or is the score
     */
    public static BoxLogistic dependent(List<DetectionFeature> features) {
        return new BoxLogistic(features, true);
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public BoxLogisticCalibration fit(DetectionPoints points, double[] targets) {
        Held.check(points, targets, features);
        int d = points.dimensions();
        int terms = BoxLogisticCalibration.terms(d, products);
        double[][] columns = new double[terms][points.size()];
        double[] x = new double[d];
        double[] z = new double[terms];
        for (int i = 0; i < points.size(); i++) {
            x[0] = Sigmoid.logit(points.value(i, 0));
            for (int j = 1; j < d; j++) {
                x[j] = points.value(i, j);
            }
            BoxLogisticCalibration.expand(x, products, z);
            for (int j = 0; j < terms; j++) {
                columns[j][i] = z[j];
            }
        }
        double[] centre = new double[terms + 1];
        centre[1] = 1;
        double[] w = new TargetLogistic(columns, targets, centre).solve();
        if (!products && w[1] < 0) {
            columns[0] = new double[points.size()];
            w = new TargetLogistic(columns, targets, new double[terms + 1]).solve();
            w[1] = 0;
        }
        return new BoxLogisticCalibration(features, products, w);
    }
}
