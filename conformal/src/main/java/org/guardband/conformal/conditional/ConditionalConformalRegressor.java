package org.guardband.conformal.conditional;

import org.guardband.conformal.regression.RegressionScore;
import org.guardband.conformal.regression.ScoreDocuments;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.Intervals;

/**
 * {@link ConditionalConformal}, fitted: immutable, safe to share between threads, good for any
 * coverage. The first call for a coverage solves one quantile regression of the calibration rows,
 * which is kept for the next ones.
 */
public final class ConditionalConformalRegressor
        implements ConformalPredictor<FeatureRows<? extends RealBatch>, Intervals> {

    static final String METHOD = "conditional-conformal";

    private final RegressionScore score;
    private final ConditionalThresholds scores;

    ConditionalConformalRegressor(RegressionScore score, ConditionalThresholds scores) {
        this.score = score;
        this.scores = scores;
    }

    @Override
    public int calibrationSize() {
        return scores.size();
    }

    /**
     * The score.
     *
     * @return the conformity score that defines the sets
     */
    public RegressionScore score() {
        return score;
    }

    /**
     * The calibration scores with their features.
     *
     * @return what gives the thresholds
     */
    public ConditionalThresholds scores() {
        return scores;
    }

    /**
     * Intervals of one coverage.
     *
     * @param rows predictions of the same model with the same features
     * @param coverage 1 − α
     * @return one interval per row; unbounded where no finite threshold serves, empty (lower &gt;
     *     upper) where the score allows that
     * @throws IllegalArgumentException if there are more or fewer features than at calibration, or
     *     a prediction lacks what the score needs
     */
    @Override
    public Intervals sets(FeatureRows<? extends RealBatch> rows, Coverage coverage) {
        return intervals(rows.batch(), scores.thresholds(rows, coverage));
    }

    /**
     * Randomised intervals, whose coverage is exact; see {@link
     * ConditionalThresholds#thresholds(FeatureRows, Coverage, double[])}.
     *
     * @param rows predictions of the same model with the same features
     * @param coverage 1 − α
     * @param u one uniform number in [0, 1] per row
     * @return one interval per row, contained in that of {@link #sets}; where a threshold is −∞ the
     *     empty one, [+∞, −∞]
     * @throws IllegalArgumentException as {@link #sets}, or if u is not of that length and range
     */
    public Intervals randomizedSets(
            FeatureRows<? extends RealBatch> rows, Coverage coverage, double[] u) {
        return intervals(rows.batch(), scores.thresholds(rows, coverage, u));
    }

    private Intervals intervals(RealBatch batch, double[] threshold) {
        double[] lower = new double[threshold.length];
        double[] upper = new double[threshold.length];
        // scores are asked for ends at finite thresholds and at +∞ alone
        score.intervals(
                batch,
                row -> threshold[row] == Double.NEGATIVE_INFINITY ? 0 : threshold[row],
                lower,
                upper);
        for (int i = 0; i < threshold.length; i++) {
            if (threshold[i] == Double.NEGATIVE_INFINITY) {
                lower[i] = Double.POSITIVE_INFINITY;
                upper[i] = Double.NEGATIVE_INFINITY;
            }
        }
        return Intervals.wrap(lower, upper);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("score", ScoreDocuments.of(score))
                .put("calibration", scores.toDocument())
                .build();
    }

    @Override
    public String toString() {
        return "ConditionalConformalRegressor[" + score + ", " + scores + "]";
    }
}
