package org.guardband.conformal.regression;

import java.util.Optional;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.Intervals;

/**
 * Split conformal intervals with marginal coverage: immutable, safe to share between threads, good
 * for any coverage.
 *
 * <p>The interval of a row is {y : s(row, y) ≤ q̂}, with q̂ = s₍ₖ₎, k = ⌈(n+1)(1−α)⌉, from the n
 * calibration scores in ascending order, and the whole line where k &gt; n. If calibration and test
 * rows are exchangeable, P(y in the interval) ≥ 1 − α; where scores have no ties it is k/(n+1)
 * exactly. The probability is over calibration and test rows together: given the calibration rows,
 * coverage follows the law of {@code CoverageLaw}; given the test row nothing is promised.
 *
 * <p>Held-out rows with {@link org.guardband.conformal.FixedWeights} have q̂ by these weights, and
 * the guarantee stated there.
 *
 * <p>Results do not depend on the number of threads.
 */
public final class ConformalRegressor implements ConformalPredictor<RealBatch, Intervals> {

    private final FittedMethod method;
    private final RankRule rule;

    ConformalRegressor(FittedMethod method, RankRule rule) {
        this.method = method;
        this.rule = rule;
    }

    @Override
    public int calibrationSize() {
        return method.widest().size();
    }

    /**
     * The effective number of held-out rows: Kish's (Σ wᵢ)²/Σ wᵢ² where they have fixed weights,
     * else {@link #calibrationSize}.
     *
     * @return a number up to {@link #calibrationSize}
     */
    public double effectiveSize() {
        return method.widest().effectiveSize();
    }

    /**
     * The score that was conformalized.
     *
     * @return the score; empty where quantiles were conformalized
     */
    public Optional<RegressionScore> score() {
        return method instanceof FittedMethod.OfScore one
                ? Optional.of(one.score())
                : Optional.empty();
    }

    /**
     * Intervals of one coverage.
     *
     * @param batch predictions of the same model
     * @param coverage the asked coverage
     * @return one interval per row, in the same order; unbounded where {@link #calibrationSize} is
     *     too small for the coverage, and empty (lower &gt; upper) where the method allows that
     * @throws IllegalArgumentException if a prediction lacks what the score needs, such as a finite
     *     mean or a positive standard deviation
     */
    @Override
    public Intervals sets(RealBatch batch, Coverage coverage) {
        return method.band(coverage).intervals(batch, RowPlaces.alike(), coverage, rule);
    }

    /**
     * The conformal p-value of a hypothesised truth of each row, (1 + #{sᵢ ≥ s})/(n+1), or (1 + Σ
     * wᵢ1{sᵢ ≥ s})/(Σ wᵢ + 1) with fixed weights: P(p ≤ α) ≤ α for the real truths, if calibration
     * and test rows are exchangeable. A small one calls the pair (prediction, y) strange.
     *
     * <p>Where the method has one score, y is in the interval of coverage 1 − α if and only if p
     * &gt; α. Where it has a score for each tail, p is twice the smaller of both p-values, at most
     * 1, which is conservative. Where its quantile levels follow the coverage, the widest pair is
     * used.
     *
     * @param batch predictions of the same model
     * @param y one finite number per row
     * @return one p-value per row, in [1/(n+1), 1]; from 1/(Σ wᵢ + 1) with fixed weights
     * @throws IllegalArgumentException if lengths differ, y holds an infinity or NaN, or a
     *     prediction lacks what the score needs
     */
    public double[] pValues(RealBatch batch, double[] y) {
        return method.widest().pValues(batch, y, RowPlaces.alike());
    }

    @Override
    public ModelDocument toDocument() {
        return method.widest().scores().get(0) instanceof WeightedPool
                ? Taxonomy.fixedWeight(method.document())
                : Taxonomy.none(method.document(), rule);
    }

    @Override
    public String toString() {
        return "ConformalRegressor[" + method.widest().tails() + ", n=" + calibrationSize() + "]";
    }
}
