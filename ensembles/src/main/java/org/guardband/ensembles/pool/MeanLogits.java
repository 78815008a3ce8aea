package org.guardband.ensembles.pool;

import java.util.List;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.MemberWeights;

/**
 * The mean of the members' logits, z̄ = Σ w_m z_m, whose softmax is the {@link LogLinearPool} of
 * the members. Some references label, score and calibrate an ensemble by the mean of its
 * probabilities and report the accuracy and the calibration error of the mean of its logits: the
 * two differ, and only one of them is the prediction.
 */
public final class MeanLogits {

    private static final int BLOCK = 1024;

    private MeanLogits() {}

    /**
     * Averages logits, which a calibrator then accepts as those of one model.
     *
     * @param members M ≥ 1 batches of the same rows and classes
     * @param weights w
     * @return the mean logits
     * @throws IllegalArgumentException if there is no member, two differ in rows or classes, or the
     *     weights are for another number of members
     */
    public static LogitBatch of(List<? extends LogitBatch> members, MemberWeights weights) {
        Arguments.atLeast("number of members", members.size(), 1);
        LogitBatch first = members.get(0);
        for (int m = 1; m < members.size(); m++) {
            String name = "members[" + m + "]";
            Arguments.sameLength(name, members.get(m).size(), "members[0]", first.size());
            if (!members.get(m).labels().equals(first.labels())) {
                throw new IllegalArgumentException(
                        name
                                + " must have the classes "
                                + first.labels()
                                + " of members[0], got "
                                + members.get(m).labels());
            }
        }
        double[] w = weights.forMembers(members.size());
        int classes = first.classes();
        double[] mean = new double[Math.multiplyExact(first.size(), classes)];
        ParallelRows.run(
                first.size(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        for (int m = 0; m < w.length; m++) {
                            members.get(m).copyRow(i, row);
                            for (int k = 0; k < classes; k++) {
                                mean[i * classes + k] += w[m] * row[k];
                            }
                        }
                    }
                });
        return LogitBatch.wrap(mean, first.labels());
    }
}
