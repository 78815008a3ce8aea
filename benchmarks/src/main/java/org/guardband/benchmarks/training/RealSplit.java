package org.guardband.benchmarks.training;

import java.util.Arrays;

/**
 * Nine tenths of the rows to train on and the rest to test, as random splits of these data usually
 * are; also both standardised by the training rows.
 *
 * @param columns features a row
 * @param train features of training rows
 * @param targets their targets
 * @param test features of test rows
 * @param truths their targets
 */
@SuppressWarnings("ArrayRecordComponent") // columns in passing, never compared
record RealSplit(int columns, double[] train, double[] targets, double[] test, double[] truths) {

    static RealSplit of(RowData data, long seed) {
        int[] order = data.shuffled(seed);
        int cut = order.length * 9 / 10;
        int[] first = Arrays.copyOfRange(order, 0, cut);
        int[] rest = Arrays.copyOfRange(order, cut, order.length);
        return new RealSplit(
                data.columns(),
                data.features(first, 0, 1),
                data.targets(first),
                data.features(rest, 0, 1),
                data.targets(rest));
    }

    double center() {
        return Arrays.stream(targets).average().orElseThrow();
    }

    double scale() {
        double center = center();
        return Math.sqrt(
                Arrays.stream(targets)
                        .map(t -> (t - center) * (t - center))
                        .average()
                        .orElseThrow());
    }

    double[] standardTargets() {
        double center = center();
        double scale = scale();
        return Arrays.stream(targets).map(t -> (t - center) / scale).toArray();
    }

    /** Rows standardised by the means and deviations of the training rows. */
    double[] standard(double... rows) {
        int n = targets.length;
        double[] means = new double[columns];
        double[] squares = new double[columns];
        for (int at = 0; at < train.length; at++) {
            means[at % columns] += train[at] / n;
        }
        for (int at = 0; at < train.length; at++) {
            double away = train[at] - means[at % columns];
            squares[at % columns] += away * away / n;
        }
        double[] out = new double[rows.length];
        for (int at = 0; at < out.length; at++) {
            double sd = Math.sqrt(squares[at % columns]);
            out[at] = (rows[at] - means[at % columns]) / (sd > 0 ? sd : 1);
        }
        return out;
    }
}
