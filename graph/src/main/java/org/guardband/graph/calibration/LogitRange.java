package org.guardband.graph.calibration;

import org.guardband.core.batch.LogitBatch;

/** The check of methods that multiply logits by one another. */
final class LogitRange {

    /** Products of two such numbers, summed over any number of classes, are finite. */
    private static final double MOST = 1e150;

    private LogitRange() {}

    static LogitBatch require(LogitBatch logits) {
        double[] row = new double[logits.classes()];
        for (int v = 0; v < logits.size(); v++) {
            logits.copyRow(v, row);
            for (int k = 0; k < row.length; k++) {
                if (!(Math.abs(row[k]) <= MOST)) {
                    throw new IllegalArgumentException(
                            "logits["
                                    + v
                                    + "]["
                                    + k
                                    + "] must be in [-1e150, 1e150], so that products of logits are"
                                    + " finite, got "
                                    + row[k]);
                }
            }
        }
        return logits;
    }
}
