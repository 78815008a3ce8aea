package org.guardband.conformal.conditional;

import org.guardband.conformal.regression.RegressionScore;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.numeric.Arguments;

/**
 * Intervals by split conformal prediction with coverage over a class of functions of features: in
 * groups that overlap, under covariate shifts, along a number. The set of a row is {y : score(y) ≤
 * S*}, with the threshold S* of {@link ConditionalScores} or {@link KernelScores}, where the
 * guarantee and its limits are stated.
 *
 * <pre>{@code
 * ConditionalConformal.of(AbsoluteResidual.withDefaults())
 *         .conformalize(FeatureRows.of(heldOut, features), truths)
 *         .sets(FeatureRows.of(test, testFeatures), Coverage.of(0.9));
 * }</pre>
 *
 * <p>The features may be anything that is known before the truth, the prediction included: a
 * constant, indicators of groups, numbers, splines of numbers. A few dozen at most: each asks for
 * some (1 − α)/α rows, and sets widen with d/n.
 *
 * <p>Over the space of a kernel thresholds depend on the order of the calibration rows, by 2⁻¹⁹ of
 * the largest score where scores tie and by rounding elsewhere; over linear functions they do not.
 *
 * <p>Source: Gibbs, Cherian, Candès 2023, arXiv 2305.12616.
 *
 * @param score the conformity score
 * @param functions the class of functions
 */
public record ConditionalConformal(RegressionScore score, FunctionClass functions)
        implements Conformalizer<
                FeatureRows<? extends RealBatch>, double[], ConditionalConformalRegressor> {

    /**
     * The method with a score, over all linear functions of the features.
     *
     * @param score the conformity score
     * @return the method
     */
    public static ConditionalConformal of(RegressionScore score) {
        return new ConditionalConformal(score, FunctionClass.linear());
    }

    /**
     * The same over another class of functions.
     *
     * @param other the class
     * @return the method
     */
    public ConditionalConformal withFunctions(FunctionClass other) {
        return new ConditionalConformal(score, other);
    }

    /**
     * Scores the held-out rows.
     *
     * @param heldOut predictions with features of rows that the model was not trained on
     * @param y the truth of each row, finite
     * @return the regressor
     * @throws IllegalArgumentException if lengths differ, a truth is infinite or NaN, a prediction
     *     lacks what the score needs, or a score is infinite
     */
    @Override
    public ConditionalConformalRegressor conformalize(
            FeatureRows<? extends RealBatch> heldOut, double[] y) {
        Arguments.sameLength("y", y.length, "the batch", heldOut.batch().size());
        double[] scores = new double[y.length];
        score.scores(heldOut.batch(), y, scores);
        return new ConditionalConformalRegressor(score, functions.thresholds(heldOut, scores));
    }
}
