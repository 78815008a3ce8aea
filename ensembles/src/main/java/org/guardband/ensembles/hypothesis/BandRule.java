package org.guardband.ensembles.hypothesis;

/** On which side of zero a confidence band speaks against calibration. */
public enum BandRule {
    /** Above zero only: a squared kernel calibration error is never negative. */
    ABOVE_ZERO,

    /**
     * On either side, as in the authors' code, which refuses too where some combination's estimate
     * is far below zero.
     */
    REFERENCE_COMPATIBLE_EITHER_SIDE
}
