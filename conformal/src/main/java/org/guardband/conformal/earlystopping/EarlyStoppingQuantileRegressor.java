package org.guardband.conformal.earlystopping;

import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.UnionRows;

/**
 * {@link EarlyStoppingQuantileRegression}, fitted: immutable, safe to share between threads, good
 * for any coverage.
 */
public final class EarlyStoppingQuantileRegressor
        implements ConformalPredictor<SnapshotPath<? extends RealBatch>, IntervalUnions> {

    static final String METHOD = "ces-quantile-regression";

    private final double lower;
    private final double upper;
    private final QuantileResiduals residuals;
    private final boolean nonEmpty;

    EarlyStoppingQuantileRegressor(
            double lower, double upper, QuantileResiduals residuals, boolean nonEmpty) {
        this.lower = lower;
        this.upper = upper;
        this.residuals = residuals;
        this.nonEmpty = nonEmpty;
    }

    @Override
    public int calibrationSize() {
        return residuals.rows();
    }

    /**
     * The held-out losses of the lower quantile.
     *
     * @return summed pinball losses
     */
    public SnapshotLosses lowerLosses() {
        return residuals.lowerLosses();
    }

    /**
     * The held-out losses of the upper quantile.
     *
     * @return summed pinball losses
     */
    public SnapshotLosses upperLosses() {
        return residuals.upperLosses();
    }

    /**
     * Sets of one coverage, as unions of intervals.
     *
     * @param path predictions of the test rows by the same snapshots
     * @param coverage 1 − α; the levels stay those of the fit
     * @return one union per row; the whole line where there are too few held-out rows
     * @throws IllegalArgumentException if there are not as many snapshots, or a quantile is not
     *     finite
     */
    @Override
    public IntervalUnions sets(SnapshotPath<? extends RealBatch> path, Coverage coverage) {
        Snapshots.requireCount(path, residuals.snapshots());
        return Chunks.of(
                path,
                part -> {
                    QuantileTables tables =
                            new QuantileTables(part, lower, upper, residuals, coverage);
                    return UnionRows.of(
                            tables.rows(), UnionHulls.BLOCK, () -> tables.worker(nonEmpty));
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
        ModelDocument.Builder document =
                ModelDocument.of(METHOD)
                        .put("lower", lower)
                        .put("upper", upper)
                        .put("non-empty", nonEmpty);
        residuals.describe(document);
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EarlyStoppingQuantileRegressor that
                && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return residuals.lowerLosses().hashCode();
    }

    @Override
    public String toString() {
        return "EarlyStoppingQuantileRegressor["
                + lower
                + ", "
                + upper
                + ", T="
                + residuals.snapshots()
                + ", n="
                + calibrationSize()
                + "]";
    }
}
