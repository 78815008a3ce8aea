package org.guardband.ensembles.hypothesis;

import org.guardband.classification.hypothesis.TestResult;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.KernelEstimator;
import org.guardband.classification.measure.SquaredKernelError;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;

/**
 * The classifier-set test with weights that depend on the row: tests whether Σ λ_m(x) f_m(x) is
 * calibrated for the λ(x) that was learned on other rows by a proper score ({@link
 * InstanceWeights}).
 *
 * <p>Given the learned combination this is a consistency test: labels are drawn from it R times,
 * and the p-value (1 + #{s ≥ t})/(R + 1) is valid for every n and R if <em>that</em> combination is
 * calibrated. Where a calibrated combination exists but was not learned well (few rows, features
 * that do not tell the regions apart) the test may refuse the set for the learner's fault.
 *
 * <p>Source: Jürgens, Mortier, Hüllermeier, Bengs, Waegeman 2025, arXiv 2502.16299. Their code
 * resamples rows too and counts #{s &gt; t}/R.
 *
 * @param statistic a measure that is large for miscalibrated predictions
 * @param resamples R ≥ 1
 * @param seed the seed
 */
public record InstanceSetTest(ClassMeasure statistic, int resamples, long seed) {

    private static final int DEFAULT_RESAMPLES = 100;

    /**
     * Checks the number of resamples.
     *
     * @param statistic the statistic
     * @param resamples R ≥ 1
     * @param seed the seed
     * @throws IllegalArgumentException if there is no resample
     */
    public InstanceSetTest {
        Arguments.atLeast("resamples", resamples, 1);
    }

    /**
     * The unbiased squared kernel calibration error and a hundred resamples.
     *
     * @param seed the seed
     */
    public InstanceSetTest(long seed) {
        this(new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC), DEFAULT_RESAMPLES, seed);
    }

    /**
     * Tests a learned combination.
     *
     * @param learned weights by row, learned on other rows
     * @param members what the members say of the rows of the test
     * @param x n × d features of these rows, row-major
     * @param labels the true class of each row
     * @return statistic and p-value
     * @throws IllegalArgumentException if there is no row, shapes differ or a label is out of range
     */
    public TestResult test(GatedPool learned, ClassMembers members, double[] x, int[] labels) {
        members.requireLabels(labels);
        CategoricalBatch pooled = learned.apply(members, x);
        double observed = statistic.value(pooled, labels);
        double atLeast =
                ParallelRows.sum(
                        resamples,
                        1,
                        (from, to) -> {
                            int count = 0;
                            for (int r = from; r < to; r++) {
                                int[] drawn = new NullDraw(seed, r).labels(pooled);
                                count += statistic.value(pooled, drawn) >= observed ? 1 : 0;
                            }
                            return count;
                        });
        return new TestResult(observed, (1 + atLeast) / (resamples + 1));
    }
}
