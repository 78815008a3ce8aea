package org.guardband.ensembles.hypothesis;

import org.guardband.classification.hypothesis.TestResult;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;

/**
 * The classifier-set test without resamples ("AUCB" in its authors' code): asymptotic confidence
 * bands, uniform in λ, about the linear-time squared kernel calibration error of every combination;
 * calibration is refused where no band reaches zero.
 *
 * <p>With h_1 … h_n the terms of the pairs of rows (0, 1), (2, 3), … for f_λ ({@link
 * ReferenceCompatibleKernelError}), h̄ their mean and s their standard deviation (divisor n), the
 * band is h̄ ± c s/√n, c the (1 − α)-quantile of the largest of N half-normal variables. The code
 * draws it; here it is exact, P(max ≤ c) = (2Φ(c) − 1)^N. The result's statistic is t = min_λ √n
 * h̄/s, its p-value 1 − (2Φ(t) − 1)^N (1 for t ≤ 0), and p ≤ α exactly if all bands at level α lie
 * above zero.
 *
 * <p><b>Guarantee.</b> As n grows, type-I error at most α: t is at most the value at the calibrated
 * λ*, which is normal. That holds for N = 1 already, for a minimum needs no uniform band; the
 * default N = 1000 of the code refuses at t = 4.1 for α = 0.05, and has hardly any power unless
 * there are thousands of rows. For small n, or predictions near zero and one, of which most terms
 * nearly vanish, t is far from normal.
 *
 * <p>Source: code beside Mortier, Bengs, Hüllermeier, Luca, Waegeman 2023, arXiv 2205.10082; the
 * asymptotic test of one classifier is that of Widmann, Lindsten, Zachariah 2019, arXiv 1910.11385.
 *
 * @param comparisons N ≥ 1
 * @param rule on which side of zero a band speaks against calibration
 * @param seed of the starts of the search for λ
 */
public record ConfidenceBandSetTest(int comparisons, BandRule rule, long seed) {

    private static final int DEFAULT_COMPARISONS = 1000;

    /**
     * Checks the number of comparisons.
     *
     * @param comparisons N ≥ 1
     * @param rule the rule
     * @param seed the seed
     * @throws IllegalArgumentException if there is none
     */
    public ConfidenceBandSetTest {
        Arguments.atLeast("comparisons", comparisons, 1);
    }

    /**
     * N = 1000, bands above zero, seed 0.
     *
     * @return the test
     */
    public static ConfidenceBandSetTest withDefaults() {
        return new ConfidenceBandSetTest(DEFAULT_COMPARISONS, BandRule.ABOVE_ZERO, 0);
    }

    /**
     * Another N.
     *
     * @param count N ≥ 1
     * @return a changed test
     */
    public ConfidenceBandSetTest withComparisons(int count) {
        return new ConfidenceBandSetTest(count, rule, seed);
    }

    /**
     * Another rule.
     *
     * @param value on which side of zero a band speaks against calibration
     * @return a changed test
     */
    public ConfidenceBandSetTest withRule(BandRule value) {
        return new ConfidenceBandSetTest(comparisons, value, seed);
    }

    /**
     * Tests members.
     *
     * @param members what the members say of at least four rows, in no particular order
     * @param labels the true class of each row
     * @return t, its p-value, and the weights of the minimum
     * @throws IllegalArgumentException if there are fewer rows, lengths differ or a label is out of
     *     range
     */
    public SetTestResult test(ClassMembers members, int[] labels) {
        members.requireLabels(labels);
        Arguments.atLeast("rows", labels.length, 4);
        Studentised t = new Studentised();
        MemberWeights best = new SimplexSearch(members, labels, t, seed).fromProperScores();
        double least = t.value(new LinearPool(best).apply(members), labels);
        double size = rule == BandRule.ABOVE_ZERO ? Math.max(0, least) : Math.abs(least);
        return new SetTestResult(new TestResult(least, pValue(size)), best);
    }

    /** 1 − (2Φ(t) − 1)^N, without cancellation for large t. */
    private double pValue(double t) {
        double tail = 2 * Gaussian.standardCdf(-t);
        return -Math.expm1(comparisons * Math.log1p(-tail));
    }

    /** √n times the mean of the terms over their standard deviation; 0 where all terms are 0. */
    private static final class Studentised implements ClassMeasure {

        @Override
        public String name() {
            return "studentised-skce-ul";
        }

        @Override
        public double value(CategoricalBatch predictions, int[] labels) {
            double[] terms = ReferenceCompatibleKernelError.consecutiveTerms(predictions, labels);
            double mean = 0;
            for (double term : terms) {
                mean += term / terms.length;
            }
            double square = 0;
            for (double term : terms) {
                square += (term - mean) * (term - mean) / terms.length;
            }
            return mean == 0 ? 0 : Math.sqrt(terms.length) * mean / Math.sqrt(square);
        }
    }
}
