package org.guardband.ensembles.weighting;

import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Greedy forward selection with replacement: starting from none, the member whose addition gives
 * the linear pool the smallest measure is added, again and again; the weights are how often each
 * was taken, up to the step at which the measure was smallest. For any measure that is better when
 * smaller, such as a calibration error; for the log loss and the Brier score {@link
 * LikelihoodWeights} and {@link BrierWeights} find the optimum itself.
 *
 * <p>Of equal members the first is taken. O(steps · M · n · K).
 *
 * <p>Source: Caruana, Niculescu-Mizil, Crew, Ksikes 2004, doi 10.1145/1015330.1015432 (Section 2;
 * selection with replacement). Their bagging of candidates is not done.
 *
 * @param measure what is made small
 * @param steps how many members are taken, ≥ 1
 */
public record GreedySelection(ClassMeasure measure, int steps) implements ClassWeighting {

    private static final int DEFAULT_STEPS = 100;
    private static final int BLOCK = 1 << 10;

    /**
     * Checks the number of steps.
     *
     * @param measure what is made small
     * @param steps how many members are taken, ≥ 1
     * @throws IllegalArgumentException if there is no step
     */
    public GreedySelection {
        Arguments.atLeast("steps", steps, 1);
    }

    /** A hundred steps by log loss. */
    public GreedySelection() {
        this(new LogLoss(), DEFAULT_STEPS);
    }

    @Override
    public MemberWeights weights(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        double[] sum = new double[Math.multiplyExact(heldOut.rows(), heldOut.classes())];
        double[] counts = new double[heldOut.size()];
        double[] best = counts;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= steps; step++) {
            int chosen = 0;
            double smallest = Double.POSITIVE_INFINITY;
            for (int m = 0; m < counts.length; m++) {
                double value = measure.value(with(sum, heldOut, m, step), labels);
                if (value < smallest) {
                    smallest = value;
                    chosen = m;
                }
            }
            CategoricalBatch taken = heldOut.member(chosen);
            for (int at = 0; at < sum.length; at++) {
                sum[at] += taken.probability(at / taken.classes(), at % taken.classes());
            }
            counts[chosen]++;
            if (smallest < least || step == 1) {
                least = smallest;
                best = counts.clone();
            }
        }
        return MemberWeights.of(best);
    }

    private static CategoricalBatch with(double[] sum, ClassMembers members, int m, int count) {
        int classes = members.classes();
        double[] mean = new double[sum.length];
        ParallelRows.run(
                members.rows(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        members.copyRow(m, i, row);
                        for (int k = 0; k < classes; k++) {
                            mean[i * classes + k] = (sum[i * classes + k] + row[k]) / count;
                        }
                    }
                });
        return CategoricalBatch.wrap(mean, members.labels(), Double.MAX_VALUE);
    }
}
