package org.guardband.nn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.kernels.Matrix;

/** A power iteration for the leading singular vectors u, v of a matrix, and σ = ‖Wᵀu‖. */
final class LeadingPair {
    private static final int MOST = 300;
    private static final double STILL = 1e-12;

    private final double[] u;
    private final double[] v;
    private final double[] next;
    private double sigma;

    LeadingPair(int rows, int columns) {
        u = new double[rows];
        v = new double[columns];
        next = new double[rows];
        begin();
    }

    /** A start that no particular matrix is orthogonal to, the same for every matrix of a shape. */
    private void begin() {
        SplittableRandom random = new SplittableRandom(u.length * 31L + v.length);
        for (int i = 0; i < u.length; i++) {
            u[i] = random.nextGaussian();
        }
        normalize(u);
    }

    double sigma() {
        return sigma;
    }

    double left(int row) {
        return u[row];
    }

    double right(int column) {
        return v[column];
    }

    /** From the start until u no longer moves. */
    void converge(Matrix<?> weight) {
        begin();
        for (int i = 0; i < MOST; i++) {
            if (step(weight) < STILL) {
                break;
            }
        }
        measure(weight);
    }

    /** From where it is, a few steps. */
    void follow(Matrix<?> weight, int iterations) {
        for (int i = 0; i < iterations; i++) {
            step(weight);
        }
        measure(weight);
    }

    private void measure(Matrix<?> weight) {
        Arrays.fill(v, 0);
        for (int i = 0; i < u.length; i++) {
            for (int j = 0; j < v.length; j++) {
                v[j] += weight.get(i, j) * u[i];
            }
        }
        sigma = normalize(v);
    }

    /** The distance that u has moved; u stays where the matrix is zero. */
    private double step(Matrix<?> weight) {
        measure(weight);
        if (sigma == 0) {
            return 0;
        }
        for (int i = 0; i < u.length; i++) {
            next[i] = 0;
            for (int j = 0; j < v.length; j++) {
                next[i] += weight.get(i, j) * v[j];
            }
        }
        normalize(next);
        double moved = 0;
        for (int i = 0; i < u.length; i++) {
            moved += (next[i] - u[i]) * (next[i] - u[i]);
            u[i] = next[i];
        }
        return Math.sqrt(moved);
    }

    private static double normalize(double[] x) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double norm = Math.sqrt(squares);
        if (norm > 0) {
            for (int i = 0; i < x.length; i++) {
                x[i] /= norm;
            }
        }
        return norm;
    }
}
