package org.guardband.examples.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.ClassMembers;

/**
 * Members about a common centre as in the experiments of arXiv 2205.10082: p₀ ~ Dirichlet(1/K), p_m
 * ~ Dirichlet(K p₀/u), a combination λ uniform on the simplex, and labels drawn from it, or with
 * probability {@code shift} from all classes alike.
 */
final class SimulatedSet {

    private final ClassMembers members;
    private final int[] labels;

    /** One feature a row, in [−1, 1). */
    private final double[] x;

    private SimulatedSet(ClassMembers members, double[] x, int[] labels) {
        this.members = members;
        this.x = x;
        this.labels = labels;
    }

    ClassMembers members() {
        return members;
    }

    int[] labels() {
        return labels;
    }

    double[] x() {
        return x;
    }

    static SimulatedSet of(int rows, int members, int classes, double u, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] lambda = dirichlet(same(members, 1), random);
        return of(new double[rows], row -> lambda, classes, u, shift, random);
    }

    /** λ(x) = softmax(3 g x), g normal: the members swap their weights from one side to another. */
    static SimulatedSet byRow(
            int rows, int members, int classes, double u, double shift, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[rows];
        Arrays.setAll(x, i -> random.nextDouble(-1, 1));
        double[] g = new double[members];
        Arrays.setAll(g, m -> 3 * random.nextGaussian());
        double[][] lambda = new double[rows][members];
        for (int i = 0; i < rows; i++) {
            double sum = 0;
            for (int m = 0; m < members; m++) {
                lambda[i][m] = Math.exp(g[m] * x[i]);
                sum += lambda[i][m];
            }
            for (int m = 0; m < members; m++) {
                lambda[i][m] /= sum;
            }
        }
        return of(x, row -> lambda[row], classes, u, shift, random);
    }

    private static SimulatedSet of(
            double[] x,
            IntFunction<double[]> lambda,
            int classes,
            double u,
            double shift,
            SplittableRandom random) {
        int rows = x.length;
        int members = lambda.apply(0).length;
        double[][] p = new double[members][rows * classes];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] centre = dirichlet(same(classes, 1.0 / classes), random);
            for (int k = 0; k < classes; k++) {
                // a shape of zero has no distribution
                centre[k] = Math.max(1e-6, centre[k]) * classes / u;
            }
            double[] truth = new double[classes];
            for (int m = 0; m < members; m++) {
                double[] own = dirichlet(centre, random);
                for (int k = 0; k < classes; k++) {
                    p[m][i * classes + k] = own[k];
                    truth[k] += lambda.apply(i)[m] * own[k];
                }
            }
            labels[i] = random.nextDouble() < shift ? random.nextInt(classes) : draw(truth, random);
        }
        List<CategoricalBatch> batches = new ArrayList<>();
        for (double[] own : p) {
            batches.add(CategoricalBatch.wrap(own, classes));
        }
        return new SimulatedSet(ClassMembers.of(batches), x, labels);
    }

    private static double[] same(int size, double value) {
        double[] all = new double[size];
        Arrays.fill(all, value);
        return all;
    }

    private static double[] dirichlet(double[] shapes, SplittableRandom random) {
        double[] p = new double[shapes.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < p.length; k++) {
            p[k] = logGamma(shapes[k], random);
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

    /** The logarithm of a gamma variable: Marsaglia, Tsang 2000, doi 10.1145/358407.358414. */
    private static double logGamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            double u = random.nextDouble(Double.MIN_NORMAL, 1);
            return logGamma(shape + 1, random) + Math.log(u) / shape;
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            double u = random.nextDouble(Double.MIN_NORMAL, 1);
            if (root > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return Math.log(d) + Math.log(v);
            }
        }
    }

    private static int draw(double[] p, SplittableRandom random) {
        double u = random.nextDouble();
        int k = 0;
        while (k < p.length - 1 && u >= p[k]) {
            u -= p[k++];
        }
        return k;
    }
}
