package org.guardband.detection.error;

import org.guardband.detection.matching.Outcomes;

/**
 * Localisation-aware adaptive calibration error LaACE of one category (Kuzucu, Oksuz, Sadeghi,
 * Dokania 2024, arXiv 2405.20459): LaECE with a bin for each detection, the mean of |IoU − score|,
 * a false alarm having IoU 0.
 *
 * <p>Wrap it in a {@link CategoryMean} for the error of a detector: the mean over categories that
 * have an object and a detection. The reference (fiveai/detection_calibration) by a slip of
 * indexing takes detections that are to be ignored for false alarms, and drops a category without
 * any error from the mean; {@link #referenceCompatible} does so too.
 */
public final class LocalisationAwareAce implements DetectionMeasure {

    private final boolean reference;

    private LocalisationAwareAce(boolean reference) {
        this.reference = reference;
    }

    /**
     * The error.
     *
     * @return the measure
     */
    public static LocalisationAwareAce withDefaults() {
        return new LocalisationAwareAce(false);
    }

    /**
     * Counts ignored detections as false alarms and leaves categories without any error out of the
     * mean.
     *
     * @return the measure with this choice
     */
    public LocalisationAwareAce referenceCompatible() {
        return new LocalisationAwareAce(true);
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        return weights -> value(outcomes, weights);
    }

    private double value(Outcomes outcomes, int[] weights) {
        double sum = 0;
        double rows = 0;
        for (int i = 0; i < outcomes.size(); i++) {
            int w = weights[outcomes.image(i)];
            rows += w;
            sum += w * Math.abs(outcomes.iou(i) - outcomes.score(i));
        }
        if (outcomes.objects() == 0 || rows == 0) {
            return Double.NaN;
        }
        if (reference) {
            for (int row : outcomes.ignoredRows()) {
                int w = weights[outcomes.detections().image(row)];
                rows += w;
                sum += w * outcomes.detections().score(row);
            }
        }
        return reference && sum == 0 ? Double.NaN : sum / rows;
    }
}
