package org.guardband.detection.kde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.guardband.classification.kde.BandwidthRule;
import org.guardband.classification.kde.BetaKernelRegression;
import org.guardband.classification.kde.LeaveOneOutBandwidth;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.calibration.DetectionTarget;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;

/**
 * Kernel calibration error of a detector: the Beta-kernel error of scores against hits or overlaps,
 *
 * <pre>    (1/n) Σ |r̂ᵢ − sᵢ|^q</pre>
 *
 * with r̂ᵢ the leave-one-out regression of {@link BetaKernelRegression}. As a {@link
 * DetectionMeasure} it looks at all outcomes together; {@link
 * org.guardband.detection.error.CategoryMean} makes it class-wise, {@link
 * org.guardband.detection.error.ImageBootstrap} gives intervals (with the bandwidth held fixed, and
 * without a row's own copies in its estimate). {@link #over} is the paper's form: for each category
 * and each IoU threshold, then the mean. Fewer than two detections have no estimate (NaN), and such
 * a category is left out of the mean. For overlaps the authors take the threshold 0.5 alone; here
 * it is taken at all thresholds of the matching, so match at 0.5 for their figure.
 *
 * <p>{@link ReferenceCompatibleDetectionKernelError} is what the authors' software computes.
 *
 * <p>Source: Popordanoska, Tiulpin, Blaschko 2024, Beyond Classification: Definition and
 * Density-based Estimation of Calibration in Object Detection (WACV), arXiv 2312.06645.
 *
 * @param target what scores are to agree with
 * @param power q ≥ 1
 * @param bandwidth how the bandwidth is chosen
 */
public record DetectionKernelError(DetectionTarget target, double power, BandwidthRule bandwidth)
        implements DetectionMeasure {

    /**
     * Checks the parameters.
     *
     * @param target what scores are to agree with
     * @param power q ≥ 1
     * @param bandwidth how the bandwidth is chosen
     * @throws IllegalArgumentException if the power is out of range
     */
    public DetectionKernelError {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(bandwidth, "bandwidth");
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be >= 1 and finite, got " + power);
        }
    }

    /**
     * The L1 error with the bandwidth of the largest leave-one-out likelihood of ten.
     *
     * @param target what scores are to agree with
     * @return the measure
     */
    public static DetectionKernelError withDefaults(DetectionTarget target) {
        return new DetectionKernelError(target, 1, LeaveOneOutBandwidth.overDetectionGrid());
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        double[] scores = outcomes.scores();
        double[] targets = targets(outcomes);
        int[] image = new int[scores.length];
        Arrays.setAll(image, outcomes::image);
        if (scores.length < 2) {
            return weights -> Double.NaN;
        }
        double h = bandwidth.choose(BetaKernelRegression.of(scores));
        return weights -> weighted(scores, targets, image, weights, h);
    }

    private double weighted(
            double[] scores, double[] targets, int[] image, int[] weights, double h) {
        double[] x = new double[scores.length];
        double[] y = new double[scores.length];
        double[] w = new double[scores.length];
        int kept = 0;
        for (int i = 0; i < scores.length; i++) {
            if (weights[image[i]] > 0) {
                x[kept] = scores[i];
                y[kept] = targets[i];
                w[kept++] = weights[image[i]];
            }
        }
        if (kept < 2) {
            return Double.NaN;
        }
        return BetaKernelRegression.of(Arrays.copyOf(x, kept))
                .weightedError(Arrays.copyOf(y, kept), Arrays.copyOf(w, kept), h, power);
    }

    /** Overlaps up to 1, which rounding may pass. */
    private double[] targets(Outcomes outcomes) {
        double[] targets = target.of(outcomes);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = Math.min(1, targets[i]);
        }
        return targets;
    }

    /**
     * The errors of all categories at all thresholds.
     *
     * @param matches a matching
     * @param area index of the area range
     * @return the errors
     * @throws IllegalArgumentException if the index is out of range
     */
    public DetectionKernelResult over(Matches matches, int area) {
        Arguments.index("area", area, matches.areas().size());
        int categories = matches.detections().catalogue().categories().size();
        List<CategoryKernelError> parts = new ArrayList<>();
        double[] thresholds = matches.thresholds();
        double[][] lastScores = new double[categories][0];
        double[] lastBandwidth = new double[categories];
        for (int t = 0; t < thresholds.length; t++) {
            Outcomes all = matches.outcomes(t, area);
            for (int c = 0; c < categories; c++) {
                Outcomes some = all.ofCategory(c);
                if (some.size() < 2) {
                    continue;
                }
                double[] scores = some.scores();
                BetaKernelRegression regression = BetaKernelRegression.of(scores);
                // Mostly the same detections count at all thresholds.
                if (!Arrays.equals(scores, lastScores[c])) {
                    lastScores[c] = scores;
                    lastBandwidth[c] = bandwidth.choose(regression);
                }
                double h = lastBandwidth[c];
                parts.add(
                        new CategoryKernelError(
                                c,
                                thresholds[t],
                                scores.length,
                                h,
                                regression.error(targets(some), h, power)));
            }
        }
        return new DetectionKernelResult(parts);
    }
}
