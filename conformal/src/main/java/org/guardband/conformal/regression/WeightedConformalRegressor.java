package org.guardband.conformal.regression;

import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.Weighted;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.set.Intervals;

/**
 * Split conformal intervals under covariate shift: test rows have features of another distribution
 * P̃ than the held-out rows, P, but the same law of the truth given the features. Immutable, safe
 * to share between threads, good for any coverage.
 *
 * <p>With weights w(x) ∝ dP̃/dP(x) the interval of a test row x is {y : s(x, y) ≤ q̂(x)}, q̂(x) the
 * smallest calibration score t with Σᵢ wᵢ1{sᵢ ≤ t} ≥ (1 − α)(Σᵢ wᵢ + w(x)), and the whole line
 * where there is none. Sorting and summing the n weights takes O(n log n) once; the threshold of a
 * row is a bisection, so that m rows take O(m log n).
 *
 * <p><b>Guarantee.</b> If the weights are the true ratio up to a factor, and P̃ is absolutely
 * continuous with respect to P, then P(y in the interval) ≥ 1 − α over held-out rows from P and a
 * test row from P̃ (Tibshirani et al., Corollary 1). With estimated weights ŵ the coverage is short
 * by at most ½·E|ŵ(X) − w(X)| under P, both of mean 1, if ŵ was estimated on other rows (Lei,
 * Candès 2021, arXiv 2006.06138). Nothing is promised where the truth's law given the features
 * shifts too. Where a few weights dominate, see {@link #effectiveSize}, intervals are long or
 * unbounded, and the coverage given the held-out rows varies widely.
 *
 * <p>Where both tails have a score of their own, each takes half of the error. Results do not
 * depend on the number of threads.
 *
 * <p>Source: Tibshirani, Barber, Candès, Ramdas 2019, arXiv 1904.06019.
 */
public final class WeightedConformalRegressor
        implements ConformalPredictor<Weighted<RealBatch>, Intervals> {

    private final FittedMethod method;

    WeightedConformalRegressor(FittedMethod method) {
        this.method = method;
    }

    @Override
    public int calibrationSize() {
        return method.widest().size();
    }

    /**
     * Kish's effective number of calibration rows, (Σ wᵢ)²/Σ wᵢ².
     *
     * @return a number up to {@link #calibrationSize}; 0 where all weights are zero
     */
    public double effectiveSize() {
        return method.widest().effectiveSize();
    }

    /**
     * Intervals of one coverage.
     *
     * @param rows predictions of the same model with their weights, on the scale of the held-out
     *     rows' weights
     * @param coverage the asked coverage
     * @return one interval per row, in the same order; unbounded where the other rows' weights do
     *     not reach the coverage, and empty (lower &gt; upper) where the method allows that
     * @throws IllegalArgumentException if a prediction lacks what the score needs
     */
    @Override
    public Intervals sets(Weighted<RealBatch> rows, Coverage coverage) {
        return method.band(coverage)
                .intervals(rows.batch(), RowPlaces.weights(rows::weight), coverage, RankRule.EXACT);
    }

    /**
     * The weighted conformal p-value of a hypothesised truth of each row, (Σ wᵢ1{sᵢ ≥ s} + w)/(Σ wᵢ
     * + w); see {@link ConformalRegressor#pValues}.
     *
     * @param rows predictions of the same model with their weights
     * @param y one finite number per row
     * @return one p-value per row
     * @throws IllegalArgumentException if lengths differ, y holds an infinity or NaN, or a
     *     prediction lacks what the score needs
     */
    public double[] pValues(Weighted<RealBatch> rows, double[] y) {
        return method.widest().pValues(rows.batch(), y, RowPlaces.weights(rows::weight));
    }

    @Override
    public ModelDocument toDocument() {
        return Taxonomy.weight(method.document());
    }

    @Override
    public String toString() {
        return "WeightedConformalRegressor["
                + method.widest().tails()
                + ", n="
                + calibrationSize()
                + "]";
    }
}
