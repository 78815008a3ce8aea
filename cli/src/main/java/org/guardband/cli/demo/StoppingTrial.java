package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.conformal.SplitConformal;
import org.guardband.conformal.earlystopping.EarlyStoppingRegression;
import org.guardband.conformal.earlystopping.SnapshotLosses;
import org.guardband.conformal.earlystopping.SnapshotPath;
import org.guardband.conformal.regression.AbsoluteResidual;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.set.Intervals;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Losses;

/** One training run, and the ways to use its held-out rows both to stop it and to calibrate. */
final class StoppingTrial {

    static final int TRAIN = 150;
    static final int HELD_OUT = 40;
    static final int SNAPSHOTS = 30;
    static final Coverage ASKED = Coverage.of(0.9);

    private static final int EVERY = 10;

    private final List<double[]> heldOut = new ArrayList<>();
    private final List<double[]> test = new ArrayList<>();
    private final double[] y;

    private StoppingTrial(double[] y) {
        this.y = y;
    }

    /** Trains a network on standardised rows, and keeps what each snapshot says of the others. */
    static StoppingTrial train(double[][] features, double[] targets, Split split, long seed) {
        Scales scales = Scales.of(features, targets, split.train());
        double[] known = scales.targets(split.train());
        DoubleMatrix truth = DoubleMatrix.zeros(known.length, 1);
        IntStream.range(0, known.length).forEach(i -> truth.set(i, 0, known[i]));
        SmallNetwork network =
                new SmallNetwork(
                        scales.features(split.train()),
                        1,
                        (tape, out) -> Losses.halfSquaredError(tape, out, tape.constant(truth)),
                        seed);
        StoppingTrial trial = new StoppingTrial(scales.truths(split.calibration()));
        for (int snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
            network.train(EVERY);
            trial.heldOut.add(scales.back(network.outputs(scales.features(split.calibration()))));
            trial.test.add(scales.back(network.outputs(scales.features(split.test()))));
        }
        return trial;
    }

    /** No early stopping: the last snapshot. */
    Intervals last() {
        return split(SNAPSHOTS - 1, 0);
    }

    /** The best snapshot, calibrated by the rows that chose it, against the rules. */
    Intervals naive() {
        return split(best(y.length), 0);
    }

    /** Half of the rows chooses the snapshot, the other half calibrates it. */
    Intervals halves() {
        return split(best(y.length / 2), y.length / 2);
    }

    /** All rows do both, by the rules. */
    Intervals allowed() {
        return EarlyStoppingRegression.withDefaults()
                .conformalize(SnapshotPath.ofNumbers(SNAPSHOTS, heldOut::get), y)
                .hulls(SnapshotPath.ofNumbers(SNAPSHOTS, test::get), ASKED);
    }

    /** Calibrates a snapshot by the rows from the given one on. */
    private Intervals split(int snapshot, int from) {
        double[] predicted = heldOut.get(snapshot);
        return SplitConformal.regressor(AbsoluteResidual.withDefaults())
                .conformalize(
                        numbers(Arrays.copyOfRange(predicted, from, predicted.length)),
                        Arrays.copyOfRange(y, from, y.length))
                .sets(numbers(test.get(snapshot)), ASKED);
    }

    /** The snapshot of least squared error on the first rows. */
    private int best(int rows) {
        return SnapshotLosses.squaredError(
                        SnapshotPath.ofNumbers(SNAPSHOTS, t -> Arrays.copyOf(heldOut.get(t), rows)),
                        Arrays.copyOf(y, rows))
                .best();
    }

    private static RealBatch numbers(double[] predicted) {
        return SnapshotPath.ofNumbers(1, snapshot -> predicted).predictions(0);
    }

    /** Means and deviations of the rows that are trained on. */
    private static final class Scales {

        private final double[][] rows;
        private final double[] y;
        private final double[] mean;
        private final double[] sd;
        private final double centre;
        private final double unit;

        private Scales(
                double[][] rows,
                double[] y,
                double[] mean,
                double[] sd,
                double centre,
                double unit) {
            this.rows = rows;
            this.y = y;
            this.mean = mean;
            this.sd = sd;
            this.centre = centre;
            this.unit = unit;
        }

        static Scales of(double[][] rows, double[] y, int[] train) {
            int columns = rows[0].length;
            double[] mean = new double[columns];
            double[] sd = new double[columns];
            for (int j = 0; j < columns; j++) {
                int column = j;
                double[] values = Arrays.stream(train).mapToDouble(i -> rows[i][column]).toArray();
                mean[j] = mean(values);
                sd[j] = deviation(values, mean[j]);
            }
            double[] targets = Arrays.stream(train).mapToDouble(i -> y[i]).toArray();
            double centre = mean(targets);
            return new Scales(rows, y, mean, sd, centre, deviation(targets, centre));
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        private static double deviation(double[] values, double mean) {
            return Math.sqrt(
                    Arrays.stream(values)
                            .map(v -> (v - mean) * (v - mean))
                            .average()
                            .orElseThrow());
        }

        double[][] features(int[] chosen) {
            double[][] out = new double[chosen.length][mean.length];
            for (int i = 0; i < chosen.length; i++) {
                for (int j = 0; j < mean.length; j++) {
                    out[i][j] = (rows[chosen[i]][j] - mean[j]) / sd[j];
                }
            }
            return out;
        }

        double[] truths(int[] chosen) {
            return Arrays.stream(chosen).mapToDouble(i -> y[i]).toArray();
        }

        double[] targets(int[] chosen) {
            return Arrays.stream(truths(chosen)).map(v -> (v - centre) / unit).toArray();
        }

        double[] back(double[] outputs) {
            return Arrays.stream(outputs).map(v -> centre + unit * v).toArray();
        }
    }
}
