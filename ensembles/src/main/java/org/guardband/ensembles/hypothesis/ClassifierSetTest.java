package org.guardband.ensembles.hypothesis;

import org.guardband.classification.hypothesis.TestResult;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.KernelEstimator;
import org.guardband.classification.measure.SquaredKernelError;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;

/**
 * Is a set of classifiers calibrated? Tests the hypothesis that some convex combination f_λ = Σ λ_m
 * f_m, one λ for all rows, is calibrated: what an ensemble's spread has to contain to be believed.
 *
 * <p>The statistic is t = min_λ T(f_λ, y), T being a measure that is large for miscalibrated
 * predictions. Its null distribution comes from consistency resampling: R times a λ is taken
 * ({@link NullCombination}), labels are drawn from f_λ, and s = T(f_λ, drawn labels) is computed.
 * The p-value is (1 + #{s ≥ t})/(R + 1). The test is one-sided, so that signed estimates of the
 * squared kernel calibration error, whose minimum is often negative, do not refuse for being small.
 *
 * <p><b>Guarantee.</b> Under the hypothesis t ≤ T(f_λ*, y), so that with resamples from the true λ*
 * the p-value would be valid for every n and R, and conservative, for t is a minimum and the s are
 * not ({@link NullCombination#MINIMISED_AGAIN} takes minima too and has more power). λ* being
 * unknown, it is exact as far as the law of s does not depend on λ; simulated type-I errors are in
 * docs/results/ensemble-test.md. Labels are drawn as if they were independent given the members,
 * each with the probabilities f_λ of its row.
 *
 * <p>Not refusing says that some combination passes, not which: the weights in the result are those
 * of the minimum. O((R + evaluations) · cost of T).
 *
 * <p>Source: Mortier, Bengs, Hüllermeier, Luca, Waegeman 2023, arXiv 2205.10082. There the decision
 * compares |t| with an interpolated quantile of the s; that rule is {@link
 * ReferenceCompatibleSetTest}. The exact Monte-Carlo p-value is Dwass 1957, doi
 * 10.1214/aoms/1177707045.
 */
public final class ClassifierSetTest {

    private static final int DEFAULT_RESAMPLES = 100;

    private final ClassMeasure statistic;
    private final NullCombination combination;
    private final int resamples;
    private final long seed;

    private ClassifierSetTest(
            ClassMeasure statistic, NullCombination combination, int resamples, long seed) {
        this.statistic = statistic;
        this.combination = combination;
        this.resamples = resamples;
        this.seed = seed;
    }

    /**
     * The unbiased squared kernel calibration error over all pairs of rows, λ uniform on the
     * simplex, a hundred resamples, seed 0.
     *
     * @return the test
     */
    public static ClassifierSetTest withDefaults() {
        return new ClassifierSetTest(
                new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC),
                NullCombination.UNIFORM_ON_SIMPLEX,
                DEFAULT_RESAMPLES,
                0);
    }

    /**
     * Sets the statistic, for instance {@code CalibrationErrors.expected(10)} (confidence), {@code
     * CalibrationErrors.classWise(10)}, {@link MultinomialHosmerLemeshow} or a {@link
     * SquaredKernelError} with another estimator or bandwidth.
     *
     * @param statistic a measure that is large for miscalibrated predictions
     * @return a test with this statistic
     */
    public ClassifierSetTest withStatistic(ClassMeasure statistic) {
        return new ClassifierSetTest(statistic, combination, resamples, seed);
    }

    /**
     * Sets from which combinations the null distribution is drawn.
     *
     * @param combination the rule
     * @return a test with this rule
     */
    public ClassifierSetTest withCombination(NullCombination combination) {
        return new ClassifierSetTest(statistic, combination, resamples, seed);
    }

    /**
     * Sets the number of resamples.
     *
     * @param resamples R ≥ 1; the smallest p-value is 1/(R + 1)
     * @return a test with as many
     * @throws IllegalArgumentException if there is none
     */
    public ClassifierSetTest withResamples(int resamples) {
        Arguments.atLeast("resamples", resamples, 1);
        return new ClassifierSetTest(statistic, combination, resamples, seed);
    }

    /**
     * Sets the seed.
     *
     * @param seed the seed
     * @return a test with this seed
     */
    public ClassifierSetTest withSeed(long seed) {
        return new ClassifierSetTest(statistic, combination, resamples, seed);
    }

    /**
     * Tests members.
     *
     * @param members what the members say of rows that none was trained on, in no particular order
     * @param labels the true class of each row
     * @return statistic, p-value and the weights of the minimum
     * @throws IllegalArgumentException if there is no row, lengths differ, a label is out of range
     *     or the statistic asks for more rows
     */
    public SetTestResult test(ClassMembers members, int[] labels) {
        members.requireLabels(labels);
        MemberWeights best = new SimplexSearch(members, labels, statistic, seed).fromProperScores();
        double observed = statistic.value(new LinearPool(best).apply(members), labels);
        double[] drawn = nullValues(members, best);
        int atLeast = 0;
        for (double value : drawn) {
            atLeast += value >= observed ? 1 : 0;
        }
        return new SetTestResult(new TestResult(observed, (1.0 + atLeast) / (resamples + 1)), best);
    }

    private double[] nullValues(ClassMembers members, MemberWeights best) {
        double[] values = new double[resamples];
        ParallelRows.run(
                resamples,
                1,
                (from, to) -> {
                    for (int r = from; r < to; r++) {
                        NullDraw draw = new NullDraw(seed, r);
                        MemberWeights weights =
                                switch (combination) {
                                    case UNIFORM_ON_SIMPLEX -> draw.weights(members.size(), 1);
                                    case AT_THE_MINIMUM, MINIMISED_AGAIN -> best;
                                };
                        CategoricalBatch pooled = new LinearPool(weights).apply(members);
                        int[] labels = draw.labels(pooled);
                        if (combination == NullCombination.MINIMISED_AGAIN) {
                            MemberWeights own =
                                    new SimplexSearch(members, labels, statistic, seed)
                                            .fromProperScores();
                            pooled = new LinearPool(own).apply(members);
                        }
                        values[r] = statistic.value(pooled, labels);
                    }
                });
        return values;
    }
}
