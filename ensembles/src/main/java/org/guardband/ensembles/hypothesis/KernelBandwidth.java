package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.pool.LinearPool;

/** The bandwidth of a kernel calibration error by the median heuristic. */
public final class KernelBandwidth {

    private static final int PAIRS = 10_000;
    private static final double LEAST = 1e-3;

    private KernelBandwidth() {}

    /**
     * The median total variation distance between the rows of the equal-weight pool, over at most
     * 10⁴ random pairs of rows. It sees no label, so that the null distribution of a consistency
     * test, which is drawn given the predictions, stays exact.
     *
     * @param members what the members say of at least two rows
     * @param seed the seed of the pairs
     * @return ν ≥ 0.001
     * @throws IllegalArgumentException if there are fewer than two rows
     */
    public static double median(ClassMembers members, long seed) {
        int n = Arguments.atLeast("rows", members.rows(), 2);
        CategoricalBatch pooled = new LinearPool().apply(members);
        SplittableRandom random = new SplittableRandom(seed);
        double[] distances = new double[PAIRS];
        for (int j = 0; j < PAIRS; j++) {
            int a = random.nextInt(n);
            int b = (a + 1 + random.nextInt(n - 1)) % n;
            for (int k = 0; k < pooled.classes(); k++) {
                distances[j] += 0.5 * Math.abs(pooled.probability(a, k) - pooled.probability(b, k));
            }
        }
        Arrays.sort(distances);
        return Math.max(LEAST, distances[PAIRS / 2]);
    }
}
