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
 * calibrated for the λ(x) that was learned on other rows by a proper score ({@link NetworkWeights},
 * {@link InstanceWeights}).
 *
 * <p>Given the learned combination this is a consistency test: labels are drawn from it R times,
 * and the p-value (1 + #{s ≥ t})/(R + 1) is valid for every n and R if <em>that</em> combination is
 * calibrated. Where a calibrated combination exists but was not learned well (few rows, features
 * that do not tell the regions apart) the test may refuse the set for the learner's fault.
 *
 * <p>Source: Jürgens, Mortier, Hüllermeier, Bengs, Waegeman 2025, arXiv 2502.16299. Their code
 * resamples rows too, as Vaicenavicius et al. 2019, arXiv 1902.06977, do, and counts #{s &gt; t}/R,
 * a p-value that can be zero.
 *
 * @param statistic a measure that is large for miscalibrated predictions
 * @param resamples R ≥ 1
 * @param seed the seed
 */
public record InstanceSetTest(ClassMeasure statistic, int resamples, long seed) {

    private static final int DEFAULT_RESAMPLES = 100;
    private static final int LEAST_ROWS = 8;

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
     * Learns on one half of the rows, drawn at random, and tests on the other, so that the test
     * knows no row that the weights were made for.
     *
     * @param learner how to learn the weights
     * @param members what the members say
     * @param x n × d features, row-major
     * @param labels the true class of each row
     * @return statistic and p-value on the second half, and the weights
     * @throws IllegalArgumentException if there are fewer than eight rows, shapes differ or a label
     *     is out of range
     */
    public InstanceTestResult test(
            InstanceLearner learner, ClassMembers members, double[] x, int[] labels) {
        members.requireLabels(labels);
        int rows = Arguments.atLeast("rows", labels.length, LEAST_ROWS);
        int features = InstanceWeights.features(x, rows);
        RowSplit split = RowSplit.of(rows, rows / 2, seed);
        int[] first = split.first();
        int[] second = split.second();
        GatedPool learned =
                learner.fit(
                        RowSplit.members(members, first),
                        RowSplit.features(x, features, first),
                        RowSplit.labels(labels, first));
        return new InstanceTestResult(
                test(
                        learned,
                        RowSplit.members(members, second),
                        RowSplit.features(x, features, second),
                        RowSplit.labels(labels, second)),
                learned);
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
