package org.guardband.ensembles.bayes;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/** Precision matrices of the weights of each class, as lower triangles L with LLᵀ = Σ_k⁻¹. */
final class ClassPrecisions {

    private static final int BLOCK = 16;

    private final int size;

    /** K triangles, each row after row, size (size + 1)/2 numbers. */
    private final double[] triangles;

    ClassPrecisions(int size, double[] triangles) {
        this.size = size;
        this.triangles = Arguments.allFinite("triangles", triangles);
        if (triangles.length == 0 || triangles.length % area(size) != 0) {
            throw new IllegalArgumentException(
                    "triangles must hold whole triangles of "
                            + area(size)
                            + " numbers, got "
                            + triangles.length);
        }
    }

    private static int area(int size) {
        return Math.multiplyExact(size, size + 1) / 2;
    }

    /** τI + Σ_i p_ik(1 − p_ik) φ_iφ_iᵀ for each class; β is D × K. */
    static ClassPrecisions of(double[] phi, double[] beta, int classes, double tau) {
        int size = beta.length / classes;
        int n = phi.length / size;
        double[] p = probabilities(phi, beta, n, classes);
        double[] triangles = new double[Math.multiplyExact(classes, area(size))];
        // one class a block: each is summed in the order of the rows
        ParallelRows.run(
                classes,
                1,
                (from, to) -> {
                    for (int k = from; k < to; k++) {
                        fill(phi, p, k, classes, tau, size, triangles);
                    }
                });
        return new ClassPrecisions(size, triangles);
    }

    private static double[] probabilities(double[] phi, double[] beta, int n, int classes) {
        int size = beta.length / classes;
        double[] p = new double[n * classes];
        double[] row = new double[classes];
        double[] transposed = new double[beta.length];
        for (int f = 0; f < size; f++) {
            for (int k = 0; k < classes; k++) {
                transposed[k * size + f] = beta[f * classes + k];
            }
        }
        for (int i = 0; i < n; i++) {
            LastLayerLaplace.softmax(transposed, phi, i * size, size, row);
            System.arraycopy(row, 0, p, i * classes, classes);
        }
        return p;
    }

    private static void fill(
            double[] phi,
            double[] p,
            int k,
            int classes,
            double tau,
            int size,
            double[] triangles) {
        double[][] sum = new double[size][size];
        for (int i = 0; i < p.length / classes; i++) {
            double weight = p[i * classes + k] * (1 - p[i * classes + k]);
            for (int a = 0; a < size; a++) {
                double left = weight * phi[i * size + a];
                double[] to = sum[a];
                for (int b = 0; b <= a; b++) {
                    to[b] += left * phi[i * size + b];
                }
            }
        }
        for (int a = 0; a < size; a++) {
            sum[a][a] += tau;
            for (int b = 0; b < a; b++) {
                sum[b][a] = sum[a][b];
            }
        }
        double[][] lower =
                new CholeskyDecomposition(new Array2DRowRealMatrix(sum, false)).getL().getData();
        int at = k * area(size);
        for (int a = 0; a < size; a++) {
            System.arraycopy(lower[a], 0, triangles, at, a + 1);
            at += a + 1;
        }
    }

    int classes() {
        return triangles.length / area(size);
    }

    int size() {
        return size;
    }

    double[] triangles() {
        return triangles.clone();
    }

    /** φᵀΣ_kφ = ‖L⁻¹φ‖² of rows, n × K. */
    double[] variances(double[] phi) {
        int classes = classes();
        double[] out = new double[phi.length / size * classes];
        ParallelRows.run(
                phi.length / size,
                BLOCK,
                (from, to) -> {
                    double[] solved = new double[size];
                    for (int i = from; i < to; i++) {
                        for (int k = 0; k < classes; k++) {
                            out[i * classes + k] = variance(phi, i * size, k, solved);
                        }
                    }
                });
        return out;
    }

    private double variance(double[] phi, int row, int k, double[] solved) {
        int at = k * area(size);
        double squares = 0;
        for (int a = 0; a < size; a++) {
            double rest = phi[row + a];
            for (int b = 0; b < a; b++) {
                rest -= triangles[at + b] * solved[b];
            }
            solved[a] = rest / triangles[at + a];
            squares += solved[a] * solved[a];
            at += a + 1;
        }
        return squares;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassPrecisions that
                && size == that.size
                && Arrays.equals(triangles, that.triangles);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(triangles);
    }
}
