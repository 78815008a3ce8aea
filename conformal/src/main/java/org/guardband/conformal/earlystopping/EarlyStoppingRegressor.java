package org.guardband.conformal.earlystopping;

import java.util.List;
import org.guardband.conformal.regression.ConformalRegressor;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.UnionRows;

/**
 * {@link EarlyStoppingRegression}, fitted: immutable, safe to share between threads, good for any
 * coverage. Sets of a larger coverage contain those of a smaller one where the score's intervals
 * do.
 */
public final class EarlyStoppingRegressor
        implements ConformalPredictor<SnapshotPath<? extends RealBatch>, IntervalUnions> {

    static final String METHOD = "ces-regression";

    private final SnapshotLosses losses;
    private final List<ConformalRegressor> snapshots;
    private final boolean nonEmpty;

    EarlyStoppingRegressor(
            SnapshotLosses losses, List<ConformalRegressor> snapshots, boolean nonEmpty) {
        this.losses = losses;
        this.snapshots = snapshots;
        this.nonEmpty = nonEmpty;
    }

    @Override
    public int calibrationSize() {
        return snapshots.get(0).calibrationSize();
    }

    /**
     * The held-out losses that choose among the snapshots.
     *
     * @return summed squared errors
     */
    public SnapshotLosses losses() {
        return losses;
    }

    /**
     * One snapshot as calibrated on the held-out rows. That of {@code losses().best()} is the naive
     * baseline, without the guarantee of its class; see {@link NaiveCoverage}.
     *
     * @param number its number in [0, T)
     * @return the split conformal regressor of the snapshot
     * @throws IllegalArgumentException if {@code number} is out of range
     */
    public ConformalRegressor snapshot(int number) {
        return snapshots.get(Arguments.index("number", number, snapshots.size()));
    }

    /**
     * Sets of one coverage, as unions of intervals.
     *
     * @param path predictions of the test rows by the same snapshots
     * @param coverage 1 − α
     * @return one union per row; the whole line where there are too few held-out rows
     * @throws IllegalArgumentException if there are not as many snapshots, or a prediction lacks
     *     what the score needs
     */
    @Override
    public IntervalUnions sets(SnapshotPath<? extends RealBatch> path, Coverage coverage) {
        Snapshots.requireCount(path, losses.size());
        return Chunks.of(
                path,
                tables -> {
                    RegressionTables columns =
                            RegressionTables.of(tables, snapshots, losses.toArray(), coverage);
                    return UnionRows.of(
                            columns.rows(), UnionHulls.BLOCK, () -> columns.worker(nonEmpty));
                });
    }

    /**
     * The convex hulls of {@link #sets}: one interval per row. They cover at least as often.
     *
     * @param path predictions of the test rows by the same snapshots
     * @param coverage 1 − α
     * @return one interval per row; [+∞, −∞] for an empty set
     * @throws IllegalArgumentException as {@link #sets(SnapshotPath, Coverage)}
     */
    public Intervals hulls(SnapshotPath<? extends RealBatch> path, Coverage coverage) {
        return UnionHulls.of(sets(path, coverage));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("losses", losses.toArray())
                .put("non-empty", nonEmpty)
                .putChildren(
                        "snapshots",
                        snapshots.stream().map(ConformalRegressor::toDocument).toList())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EarlyStoppingRegressor that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return losses.hashCode();
    }

    @Override
    public String toString() {
        return "EarlyStoppingRegressor[T=" + losses.size() + ", n=" + calibrationSize() + "]";
    }
}
