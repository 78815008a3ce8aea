package org.guardband.classification.kde;

import java.util.Arrays;

/**
 * Σⱼ wⱼ e^{gⱼ − scale} uⱼᵐ/m! over some centres for m below an order, and the same with wⱼyⱼ: what
 * a target sees of them through e^{uv} = Σ (uv)ᵐ/m!.
 */
final class Moments {

    /** Centres and targets at a time. */
    static final int CHUNK = 256;

    /** The largest |uv| that is expanded at once: beyond, alternating terms would cost digits. */
    static final double REACH = 4;

    /** What is cut off each e^{uv}, relative to it. */
    static final double ACCURACY = 1e-12;

    final double[] mass;
    final double[] target;
    double scale = Double.NEGATIVE_INFINITY;

    Moments(int order) {
        this.mass = new double[order];
        this.target = new double[order];
    }

    /**
     * The number of terms for |uv| ≤ {@code reach}: the remainder of e^t is at most reach^p/p!·1/(1
     * − reach/(p + 1)), and e^t at least e^{−reach}.
     */
    static int order(double reach) {
        double term = Math.exp(reach);
        int p = 0;
        while (p < 1 || p + 1 <= reach || term > ACCURACY * (1 - reach / (p + 1))) {
            p++;
            term *= reach / p;
        }
        return p;
    }

    /** Moments of the centres {@code from} to {@code to} about a centre slope and logit. */
    void add(
            BetaKernelTerms terms,
            double[] weight,
            double[] weighted,
            int from,
            int to,
            double slope,
            double logit,
            Scratch scratch) {
        for (int at = from; at < to; at += CHUNK) {
            chunk(terms, weight, weighted, at, Math.min(CHUNK, to - at), slope, logit, scratch);
        }
    }

    private void chunk(
            BetaKernelTerms terms,
            double[] weight,
            double[] weighted,
            int from,
            int length,
            double slope,
            double logit,
            Scratch scratch) {
        double[] e = scratch.e;
        double[] u = scratch.u;
        double[] f = scratch.f;
        double top = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < length; j++) {
            double g = terms.slope[from + j] * logit + terms.constant[from + j];
            e[j] = g;
            top = g > top ? g : top;
        }
        rescale(top);
        for (int j = 0; j < length; j++) {
            e[j] -= scale;
            u[j] = terms.slope[from + j] - slope;
        }
        Exponentials.replace(e, scratch.powers, length);
        for (int j = 0; j < length; j++) {
            f[j] = e[j] * weighted[from + j];
            e[j] *= weight[from + j];
        }
        double factorial = 1;
        for (int m = 0; m < mass.length; m++) {
            factorial = m > 1 ? factorial / m : 1;
            mass[m] += factorial * sum(e, length);
            target[m] += factorial * sum(f, length);
            times(e, u, length);
            times(f, u, length);
        }
    }

    /** Adds the moments of other centres about the same slope and logit. */
    void add(Moments other) {
        rescale(other.scale);
        // A sum of nothing has no scale.
        if (other.scale == Double.NEGATIVE_INFINITY) {
            return;
        }
        double factor = Math.exp(other.scale - scale);
        for (int m = 0; m < mass.length; m++) {
            mass[m] += factor * other.mass[m];
            target[m] += factor * other.target[m];
        }
    }

    private void rescale(double top) {
        if (!(top > scale)) {
            return;
        }
        double factor = Math.exp(scale - top);
        for (int m = 0; m < mass.length; m++) {
            mass[m] *= factor;
            target[m] *= factor;
        }
        scale = top;
    }

    /** Adds what the targets {@code from} to {@code to} see of the centres. */
    void addTo(
            BetaKernelTerms terms,
            int from,
            int to,
            double slope,
            double logit,
            Scratch scratch,
            KernelSums out) {
        for (int at = from; at < to; at += CHUNK) {
            int length = Math.min(CHUNK, to - at);
            double[] factor = scratch.e;
            double[] v = scratch.u;
            for (int i = 0; i < length; i++) {
                v[i] = terms.logit[at + i] - logit;
                factor[i] = slope * v[i] + (scale - terms.scale[at + i]);
            }
            Exponentials.replace(factor, scratch.powers, length);
            evaluate(mass, v, factor, length, scratch.f, out.mass, at);
            evaluate(target, v, factor, length, scratch.f, out.target, at);
        }
    }

    private static void evaluate(
            double[] moments,
            double[] v,
            double[] factor,
            int length,
            double[] value,
            double[] out,
            int at) {
        Arrays.fill(value, 0, length, moments[moments.length - 1]);
        for (int m = moments.length - 2; m >= 0; m--) {
            horner(value, v, moments[m], length);
        }
        for (int i = 0; i < length; i++) {
            out[at + i] += factor[i] * value[i];
        }
    }

    private static void horner(double[] value, double[] v, double coefficient, int length) {
        for (int i = 0; i < length; i++) {
            value[i] = value[i] * v[i] + coefficient;
        }
    }

    private static void times(double[] a, double[] b, int length) {
        for (int j = 0; j < length; j++) {
            a[j] *= b[j];
        }
    }

    private static double sum(double[] a, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < length; j += 4) {
            s0 += a[j];
            s1 += a[j + 1];
            s2 += a[j + 2];
            s3 += a[j + 3];
        }
        for (; j < length; j++) {
            s0 += a[j];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Arrays of a chunk's length, one set per task. */
    static final class Scratch {
        final double[] e = new double[CHUNK];
        final double[] f = new double[CHUNK];
        final double[] u = new double[CHUNK];
        final double[] powers = new double[CHUNK];
    }
}
