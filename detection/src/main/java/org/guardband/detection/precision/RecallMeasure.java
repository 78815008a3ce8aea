package org.guardband.detection.precision;

import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.matching.Outcomes;

/**
 * The share of objects that are found at one IoU threshold, as a measure of outcomes, for any
 * weights of images: what {@link CocoEvaluation#recall} gives of a category. In [0, 1], 1 being
 * perfect; NaN where no object counts. Wrap it in a {@link
 * org.guardband.detection.error.CategoryMean} for the mean over categories, and in a {@link
 * org.guardband.detection.error.ThresholdMean} for COCO's average recall.
 */
public final class RecallMeasure implements DetectionMeasure {

    private RecallMeasure() {}

    /**
     * The measure; it has no options.
     *
     * @return the measure
     */
    public static RecallMeasure withDefaults() {
        return new RecallMeasure();
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        return weights -> {
            double found = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                found += outcomes.isHit(i) ? weights[outcomes.image(i)] : 0;
            }
            // 0/0 is the NaN of no object
            return found / objects(outcomes, weights);
        };
    }

    static double objects(Outcomes outcomes, int[] weights) {
        double objects = 0;
        for (int j = 0; j < outcomes.objects(); j++) {
            objects += weights[outcomes.objectImage(j)];
        }
        return objects;
    }
}
