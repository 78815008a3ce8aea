package org.guardband.conformal.multimodal;

import java.util.Objects;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;

/** A conformal method for numbers, by a score whose sets may have gaps. */
public final class UnionConformalizer
        implements Conformalizer<RealBatch, double[], UnionRegressor> {

    private final UnionScore score;

    private UnionConformalizer(UnionScore score) {
        this.score = Objects.requireNonNull(score, "score");
    }

    /**
     * Conformalizes by a score.
     *
     * @param score for instance {@link ThresholdedIntervals}, {@link HighestDensity} or {@link
     *     NearestSample}
     * @return the method
     */
    public static UnionConformalizer of(UnionScore score) {
        return new UnionConformalizer(score);
    }

    /**
     * Scores held-out rows.
     *
     * @param heldOut predictions of rows that the model was not trained on; exchangeable with the
     *     rows that will be predicted
     * @param truths the truth of each row, finite
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, or the score
     *     is not defined for these predictions
     */
    @Override
    public UnionRegressor conformalize(RealBatch heldOut, double[] truths) {
        return new UnionRegressor(score, ConformalScores.wrap(scores(score, heldOut, truths)));
    }

    static double[] scores(UnionScore score, RealBatch batch, double[] y) {
        double[] scores = new double[batch.size()];
        score.scores(batch, y, scores);
        return scores;
    }

    @Override
    public String toString() {
        return "UnionConformalizer[" + score + "]";
    }
}
