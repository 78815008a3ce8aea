package org.guardband.ensembles.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.ClassMembers;

/**
 * Members around a common centre, p₀ ~ Dirichlet(1/K), p_m ~ Dirichlet(K p₀/u) as in the
 * experiments of arXiv 2205.10082, and labels from a combination of them, or with probability
 * {@code shift} from all classes alike.
 */
final class SimulatedSets {

    private final ClassMembers members;
    private final int[] labels;

    private SimulatedSets(ClassMembers members, int[] labels) {
        this.members = members;
        this.labels = labels;
    }

    /** What the members say. */
    ClassMembers members() {
        return members;
    }

    /** What happened. */
    int[] labels() {
        return labels;
    }

    static SimulatedSets of(int rows, int members, int classes, double u, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] lambda = dirichlet(same(members, 1), random);
        double[][] p = new double[members][rows * classes];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] centre = dirichlet(same(classes, 1.0 / classes), random);
            for (int k = 0; k < classes; k++) {
                centre[k] = Math.max(1e-3, centre[k]) * classes / u;
            }
            double[] truth = new double[classes];
            for (int m = 0; m < members; m++) {
                double[] own = dirichlet(centre, random);
                for (int k = 0; k < classes; k++) {
                    p[m][i * classes + k] = own[k];
                    truth[k] += lambda[m] * own[k];
                }
            }
            labels[i] = draw(truth, shift, random);
        }
        List<CategoricalBatch> batches = new ArrayList<>();
        for (double[] own : p) {
            batches.add(CategoricalBatch.wrap(own, classes));
        }
        return new SimulatedSets(ClassMembers.of(batches), labels);
    }

    private static double[] same(int size, double value) {
        double[] all = new double[size];
        java.util.Arrays.fill(all, value);
        return all;
    }

    private static double[] dirichlet(double[] shapes, SplittableRandom random) {
        double[] p = new double[shapes.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            p[k] = GammaDraw.log(shapes[k], random);
            largest = Math.max(largest, p[k]);
        }
        double sum = 0;
        for (int k = 0; k < p.length; k++) {
            p[k] = Math.exp(p[k] - largest);
            sum += p[k];
        }
        for (int k = 0; k < p.length; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private static int draw(double[] p, double shift, SplittableRandom random) {
        if (random.nextDouble() < shift) {
            return random.nextInt(p.length);
        }
        double u = random.nextDouble();
        int k = 0;
        while (k < p.length - 1 && u >= p[k]) {
            u -= p[k++];
        }
        return k;
    }
}
