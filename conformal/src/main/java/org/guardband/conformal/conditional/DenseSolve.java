package org.guardband.conformal.conditional;

import org.guardband.core.ConvergenceException;

/** Small dense linear systems by Gaussian elimination with row pivoting. */
final class DenseSolve {

    private DenseSolve() {}

    /** The solutions of a square system for its right sides, the columns after; overwrites it. */
    static double[][] into(double[][] a, int sides) {
        int size = a.length;
        for (int k = 0; k < size; k++) {
            swap(a, k, pivot(a, k, k));
            double head = a[k][k];
            if (head == 0) {
                throw new ConvergenceException("linear system", size, 0);
            }
            for (int i = k + 1; i < size; i++) {
                double factor = a[i][k] / head;
                if (factor != 0) {
                    for (int j = k + 1; j < size + sides; j++) {
                        a[i][j] -= factor * a[k][j];
                    }
                }
            }
        }
        double[][] x = new double[sides][size];
        for (int s = 0; s < sides; s++) {
            for (int k = size - 1; k >= 0; k--) {
                double sum = a[k][size + s];
                for (int j = k + 1; j < size; j++) {
                    sum -= a[k][j] * x[s][j];
                }
                x[s][k] = sum / a[k][k];
            }
        }
        return x;
    }

    /**
     * A vector of r numbers that every row is orthogonal to, up to a tolerance relative to the
     * largest entry; empty where there is none. Overwrites the rows.
     */
    static double[] nullVector(double[][] a, int r, double tolerance) {
        double largest = 0;
        for (double[] row : a) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int[] column = new int[r];
        boolean[] used = new boolean[r];
        int rank = 0;
        for (int j = 0; j < r && rank < a.length; j++) {
            int best = pivot(a, rank, j);
            if (Math.abs(a[best][j]) <= tolerance * largest) {
                continue;
            }
            swap(a, rank, best);
            for (int i = 0; i < a.length; i++) {
                double factor = i == rank ? 0 : a[i][j] / a[rank][j];
                for (int l = 0; l < r; l++) {
                    a[i][l] -= factor * a[rank][l];
                }
            }
            column[rank++] = j;
            used[j] = true;
        }
        if (rank == r) {
            return new double[0];
        }
        int free = 0;
        while (used[free]) {
            free++;
        }
        double[] out = new double[r];
        out[free] = 1;
        for (int k = 0; k < rank; k++) {
            out[column[k]] = -a[k][free] / a[k][column[k]];
        }
        return out;
    }

    private static int pivot(double[][] a, int from, int column) {
        int best = from;
        for (int i = from + 1; i < a.length; i++) {
            if (Math.abs(a[i][column]) > Math.abs(a[best][column])) {
                best = i;
            }
        }
        return best;
    }

    private static void swap(double[][] a, int i, int j) {
        double[] kept = a[i];
        a[i] = a[j];
        a[j] = kept;
    }
}
