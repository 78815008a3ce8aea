package org.guardband.detection.calibration;

import org.guardband.detection.matching.Outcomes;

/** What a calibrated score is to tell. */
public enum DetectionTarget {
    /** The probability that the detection is a hit at the IoU threshold of the matching. */
    PRECISION,

    /**
     * The expected IoU, a false alarm having 0 (Kuzucu, Oksuz, Sadeghi, Dokania 2024, arXiv
     * 2405.20459): precision and localisation in one number.
     */
    IOU;

    /**
     * The targets of outcomes.
     *
     * @param outcomes hits and false alarms
     * @return one number in [0, 1] per outcome
     */
    public double[] of(Outcomes outcomes) {
        if (this == IOU) {
            return outcomes.ious();
        }
        double[] targets = new double[outcomes.size()];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = outcomes.isHit(i) ? 1 : 0;
        }
        return targets;
    }
}
