package org.guardband.classification.kde;

import org.apache.commons.math3.special.Gamma;

/** The definitions, loop by loop. */
final class NaiveKernel {

    private NaiveKernel() {}

    static double logBeta(double x, double z, double h) {
        double a = z / h + 1;
        double b = (1 - z) / h + 1;
        return (a - 1) * Math.log(x)
                + (b - 1) * Math.log1p(-x)
                - Gamma.logGamma(a)
                - Gamma.logGamma(b)
                + Gamma.logGamma(a + b);
    }

    static double inside(double x) {
        return Math.min(Math.max(x, 1e-7), 1 - 1e-7);
    }

    /** Row i: the sums of k, ky, k², k²y over the others relative to e^top, e^2top; and top. */
    static double[] row(double[] x, double[] y, int i, double h) {
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < x.length; j++) {
            top = j == i ? top : Math.max(top, logBeta(inside(x[i]), inside(x[j]), h));
        }
        double[] sums = new double[5];
        for (int j = 0; j < x.length; j++) {
            if (j != i) {
                double k = Math.exp(logBeta(inside(x[i]), inside(x[j]), h) - top);
                sums[0] += k;
                sums[1] += k * y[j];
                sums[2] += k * k;
                sums[3] += k * k * y[j];
            }
        }
        sums[4] = top;
        return sums;
    }
}
