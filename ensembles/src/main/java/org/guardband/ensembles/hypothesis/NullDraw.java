package org.guardband.ensembles.hypothesis;

import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.ensembles.MemberWeights;

/** What one resample draws: weights, and labels of a combination. A function of seed and index. */
final class NullDraw {

    /** Streams of weights and of labels must not meet: labels have the even ones. */
    private final SeededUniforms labels;

    private final SplittableRandom random;

    NullDraw(long seed, long resample) {
        this.labels = new SeededUniforms(seed, 2 * resample);
        double start = new SeededUniforms(seed, 2 * resample + 1).at(0);
        this.random = new SplittableRandom(Double.doubleToLongBits(start));
    }

    /** Weights from the Dirichlet distribution with all parameters equal. */
    MemberWeights weights(int members, double concentration) {
        double[] logs = new double[members];
        double largest = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < members; m++) {
            logs[m] = GammaDraw.log(concentration, random);
            largest = Math.max(largest, logs[m]);
        }
        for (int m = 0; m < members; m++) {
            logs[m] = Math.exp(logs[m] - largest);
        }
        return MemberWeights.of(logs);
    }

    /** One label per row, with the probabilities of the row. */
    int[] labels(CategoricalBatch batch) {
        int[] drawn = new int[batch.size()];
        double[] row = new double[batch.classes()];
        for (int i = 0; i < drawn.length; i++) {
            batch.copyRow(i, row);
            double u = labels.at(i);
            int k = 0;
            while (k < row.length - 1 && u >= row[k]) {
                u -= row[k++];
            }
            drawn[i] = k;
        }
        return drawn;
    }
}
