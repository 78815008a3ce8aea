package org.guardband.conformal.conditional;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The quantile regression of n scores on r free features and a function of a kernel's space with
 * the penalty λ/2 times its squared norm.
 */
final class KernelProblem {

    final int n;
    final int r;

    /** The free features, row after row. */
    final double[] phi;

    final double[] scores;
    final double low;
    final double high;
    final double penalty;

    private final double[][] points;
    private final int[] place;
    private final Kernel kernel;

    KernelProblem(
            double[] phi,
            int r,
            double[][] points,
            double[] scores,
            Kernel kernel,
            double penalty,
            double error) {
        this.n = scores.length;
        this.r = r;
        this.phi = phi;
        this.points = points;
        this.place = new int[n];
        Map<List<Double>, Integer> first = new HashMap<>();
        for (int i = 0; i < n; i++) {
            // −0 and 0 are one number
            List<Double> key = Arrays.stream(points[i]).map(v -> v + 0.0).boxed().toList();
            Integer known = first.putIfAbsent(key, first.size());
            place[i] = known == null ? first.size() - 1 : known;
        }
        this.scores = scores;
        this.kernel = kernel;
        this.penalty = penalty;
        this.low = error;
        this.high = 1 - error;
    }

    /** A number in [0, n) that rows of equal features share. */
    int place(int row) {
        return place[row];
    }

    /** k(xᵢ, point) of every row. */
    double[] column(double[] point) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = kernel.value(points[i], point);
        }
        return out;
    }

    double[] column(int row) {
        return column(points[row]);
    }

    double atItself(double[] point) {
        return kernel.value(point, point);
    }

    /** The scores times a factor. */
    double[] scaled(double factor) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = factor * scores[i];
        }
        return out;
    }

    /** φᵢ·v. */
    double dot(int row, double[] v) {
        double sum = 0;
        for (int j = 0; j < r; j++) {
            sum += phi[row * r + j] * v[j];
        }
        return sum;
    }

    /** Σⱼ ηⱼ k(xᵢ, xⱼ) of every row. */
    double[] weighted(double[] eta) {
        double[] out = new double[n];
        for (int j = 0; j < n; j++) {
            double[] column = column(j);
            for (int i = 0; i < n; i++) {
                out[i] += eta[j] * column[i];
            }
        }
        return out;
    }
}
