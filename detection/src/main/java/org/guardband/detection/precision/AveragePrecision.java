package org.guardband.detection.precision;

import java.util.Arrays;
import org.guardband.core.numeric.SortedOrder;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.matching.Outcomes;

/**
 * COCO's average precision of one category at one IoU threshold, as a measure of outcomes: what
 * {@link CocoEvaluation#averagePrecision} gives, for any weights of images. An image that counts w
 * times is w images alike, so that a bootstrap of images ({@link
 * org.guardband.detection.error.ImageBootstrap}) sees the figure that each drawn sample has. (Equal
 * scores of one image and category then count w times each in turn, where a file with copies of the
 * image would have them in turn w times.)
 *
 * <p>Precision after each detection, by falling score, is TP/(TP + FP + 2⁻⁵²); made monotone from
 * the right and read at the recalls 0, 0.01, …, 1, its mean is the average precision, in [0, 1], 1
 * being perfect. It is NaN where no object counts. Wrap it in a {@link
 * org.guardband.detection.error.CategoryMean} for the mean over categories that have an object, and
 * in a {@link org.guardband.detection.error.ThresholdMean} for the mean over thresholds too. Of
 * outcomes of several categories it is the average precision of their detections together.
 *
 * <p>O(n) for each set of weights, with memory for the hits.
 */
public final class AveragePrecision implements DetectionMeasure {

    /** COCO's guard against 0/0. */
    private static final double TINY = Math.ulp(1.0);

    private AveragePrecision() {}

    /**
     * The measure; it has no options.
     *
     * @return the measure
     */
    public static AveragePrecision withDefaults() {
        return new AveragePrecision();
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        int n = outcomes.size();
        double[] negated = new double[n];
        Arrays.setAll(negated, i -> -outcomes.score(i));
        int[] order = SortedOrder.ascending(negated);
        int[] image = new int[n];
        boolean[] hit = new boolean[n];
        for (int i = 0; i < n; i++) {
            image[i] = outcomes.image(order[i]);
            hit[i] = outcomes.isHit(order[i]);
        }
        return weights -> value(image, hit, weights, RecallMeasure.objects(outcomes, weights));
    }

    /**
     * Only hits matter: a false alarm is never more precise than the hit before it, and recall
     * rises at hits alone.
     */
    private static double value(int[] image, boolean[] hit, int[] weights, double objects) {
        if (objects == 0) {
            return Double.NaN;
        }
        int hits = 0;
        for (int i = 0; i < hit.length; i++) {
            hits += hit[i] && weights[image[i]] > 0 ? 1 : 0;
        }
        double[] precision = new double[hits];
        double[] recall = new double[hits];
        double seen = 0;
        double found = 0;
        int at = 0;
        for (int i = 0; i < hit.length; i++) {
            int w = weights[image[i]];
            seen += w;
            if (hit[i] && w > 0) {
                found += w;
                precision[at] = found / (seen + TINY);
                recall[at++] = found / objects;
            }
        }
        for (int i = hits - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        return RecallGrid.mean(recall, precision, hits);
    }
}
