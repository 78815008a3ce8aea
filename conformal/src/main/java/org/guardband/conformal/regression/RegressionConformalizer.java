package org.guardband.conformal.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.guardband.conformal.FixedWeights;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.Weighted;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.calibration.WeightedConformalScores;
import org.guardband.core.numeric.Arguments;

/** A conformal method for numbers that waits for held-out rows. */
public final class RegressionConformalizer
        implements Conformalizer<RealBatch, double[], ConformalRegressor> {

    /** A score, or quantiles. */
    private sealed interface Method {
        record OfScore(RegressionScore score) implements Method {}

        record OfQuantiles(ConformalizedQuantiles quantiles) implements Method {}
    }

    private final Method method;
    private final RankRule rule;

    private RegressionConformalizer(Method method, RankRule rule) {
        this.method = method;
        this.rule = rule;
    }

    /**
     * Conformalizes by a score.
     *
     * @param score the score
     * @return the method
     */
    public static RegressionConformalizer of(RegressionScore score) {
        return new RegressionConformalizer(new Method.OfScore(score), RankRule.EXACT);
    }

    /**
     * Conformalizes predicted quantiles.
     *
     * @param quantiles the method
     * @return the method
     */
    public static RegressionConformalizer of(ConformalizedQuantiles quantiles) {
        return new RegressionConformalizer(new Method.OfQuantiles(quantiles), RankRule.EXACT);
    }

    /**
     * The same with the index rule of crepes 0.8 in place of the exact rank: the score at the
     * 0-based place ⌊(1−c)(n+1)⌋ − 1 of the descending scores, the product rounded in floating
     * point. Both agree but where (1−c)(n+1) is an integer that floating point misses from below,
     * for instance c = 0.9 with n = 69 or n = 9; crepes then takes the next larger score, and at n
     * = 9 an unbounded interval. Coverage is kept, at some width.
     *
     * @return the method that reproduces crepes
     */
    public RegressionConformalizer withReferenceCompatibleCrepesRank() {
        return new RegressionConformalizer(method, RankRule.CREPES);
    }

    /**
     * Scores held-out rows in one pool, for marginal coverage.
     *
     * @param heldOut predictions of rows that the model was not trained on; exchangeable with the
     *     rows that will be predicted
     * @param truths the truth of each row, finite
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, or a
     *     prediction lacks what the score needs
     */
    @Override
    public ConformalRegressor conformalize(RealBatch heldOut, double[] truths) {
        return new ConformalRegressor(fit(heldOut, truths, GroupPools::single), rule);
    }

    /**
     * Scores held-out rows by group, for coverage within every group (Mondrian).
     *
     * @param heldOut predictions, with their groups, of rows that the model was not trained on;
     *     exchangeable, group by group, with the rows that will be predicted
     * @param truths the truth of each row, finite
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, or a
     *     prediction lacks what the score needs
     */
    public MondrianConformalRegressor conformalize(
            Grouped<? extends RealBatch> heldOut, double[] truths) {
        GroupColumn groups = heldOut.groups();
        FittedMethod fitted =
                fit(heldOut.batch(), truths, scores -> GroupPools.grouped(scores, groups));
        return new MondrianConformalRegressor(fitted, rule, groups.names());
    }

    /**
     * Scores held-out rows with weights, for test rows whose features are distributed otherwise:
     * see {@link WeightedConformalRegressor}. The rank is always the exact one.
     *
     * @param heldOut predictions, with their weights, of rows that the model was not trained on
     * @param truths the truth of each row, finite
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, the weights
     *     overflow in sum, or a prediction lacks what the score needs
     */
    public WeightedConformalRegressor conformalize(
            Weighted<? extends RealBatch> heldOut, double[] truths) {
        double[] weights = heldOut.weights();
        return new WeightedConformalRegressor(
                fit(
                        heldOut.batch(),
                        truths,
                        scores -> new WeightedPool(WeightedConformalScores.of(scores, weights))));
    }

    /**
     * Scores held-out rows with fixed weights, for rows that drift or are not exchangeable for
     * another reason: see {@link FixedWeights}, which states what is guaranteed. The rank is always
     * the exact one. Where both tails have a score of their own, each takes half of the error, and
     * the gap counts twice.
     *
     * @param heldOut predictions of rows that the model was not trained on
     * @param truths the truth of each row, finite
     * @param weights one weight per row
     * @return the regressor; any number of rows will do, 0 included
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, or a
     *     prediction lacks what the score needs
     */
    public ConformalRegressor conformalize(
            RealBatch heldOut, double[] truths, FixedWeights weights) {
        Arguments.sameLength("weights", weights.size(), "the batch", heldOut.size());
        return new ConformalRegressor(
                fit(
                        heldOut,
                        truths,
                        scores ->
                                new WeightedPool(
                                        WeightedConformalScores.of(scores, weights.toArray()))),
                RankRule.EXACT);
    }

    private FittedMethod fit(
            RealBatch heldOut, double[] truths, Function<double[], ScorePools> pool) {
        Columns.requireTruths(heldOut, truths);
        if (method instanceof Method.OfScore one) {
            Band band = band(new Tails.One(one.score()), heldOut, truths, pool);
            return new FittedMethod.OfScore(one.score(), band.scores().get(0));
        }
        ConformalizedQuantiles quantiles = ((Method.OfQuantiles) method).quantiles();
        List<QuantileLevels> levels = quantiles.levels(heldOut);
        List<Band> bands = new ArrayList<>();
        for (QuantileLevels pair : levels) {
            Tails tails = ConformalizedQuantiles.tails(quantiles.isSymmetric(), pair);
            bands.add(band(tails, heldOut, truths, pool));
        }
        return new FittedMethod.OfQuantiles(quantiles.isSymmetric(), levels, List.copyOf(bands));
    }

    private static Band band(
            Tails tails, RealBatch batch, double[] y, Function<double[], ScorePools> pool) {
        return new Band(tails, tails.scores(batch, y).stream().map(pool).toList());
    }
}
