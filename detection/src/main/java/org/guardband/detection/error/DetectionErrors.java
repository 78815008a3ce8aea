package org.guardband.detection.error;

/**
 * The calibration errors by cells, see {@link DetectionCalibrationError}. NaN where no cell has
 * enough rows.
 *
 * @param expected D-ECE, the mean deviation weighted by rows
 * @param average D-ACE, the mean deviation over score bins, then over cells of the other features
 * @param maximum D-MCE, the largest deviation
 * @param keptRows rows in cells that count
 * @param rows all rows
 * @param keptCells the number of cells that count
 */
public record DetectionErrors(
        double expected,
        double average,
        double maximum,
        double keptRows,
        double rows,
        int keptCells) {

    /** One of the three errors. */
    public enum Kind {
        /** D-ECE. */
        EXPECTED,
        /** D-ACE. */
        AVERAGE,
        /** D-MCE. */
        MAXIMUM
    }

    /**
     * One of the errors.
     *
     * @param kind which one
     * @return its value
     */
    public double get(Kind kind) {
        return switch (kind) {
            case EXPECTED -> expected;
            case AVERAGE -> average;
            case MAXIMUM -> maximum;
        };
    }
}
