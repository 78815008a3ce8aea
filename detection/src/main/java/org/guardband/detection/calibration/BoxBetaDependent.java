package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.LimitedMemoryBfgs;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;

/**
 * Beta calibration that depends on the box, features together (Küppers, Kronenberger, Shantia,
 * Haselhoff 2020, arXiv 2004.13546): the logit of p is the logarithm of the ratio of two
 * multivariate beta densities of Libby and Novick (1982, doi 10.3102/10769986007004271). With u =
 * x/(1 − x) of score and features,
 *
 * <p>logit p = c + Σⱼ (α⁺ⱼ − α⁻ⱼ) ln uⱼ + A⁻ ln(1 + Σⱼ λ⁻ⱼuⱼ) − A⁺ ln(1 + Σⱼ λ⁺ⱼuⱼ), A = α₀ + Σⱼ
 * αⱼ,
 *
 * <p>all α, λ &gt; 0, the densities' constants being part of c. Parameters are sought by least mean
 * cross-entropy over ln α, ln λ and c with a ridge of 10⁻⁶, from the start at which p is the score.
 * The problem is not convex: the result is a local minimum, the same one each time, where netcal
 * starts at random. Scores may change their order.
 *
 * <p>Score and features are taken for 2⁻²³ and 1 − 2⁻²³ where they are beyond.
 *
 * <p>The fit stops after 300 steps at the latest: the valleys around the minimum are nearly flat.
 */
public final class BoxBetaDependent implements PositionCalibrator<BoxBetaDependentCalibration> {

    private static final double RIDGE = 1e-6;
    private static final int ROWS_PER_BLOCK = 4096;
    private static final int MOST_STEPS = 300;

    private final List<DetectionFeature> features;

    private BoxBetaDependent(List<DetectionFeature> features) {
        this.features = Held.distinct(features);
    }

    /**
     * Features that act together.
     *
     * @param features what to look at beside the score, at most once each
     * @return the unfitted method
     * @throws IllegalArgumentException if a feature is there twice or is the score
     */
    public static BoxBetaDependent of(List<DetectionFeature> features) {
        return new BoxBetaDependent(features);
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public BoxBetaDependentCalibration fit(DetectionPoints points, double[] targets) {
        Held.check(points, targets, features);
        int d = points.dimensions();
        double[][] ratio = new double[points.size()][d];
        double[][] log = new double[points.size()][d];
        for (int i = 0; i < ratio.length; i++) {
            for (int j = 0; j < d; j++) {
                double x = BoxBetaCalibration.inside(points.value(i, j));
                ratio[i][j] = x / (1 - x);
                log[i][j] = Math.log(ratio[i][j]);
            }
        }
        double[] start = start(d);
        double[] found =
                LimitedMemoryBfgs.withDefaults()
                        .withMaxIterations(MOST_STEPS)
                        .withTolerance(1e-8)
                        .descend((x, g) -> evaluate(ratio, log, targets, start, x, g), start);
        return new BoxBetaDependentCalibration(features, found);
    }

    /** α⁺ = (1, 2, 1, …), α⁻ = (2, 1, 1, …) with α₀ first, λ = 1: then A⁺ = A⁻ and p = s. */
    private static double[] start(int d) {
        double[] start = new double[BoxBetaDependentCalibration.parameters(d)];
        start[2] = Math.log(2);
        start[d + 2] = Math.log(2);
        return start;
    }

    private static double evaluate(
            double[][] ratio,
            double[][] log,
            double[] targets,
            double[] start,
            double[] x,
            double[] gradient) {
        int n = targets.length;
        BetaRatio map = new BetaRatio((x.length - 3) / 4, x);
        double[][] part = new double[(n + ROWS_PER_BLOCK - 1) / ROWS_PER_BLOCK][];
        ParallelRows.run(
                n,
                ROWS_PER_BLOCK,
                (from, to) -> {
                    double[] sums = new double[x.length + 1];
                    for (int i = from; i < to; i++) {
                        map.addLoss(ratio[i], log[i], targets[i], sums);
                    }
                    part[from / ROWS_PER_BLOCK] = sums;
                });
        Arrays.fill(gradient, 0);
        double loss = 0;
        for (double[] sums : part) {
            loss += sums[x.length];
            for (int j = 0; j < x.length; j++) {
                gradient[j] += sums[j];
            }
        }
        double value = loss / n;
        for (int j = 0; j < x.length; j++) {
            double off = x[j] - start[j];
            value += RIDGE * off * off;
            gradient[j] = gradient[j] / n + 2 * RIDGE * off;
        }
        return value;
    }
}
