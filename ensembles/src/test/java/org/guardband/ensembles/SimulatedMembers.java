package org.guardband.ensembles;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.prediction.Gaussian;

/**
 * Rows with known class probabilities softmax(z), labels drawn from them, and members that report
 * softmax(sharpness_m (z + noise)).
 */
public final class SimulatedMembers {

    private final ClassMembers members;
    private final int[] labels;

    private SimulatedMembers(ClassMembers members, int[] labels) {
        this.members = members;
        this.labels = labels;
    }

    /** What the members say. */
    public ClassMembers members() {
        return members;
    }

    /** What happened. */
    public int[] labels() {
        return labels;
    }

    /** Members of one noise and given sharpnesses. */
    public static SimulatedMembers of(
            int rows, int classes, double noise, long seed, double... sharpness) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = IntStream.range(0, classes).mapToObj(k -> "c" + k).toList();
        double[][] logits = new double[sharpness.length][rows * classes];
        int[] labels = new int[rows];
        double[] z = new double[classes];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < classes; k++) {
                z[k] = 1.5 * normal(random);
            }
            labels[i] = draw(z, random);
            for (int m = 0; m < sharpness.length; m++) {
                for (int k = 0; k < classes; k++) {
                    logits[m][i * classes + k] = sharpness[m] * (z[k] + noise * normal(random));
                }
            }
        }
        List<CategoricalBatch> members = new ArrayList<>();
        for (double[] own : logits) {
            members.add(CategoricalBatch.fromLogits(own, names));
        }
        return new SimulatedMembers(ClassMembers.of(members), labels);
    }

    private static double normal(SplittableRandom random) {
        return Gaussian.standardQuantile(random.nextDouble(1e-12, 1));
    }

    private static int draw(double[] z, SplittableRandom random) {
        double sum = 0;
        for (double value : z) {
            sum += Math.exp(value);
        }
        double u = random.nextDouble() * sum;
        int k = 0;
        while (k < z.length - 1 && u >= Math.exp(z[k])) {
            u -= Math.exp(z[k++]);
        }
        return k;
    }
}
