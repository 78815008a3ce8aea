package org.guardband.detection.calibration;

import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.LrpThresholds;
import org.guardband.detection.matching.Outcomes;

/** How the thresholds of the two-step pipeline are chosen. */
public sealed interface ThresholdRule {

    /**
     * The thresholds.
     *
     * @param outcomes hits and false alarms on held-out images
     * @return one per category
     */
    LrpThresholds choose(Outcomes outcomes);

    /** For each category the threshold of the least LRP error. */
    record LrpOptimal() implements ThresholdRule {
        @Override
        public LrpThresholds choose(Outcomes outcomes) {
            return LrpThresholds.optimal(outcomes);
        }
    }

    /**
     * One threshold for all; 0 keeps everything.
     *
     * @param threshold in [0, 1]
     */
    record Fixed(double threshold) implements ThresholdRule {

        /**
         * Checks the threshold.
         *
         * @param threshold in [0, 1]
         * @throws IllegalArgumentException if it is outside
         */
        public Fixed {
            Arguments.probability("threshold", threshold);
        }

        @Override
        public LrpThresholds choose(Outcomes outcomes) {
            return LrpThresholds.fixed(
                    threshold, outcomes.detections().catalogue().categories().size());
        }
    }
}
