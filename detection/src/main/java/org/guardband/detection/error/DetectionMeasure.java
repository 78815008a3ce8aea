package org.guardband.detection.error;

import java.util.Arrays;
import org.guardband.detection.matching.Outcomes;

/** A number that tells how good the outcomes of a matching are; of an error 0 is perfect. */
@FunctionalInterface
public interface DetectionMeasure {

    /**
     * Does what does not depend on how often an image counts.
     *
     * @param outcomes hits and false alarms
     * @return the measure for any weights of images
     */
    Prepared prepare(Outcomes outcomes);

    /**
     * The measure.
     *
     * @param outcomes hits and false alarms
     * @return its value; NaN where it has none
     */
    default double of(Outcomes outcomes) {
        int[] once = new int[outcomes.detections().catalogue().images().size()];
        Arrays.fill(once, 1);
        return prepare(outcomes).value(once);
    }

    /** A measure of fixed outcomes; safe to share between threads. */
    @FunctionalInterface
    interface Prepared {

        /**
         * The measure where each image counts so many times.
         *
         * @param weights one number ≥ 0 per image of the catalogue
         * @return its value; NaN where it has none
         */
        double value(int[] weights);
    }
}
