package org.guardband.classification.kde;

import java.util.Arrays;
import org.guardband.core.numeric.ParallelRows;

/**
 * The sums of a cell over itself, each row left out of its own: going up the rows with the moments
 * of all rows before, then down with those of all rows after.
 */
final class SelfSums {

    /** Rows that one task takes, with the moments of all blocks before it in hand. */
    private static final int BLOCK = 1 << 12;

    /** Up to here all pairs are quicker. */
    private static final int FEW = 24;

    /** 1/(m + 1), for more terms than {@link Moments#order} gives. */
    private static final double[] INVERSE = new double[64];

    static {
        for (int m = 0; m < INVERSE.length; m++) {
            INVERSE[m] = 1.0 / (m + 1);
        }
    }

    private final BetaKernelTerms terms;
    private final double[] weight;
    private final double[] weighted;
    private final int from;
    private final KernelSums out;
    private final double slope;
    private final double logit;
    private final double top;
    private final int order;

    private SelfSums(
            BetaKernelTerms terms,
            double[] weight,
            double[] weighted,
            int from,
            int to,
            KernelSums out) {
        this.terms = terms;
        this.weight = weight;
        this.weighted = weighted;
        this.from = from;
        this.out = out;
        double u = 0.5 * (terms.slope[to - 1] - terms.slope[from]);
        double v = 0.5 * (terms.logit[to - 1] - terms.logit[from]);
        this.slope = 0.5 * (terms.slope[from] + terms.slope[to - 1]);
        this.logit = 0.5 * (terms.logit[from] + terms.logit[to - 1]);
        this.order = Moments.order(u * v);
        // Within a cell exponents differ by a few units, so that any of them will do.
        this.top = terms.slope[from] * logit + terms.constant[from];
    }

    static void add(
            BetaKernelTerms terms,
            double[] weight,
            double[] weighted,
            int from,
            int to,
            KernelSums out) {
        if (to - from <= FEW) {
            double[] e = new double[FEW];
            double[] powers = new double[FEW];
            for (int i = from; i < to; i++) {
                DirectSums.add(terms, weight, weighted, i, from, to, e, powers, out);
            }
            return;
        }
        new SelfSums(terms, weight, weighted, from, to, out).run(to - from);
    }

    private void run(int n) {
        int blocks = (n + BLOCK - 1) / BLOCK;
        Moments[] parts = new Moments[blocks];
        if (blocks > 1) {
            ParallelRows.run(
                    n,
                    BLOCK,
                    (a, b) -> {
                        Moments part = new Moments(order);
                        part.add(
                                terms,
                                weight,
                                weighted,
                                from + a,
                                from + b,
                                slope,
                                logit,
                                new Moments.Scratch());
                        parts[a / BLOCK] = part;
                    });
        }
        Moments[] lower = running(parts, 0, 1);
        Moments[] upper = running(parts, blocks - 1, -1);
        ParallelRows.run(
                n, BLOCK, (a, b) -> block(from + a, from + b, lower[a / BLOCK], upper[a / BLOCK]));
    }

    /** For each block the moments of all blocks before it on the way. */
    private Moments[] running(Moments[] parts, int start, int step) {
        Moments[] sums = new Moments[parts.length];
        Moments sum = new Moments(order);
        sum.scale = top;
        for (int b = start; b >= 0 && b < parts.length; b += step) {
            Moments copy = new Moments(order);
            copy.add(sum);
            sums[b] = copy;
            if (parts.length > 1) {
                sum.add(parts[b]);
            }
        }
        return sums;
    }

    private void block(int a, int b, Moments lower, Moments upper) {
        int length = b - a;
        double[] source = new double[length];
        double[] factor = new double[length];
        double[] powers = new double[length];
        double common = Math.max(lower.scale, upper.scale);
        for (int i = 0; i < length; i++) {
            source[i] = terms.slope[a + i] * logit + (terms.constant[a + i] - common);
            factor[i] = slope * (terms.logit[a + i] - logit) + (common - terms.scale[a + i]);
        }
        Exponentials.replace(source, powers, length);
        Exponentials.replace(factor, powers, length);
        sweep(a, b, 1, lower, common, source, factor);
        sweep(a, b, -1, upper, common, source, factor);
    }

    private void sweep(
            int a,
            int b,
            int step,
            Moments start,
            double common,
            double[] source,
            double[] factor) {
        double rescale = Math.exp(start.scale - common);
        double[] m0 = Arrays.stream(start.mass).map(x -> x * rescale).toArray();
        double[] m1 = Arrays.stream(start.target).map(x -> x * rescale).toArray();
        for (int i = step > 0 ? a : b - 1; i >= a && i < b; i += step) {
            double v = terms.logit[i] - logit;
            double s0 = m0[order - 1];
            double s1 = m1[order - 1];
            for (int m = order - 2; m >= 0; m--) {
                s0 = s0 * v + m0[m];
                s1 = s1 * v + m1[m];
            }
            out.mass[i] += factor[i - a] * s0;
            out.target[i] += factor[i - a] * s1;
            double u = terms.slope[i] - slope;
            double t0 = source[i - a] * weight[i];
            double t1 = source[i - a] * weighted[i];
            for (int m = 0; m < order; m++) {
                m0[m] += t0;
                m1[m] += t1;
                double next = u * INVERSE[m];
                t0 *= next;
                t1 *= next;
            }
        }
    }
}
