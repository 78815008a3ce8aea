package org.guardband.classification.kde;

import org.apache.commons.math3.special.Gamma;
import org.guardband.core.numeric.ParallelRows;

/**
 * The Dirichlet kernel of one bandwidth: with α = z/h + 1 and N = Σ z_k/h, ln k(x; z) = Σ (α_k − 1)
 * ln x_k + c(z) and c(z) = ln Γ(N + K) − Σ ln Γ(α_k), formed of the parts that stay small.
 */
final class DirichletTerms {

    private static final int ROWS = 16;

    final int n;
    final int classes;

    /** α_k − 1, class by class. */
    final double[][] slope;

    final double[] constant;

    /** ln x_k, row by row. */
    final double[] log;

    DirichletTerms(double[] rows, int classes, double bandwidth) {
        BetaKernelRegression.requireBandwidth(bandwidth);
        this.n = rows.length / classes;
        this.classes = classes;
        this.slope = new double[classes][n];
        this.constant = new double[n];
        this.log = new double[rows.length];
        ParallelRows.run(
                n,
                SortedScores.BLOCK / classes + 1,
                (from, to) -> {
                    for (int j = from; j < to; j++) {
                        prepare(rows, j, bandwidth);
                    }
                });
    }

    private void prepare(double[] rows, int j, double bandwidth) {
        double total = 0;
        for (int k = 0; k < classes; k++) {
            double x = rows[j * classes + k];
            log[j * classes + k] = Math.log(x);
            slope[k][j] = x / bandwidth;
            total += slope[k][j];
        }
        double c = StirlingError.at(total);
        for (int m = 1; m < classes; m++) {
            c += Math.log(total + m);
        }
        for (int k = 0; k < classes; k++) {
            double a = slope[k][j];
            c -= StirlingError.at(a) + a * Math.log(a / total);
        }
        constant[j] = c;
    }

    /** Work on the kernels of one row. */
    @FunctionalInterface
    interface RowKernels {
        /**
         * Handles row i.
         *
         * @param i the row
         * @param kernel k(xᵢ; xⱼ)/e^{top} for all j, 0 at j = i
         * @param top ln of the largest kernel of the row
         */
        void row(int i, double[] kernel, double top);
    }

    /** Hands every target's kernels over all centres to {@code use}; O(n²K). */
    void forEachTarget(RowKernels use) {
        ParallelRows.run(
                n,
                ROWS,
                (from, to) -> {
                    double[] e = new double[n];
                    double[] powers = new double[n];
                    for (int i = from; i < to; i++) {
                        System.arraycopy(constant, 0, e, 0, n);
                        for (int k = 0; k < classes; k++) {
                            addScaled(e, slope[k], log[i * classes + k]);
                        }
                        e[i] = Double.NEGATIVE_INFINITY;
                        double top = Double.NEGATIVE_INFINITY;
                        for (double value : e) {
                            top = value > top ? value : top;
                        }
                        e[i] = top;
                        for (int j = 0; j < n; j++) {
                            e[j] -= top;
                        }
                        Exponentials.replace(e, powers, n);
                        e[i] = 0;
                        use.row(i, e, top);
                    }
                });
    }

    /** Hands every centre's kernels over all targets, divided by e^{shift(i)}, to {@code use}. */
    void forEachCentre(double[] shift, RowKernels use) {
        double[][] logs = new double[classes][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < classes; k++) {
                logs[k][i] = log[i * classes + k];
            }
        }
        ParallelRows.run(
                n,
                ROWS,
                (from, to) -> {
                    double[] e = new double[n];
                    double[] powers = new double[n];
                    for (int j = from; j < to; j++) {
                        for (int i = 0; i < n; i++) {
                            e[i] = constant[j] - shift[i];
                        }
                        for (int k = 0; k < classes; k++) {
                            addScaled(e, logs[k], slope[k][j]);
                        }
                        e[j] = 0;
                        Exponentials.replace(e, powers, n);
                        e[j] = 0;
                        use.row(j, e, 0);
                    }
                });
    }

    /** ψ(N + K) − ψ(α_k): with ln x_k and over h, the derivative of ln k by z_k. */
    double centreDerivative(int j, int k) {
        double total = 0;
        for (double[] column : slope) {
            total += column[j];
        }
        return Gamma.digamma(total + classes) - Gamma.digamma(slope[k][j] + 1);
    }

    private static void addScaled(double[] to, double[] from, double factor) {
        for (int j = 0; j < to.length; j++) {
            to[j] += factor * from[j];
        }
    }
}
