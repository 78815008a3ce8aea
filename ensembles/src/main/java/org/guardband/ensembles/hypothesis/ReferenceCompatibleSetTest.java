package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;

/**
 * The classifier-set test with the decision rule of its authors' code, beside {@link
 * ClassifierSetTest}, which departs from it:
 *
 * <ul>
 *   <li>it refuses if |min_λ T| exceeds the interpolated (1 − α)-quantile of the resampled
 *       statistics, not if the p-value is at most α. An unbiased kernel error is signed and its
 *       minimum may be far below zero, where calibration is then refused although nothing speaks
 *       against it;
 *   <li>the resampled λ comes from a symmetric Dirichlet distribution whose parameter is an option
 *       (1/M by default in the code, 1 in its experiments);
 *   <li>the search begins at equal weights only.
 * </ul>
 *
 * <p>The same in rule, not in digits: the authors' draws are unseeded and their minimiser is
 * COBYLA, whose candidates need not sum to one.
 *
 * <p>Source: code beside Mortier, Bengs, Hüllermeier, Luca, Waegeman 2023, arXiv 2205.10082.
 *
 * @param statistic the statistic, in the code one of {@link ReferenceCompatibleKernelError}, {@link
 *     MultinomialHosmerLemeshow} and the confidence and class-wise calibration errors
 * @param concentration the parameter of the Dirichlet distribution, &gt; 0
 * @param resamples R ≥ 1, in the code 100
 * @param seed the seed
 */
public record ReferenceCompatibleSetTest(
        ClassMeasure statistic, double concentration, int resamples, long seed) {

    /**
     * Checks the numbers.
     *
     * @param statistic the statistic
     * @param concentration &gt; 0
     * @param resamples ≥ 1
     * @param seed the seed
     * @throws IllegalArgumentException if a number is out of range
     */
    public ReferenceCompatibleSetTest {
        Arguments.positive("concentration", concentration);
        Arguments.atLeast("resamples", resamples, 1);
    }

    /**
     * The outcome.
     *
     * @param statistic min_λ T, signed
     * @param threshold the quantile that |min_λ T| is compared with
     * @param weights where the minimum was found
     */
    public record Decision(double statistic, double threshold, MemberWeights weights) {

        /**
         * Whether calibration of every combination is refused.
         *
         * @return {@code |statistic| > threshold}
         */
        public boolean refuses() {
            return Math.abs(statistic) > threshold;
        }
    }

    /**
     * Tests members.
     *
     * @param members what the members say
     * @param labels the true class of each row
     * @param level α in [0, 1]
     * @return the decision
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    public Decision test(ClassMembers members, int[] labels, double level) {
        members.requireLabels(labels);
        Arguments.probability("level", level);
        double[] drawn = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            NullDraw draw = new NullDraw(seed, r);
            CategoricalBatch pooled =
                    new LinearPool(draw.weights(members.size(), concentration)).apply(members);
            drawn[r] = statistic.value(pooled, draw.labels(pooled));
        }
        Arrays.sort(drawn);
        MemberWeights best = new SimplexSearch(members, labels, statistic, seed).fromTheCentre();
        double observed = statistic.value(new LinearPool(best).apply(members), labels);
        return new Decision(observed, interpolated(drawn, 1 - level), best);
    }

    /** NumPy's default: linear between the order statistics at (n − 1)p. */
    private static double interpolated(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
