package org.guardband.conformal.multimodal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.set.IntervalUnions;

/**
 * Split conformal sets of numbers that may have gaps: immutable, safe to share between threads,
 * good for any coverage.
 *
 * <p>The set of a row is {y : s(row, y) ≤ q̂}, with q̂ = s₍ₖ₎, k = ⌈(n+1)(1−α)⌉, from the n
 * calibration scores in ascending order, and the whole line where k &gt; n. If calibration and test
 * rows are exchangeable, P(y in the set) ≥ 1 − α over both together, however wrong the predicted
 * distributions are; where scores have no ties it is k/(n+1) exactly. Given the test row nothing is
 * promised. Sets of a larger coverage contain those of a smaller one.
 *
 * <p>Results do not depend on the number of threads.
 */
public final class UnionRegressor implements ConformalPredictor<RealBatch, IntervalUnions> {

    private static final int BLOCK = 1024;

    private final UnionScore score;
    private final ConformalScores scores;

    UnionRegressor(UnionScore score, ConformalScores scores) {
        this.score = score;
        this.scores = scores;
    }

    @Override
    public int calibrationSize() {
        return scores.size();
    }

    /**
     * The score that was conformalized.
     *
     * @return the score
     */
    public UnionScore score() {
        return score;
    }

    /**
     * Sets of one coverage.
     *
     * @param batch predictions of the same model
     * @param coverage the asked coverage
     * @return one union per row, in the same order; the whole line where {@link #calibrationSize}
     *     is too small for the coverage, and none where no number has so small a score
     * @throws IllegalArgumentException if the score is not defined for these predictions
     */
    @Override
    public IntervalUnions sets(RealBatch batch, Coverage coverage) {
        double threshold = scores.quantile(coverage);
        return threshold == Double.POSITIVE_INFINITY
                ? lines(batch.size())
                : score.unions(batch, threshold);
    }

    private static IntervalUnions lines(int rows) {
        double[] lower = new double[rows];
        double[] upper = new double[rows];
        Arrays.fill(lower, Double.NEGATIVE_INFINITY);
        Arrays.fill(upper, Double.POSITIVE_INFINITY);
        return IntervalUnions.wrap(IntStream.rangeClosed(0, rows).toArray(), lower, upper);
    }

    /**
     * The conformal p-value of a hypothesised truth of each row, (1 + #{sᵢ ≥ s})/(n+1).
     *
     * @param batch predictions of the same model
     * @param y one finite number per row
     * @return one p-value per row, in [1/(n+1), 1]
     * @throws IllegalArgumentException if lengths differ, y holds an infinity or NaN, or the score
     *     is not defined for these predictions
     */
    public double[] pValues(RealBatch batch, double[] y) {
        double[] out = UnionConformalizer.scores(score, batch, y);
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        out[i] = scores.pValue(out[i]);
                    }
                });
        return out;
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(score.method());
        score.describe(document);
        return document.put("scores", scores.toArray()).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnionRegressor that && toDocument().equals(that.toDocument());
    }

    @Override
    public int hashCode() {
        return scores.hashCode();
    }

    @Override
    public String toString() {
        return "UnionRegressor[" + score + ", n=" + calibrationSize() + "]";
    }
}
