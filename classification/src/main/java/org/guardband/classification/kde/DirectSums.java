package org.guardband.classification.kde;

import org.guardband.core.numeric.ParallelRows;

/** Kernel sums term by term: O(n²) time, blocked and parallel, O(n) memory. */
final class DirectSums {

    private static final int ROWS = 32;

    /** Centres at a time; their numbers stay in the first cache. */
    private static final int CENTRES = 512;

    private DirectSums() {}

    static KernelSums of(BetaKernelTerms terms, double[] weight, double[] weighted) {
        int n = terms.size();
        KernelSums out = new KernelSums(n);
        ParallelRows.run(
                n,
                ROWS,
                (from, to) -> {
                    double[] e = new double[CENTRES];
                    double[] powers = new double[CENTRES];
                    for (int at = 0; at < n; at += CENTRES) {
                        int end = Math.min(n, at + CENTRES);
                        for (int i = from; i < to; i++) {
                            add(terms, weight, weighted, i, at, end, e, powers, out);
                        }
                    }
                });
        return out;
    }

    /** Adds the centres {@code from} to {@code to}, at most the scratch's length, to row i. */
    static void add(
            BetaKernelTerms terms,
            double[] weight,
            double[] weighted,
            int i,
            int from,
            int to,
            double[] e,
            double[] powers,
            KernelSums out) {
        int length = to - from;
        exponents(terms.slope, terms.constant, from, length, terms.logit[i], terms.scale[i], e);
        Exponentials.split(e, powers, length);
        if (i >= from && i < to) {
            e[i - from] = 0;
        }
        double a0 = 0;
        double a1 = 0;
        double b0 = 0;
        double b1 = 0;
        int j = 0;
        for (; j + 1 < length; j += 2) {
            double k0 = e[j] * Exponentials.power(powers[j]);
            double k1 = e[j + 1] * Exponentials.power(powers[j + 1]);
            a0 += k0 * weight[from + j];
            b0 += k0 * weighted[from + j];
            a1 += k1 * weight[from + j + 1];
            b1 += k1 * weighted[from + j + 1];
        }
        if (j < length) {
            double k = e[j] * Exponentials.power(powers[j]);
            a0 += k * weight[from + j];
            b0 += k * weighted[from + j];
        }
        out.mass[i] += a0 + a1;
        out.target[i] += b0 + b1;
    }

    private static void exponents(
            double[] slope,
            double[] constant,
            int from,
            int length,
            double logit,
            double scale,
            double[] e) {
        for (int j = 0; j < length; j++) {
            e[j] = slope[from + j] * logit + (constant[from + j] - scale);
        }
    }
}
