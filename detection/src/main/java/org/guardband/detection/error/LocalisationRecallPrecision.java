package org.guardband.detection.error;

import org.guardband.detection.matching.Outcomes;

/**
 * The localisation-recall-precision error LRP of one category (Oksuz, Cam, Akbas, Kalkan 2018,
 * arXiv 1807.01696): with TP hits, FP false alarms and FN objects that are missed at the IoU
 * threshold τ,
 *
 * <p>LRP = (Σ_hits (1 − IoU)/(1 − τ) + FP + FN)/(TP + FP + FN),
 *
 * <p>in [0, 1], and 1 where nothing is found. As a measure it is for one category; wrap it in a
 * {@link CategoryMean} for the mean over categories that have an object.
 *
 * <p>Where there are false alarms and no hit, 1 − precision is 1; the reference
 * (fiveai/detection_calibration) has no number there, and neither has {@link #referenceCompatible}.
 */
public final class LocalisationRecallPrecision implements DetectionMeasure {

    private final boolean reference;

    private LocalisationRecallPrecision(boolean reference) {
        this.reference = reference;
    }

    /**
     * The error.
     *
     * @return the measure
     */
    public static LocalisationRecallPrecision withDefaults() {
        return new LocalisationRecallPrecision(false);
    }

    /**
     * Gives no false-positive part where there is no hit.
     *
     * @return the measure with this choice
     */
    public LocalisationRecallPrecision referenceCompatible() {
        return new LocalisationRecallPrecision(true);
    }

    @Override
    public Prepared prepare(Outcomes outcomes) {
        requireThreshold(outcomes);
        return weights -> {
            double hits = 0;
            double alarms = 0;
            double loss = 0;
            for (int i = 0; i < outcomes.size(); i++) {
                int w = weights[outcomes.image(i)];
                if (outcomes.isHit(i)) {
                    hits += w;
                    loss += w * (1 - outcomes.iou(i));
                } else {
                    alarms += w;
                }
            }
            double objects = 0;
            for (int j = 0; j < outcomes.objects(); j++) {
                objects += weights[outcomes.objectImage(j)];
            }
            return objects == 0
                    ? Double.NaN
                    : lrp(hits, alarms, objects, loss, outcomes.threshold());
        };
    }

    /**
     * The error of every category and its parts.
     *
     * @param outcomes hits and false alarms
     * @return one entry per category of the catalogue
     * @throws IllegalArgumentException if the IoU threshold is 1
     */
    public LrpError[] byCategory(Outcomes outcomes) {
        requireThreshold(outcomes);
        int[] objects = outcomes.objectsByCategory();
        double[] hits = new double[objects.length];
        double[] alarms = new double[objects.length];
        double[] loss = new double[objects.length];
        for (int i = 0; i < outcomes.size(); i++) {
            int k = outcomes.category(i);
            if (outcomes.isHit(i)) {
                hits[k]++;
                loss[k] += 1 - outcomes.iou(i);
            } else {
                alarms[k]++;
            }
        }
        LrpError[] errors = new LrpError[objects.length];
        for (int k = 0; k < errors.length; k++) {
            errors[k] = error(hits[k], alarms[k], objects[k], loss[k], outcomes.threshold());
        }
        return errors;
    }

    private LrpError error(double hits, double alarms, double objects, double loss, double tau) {
        if (objects == 0) {
            return new LrpError(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        // 0/0 is the NaN of a part without cases
        double falsePositive = reference && hits == 0 ? Double.NaN : alarms / (hits + alarms);
        return new LrpError(
                lrp(hits, alarms, objects, loss, tau),
                loss / hits,
                falsePositive,
                (objects - hits) / objects);
    }

    static double lrp(double hits, double alarms, double objects, double loss, double tau) {
        return (loss / (1 - tau) + alarms + (objects - hits)) / (alarms + objects);
    }

    private static void requireThreshold(Outcomes outcomes) {
        requireThreshold(outcomes.threshold());
    }

    static void requireThreshold(double tau) {
        if (!(tau < 1)) {
            throw new IllegalArgumentException("IoU threshold must be < 1 for LRP, got " + tau);
        }
    }
}
