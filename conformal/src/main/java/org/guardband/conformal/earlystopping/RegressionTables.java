package org.guardband.conformal.earlystopping;

import java.util.List;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.UnionRows;

/** The means and the split conformal intervals of some test rows by every snapshot. */
final class RegressionTables {

    /** Far above the rounding error of a loss difference, far below what decides anything. */
    private static final double ROUNDING = 0x1p-46;

    private final double[] losses;
    private final int best;
    private final double[][] mean;
    private final double[][] lower;
    private final double[][] upper;

    private RegressionTables(double[] losses, int snapshots) {
        this.losses = losses;
        this.best = SnapshotLosses.wrap(losses).best();
        mean = new double[snapshots][];
        lower = new double[snapshots][];
        upper = new double[snapshots][];
    }

    static RegressionTables of(
            SnapshotPath<? extends RealBatch> path,
            List<ConformalRegressor> snapshots,
            double[] losses,
            Coverage coverage) {
        RegressionTables tables = new RegressionTables(losses, snapshots.size());
        for (int t = 0; t < losses.length; t++) {
            RealBatch batch = path.predictions(t);
            if (t > 0) {
                Snapshots.requireRows(t, batch.size(), tables.rows());
            }
            tables.mean[t] = new double[batch.size()];
            batch.means(tables.mean[t]);
            Arguments.allFinite("mean", tables.mean[t]);
            Intervals intervals = snapshots.get(t).sets(batch, coverage);
            tables.lower[t] = intervals.lowerEnds();
            tables.upper[t] = intervals.upperEnds();
        }
        return tables;
    }

    int rows() {
        return mean[0].length;
    }

    UnionRows.Row worker(boolean nonEmpty) {
        LowerEnvelope envelope = new LowerEnvelope(SquaredLoss.INSTANCE, losses.length);
        double[] means = new double[losses.length];
        return (row, out) -> {
            union(row, means, envelope, out);
            if (nonEmpty && out.isEmpty()) {
                out.add(lower[best][row], upper[best][row]);
            }
        };
    }

    /**
     * A snapshot can only contribute where it beats the one that the held-out rows prefer. The
     * difference of both losses is linear in y, so that the ends of a range decide for the range:
     * first the intervals of the snapshots that can contribute are found, then, over their hull,
     * the snapshots that have a say there; the envelope needs these alone.
     */
    private void union(int row, double[] means, LowerEnvelope envelope, UnionRows.Buffer out) {
        double p0 = mean[best][row];
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (int t = 0; t < losses.length; t++) {
            means[t] = mean[t][row];
            double low = lower[t][row];
            double high = upper[t][row];
            if (low <= high && mayWin(t, means[t], p0, low, high)) {
                from = Math.min(from, low);
                to = Math.max(to, high);
            }
        }
        if (!(from <= to)) {
            return;
        }
        envelope.clear();
        for (int t = 0; t < losses.length; t++) {
            if (mayWin(t, means[t], p0, from, to)) {
                envelope.add(t, means[t], losses[t]);
            }
        }
        envelope.build();
        for (int piece = 0; piece < envelope.pieces(); piece++) {
            int owner = envelope.owner(piece);
            out.add(
                    Math.max(envelope.from(piece), lower[owner][row]),
                    Math.min(envelope.to(piece), upper[owner][row]));
        }
    }

    private boolean mayWin(int t, double p, double p0, double low, double high) {
        double excess = losses[t] - losses[best];
        return mayWin(p, p0, excess, low) || mayWin(p, p0, excess, high);
    }

    /** Unless L_t − L_0 + (y − p)² − (y − p₀)² is positive beyond doubt; infinite y is doubtful. */
    private static boolean mayWin(double p, double p0, double excess, double y) {
        double difference = excess + (p0 - p) * (2 * y - p - p0);
        double size = excess + Math.abs(p0 - p) * (2 * Math.abs(y) + Math.abs(p) + Math.abs(p0));
        return !(difference > ROUNDING * size);
    }
}
