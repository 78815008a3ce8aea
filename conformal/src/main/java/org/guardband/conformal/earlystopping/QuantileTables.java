package org.guardband.conformal.earlystopping;

import java.util.concurrent.ConcurrentHashMap;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.FloatingEnds;
import org.guardband.core.set.UnionRows;

/** The quantiles of some test rows by every snapshot, and the thresholds of the pairs they meet. */
final class QuantileTables {

    private final Side low;
    private final Side high;
    private final QuantileResiduals residuals;
    private final Coverage coverage;
    private final ConcurrentHashMap<Long, Double> thresholds = new ConcurrentHashMap<>();

    QuantileTables(
            SnapshotPath<? extends RealBatch> path,
            double lower,
            double upper,
            QuantileResiduals residuals,
            Coverage coverage) {
        this.residuals = residuals;
        this.coverage = coverage;
        low = new Side(lower, residuals.lowerLosses());
        high = new Side(upper, residuals.upperLosses());
        int rows = path.predictions(0).size();
        for (int t = 0; t < path.size(); t++) {
            RealBatch batch = path.predictions(t);
            Snapshots.requireRows(t, batch.size(), rows);
            low.read(t, batch);
            high.read(t, batch);
        }
    }

    /** One of the two quantiles. */
    private static final class Side {

        private final double level;
        private final double[] losses;
        private final int best;
        private final double[][] quantile;

        Side(double level, SnapshotLosses losses) {
            this.level = level;
            this.losses = losses.toArray();
            this.best = losses.best();
            this.quantile = new double[losses.size()][];
        }

        void read(int snapshot, RealBatch batch) {
            quantile[snapshot] = new double[batch.size()];
            batch.quantiles(level, quantile[snapshot]);
            Arguments.allFinite("quantile " + level, quantile[snapshot]);
        }

        LowerEnvelope envelope() {
            return new LowerEnvelope(new PinballAugmentedLoss(level), losses.length);
        }

        /** Leaves out the snapshots that the one with the least held-out loss dominates. */
        void envelop(int row, LowerEnvelope envelope) {
            double q0 = quantile[best][row];
            envelope.clear();
            for (int t = 0; t < losses.length; t++) {
                double gap = quantile[t][row] - q0;
                double reach = gap > 0 ? level * gap : (level - 1) * gap;
                if (losses[t] - losses[best] <= reach) {
                    envelope.add(t, quantile[t][row], losses[t]);
                }
            }
            envelope.build();
        }
    }

    int rows() {
        return low.quantile[0].length;
    }

    UnionRows.Row worker(boolean nonEmpty) {
        LowerEnvelope lows = low.envelope();
        LowerEnvelope highs = high.envelope();
        return (row, out) -> {
            low.envelop(row, lows);
            high.envelop(row, highs);
            union(row, lows, highs, out);
            if (nonEmpty && out.isEmpty()) {
                add(
                        row,
                        low.best,
                        high.best,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        out);
            }
        };
    }

    /** All pairs of pieces that meet; widened pieces may meet at their borders only. */
    private void union(int row, LowerEnvelope lows, LowerEnvelope highs, UnionRows.Buffer out) {
        int first = 0;
        for (int i = 0; i < lows.pieces(); i++) {
            while (highs.to(first) < lows.from(i)) {
                first++;
            }
            for (int j = first; j < highs.pieces() && highs.from(j) <= lows.to(i); j++) {
                add(
                        row,
                        lows.owner(i),
                        highs.owner(j),
                        Math.max(lows.from(i), highs.from(j)),
                        Math.min(lows.to(i), highs.to(j)),
                        out);
            }
        }
    }

    private void add(int row, int t, int u, double from, double to, UnionRows.Buffer out) {
        double threshold = threshold(t, u);
        out.add(
                Math.max(from, FloatingEnds.lower(low.quantile[t][row], threshold)),
                Math.min(to, FloatingEnds.upper(high.quantile[u][row], threshold)));
    }

    private double threshold(int t, int u) {
        long pair = (long) t * residuals.snapshots() + u;
        return thresholds.computeIfAbsent(pair, key -> residuals.quantile(t, u, coverage));
    }
}
