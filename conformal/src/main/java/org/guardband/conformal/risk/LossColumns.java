package org.guardband.conformal.risk;

import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/** The losses of all rows at one threshold after another, checked. */
final class LossColumns {

    private static final int BLOCK = 1 << 12;

    private LossColumns() {}

    /** Fills {@code out} with the losses in units of the bound, each in [0, 1]. */
    static void fill(ThresholdLoss loss, double threshold, double bound, double[] out) {
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        double value = checked(loss.at(i, threshold), i, threshold, bound);
                        out[i] = value / bound;
                    }
                });
    }

    static double checked(double value, int row, double threshold, double bound) {
        if (!(value >= 0 && value <= bound)) {
            throw new IllegalArgumentException(
                    "loss of row "
                            + row
                            + " at threshold "
                            + threshold
                            + " must be in [0, "
                            + (bound == 1 ? "1" : String.valueOf(bound))
                            + "], got "
                            + value);
        }
        return value;
    }

    static IllegalArgumentException grows(
            int row, double low, double atLow, double high, double atHigh) {
        return new IllegalArgumentException(
                "loss of row "
                        + row
                        + " must not grow with the threshold, got "
                        + atLow
                        + " at "
                        + low
                        + " and "
                        + atHigh
                        + " at "
                        + high);
    }

    static double[] requireAscending(double[] thresholds) {
        Arguments.atLeast("number of thresholds", thresholds.length, 1);
        Arguments.noneNaN("thresholds", thresholds);
        for (int j = 1; j < thresholds.length; j++) {
            if (!(thresholds[j] > thresholds[j - 1])) {
                throw new IllegalArgumentException(
                        "thresholds["
                                + j
                                + "] must be > thresholds["
                                + (j - 1)
                                + "] ("
                                + thresholds[j - 1]
                                + "), got "
                                + thresholds[j]);
            }
        }
        return thresholds.clone();
    }

    static double requireLevel(String name, double level, double bound) {
        if (!(level > 0 && level < bound)) {
            throw new IllegalArgumentException(
                    name
                            + " must be strictly between 0 and "
                            + (bound == 1 ? "1" : String.valueOf(bound))
                            + ", got "
                            + level);
        }
        return level;
    }
}
