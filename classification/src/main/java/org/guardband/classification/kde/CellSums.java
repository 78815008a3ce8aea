package org.guardband.classification.kde;

import org.guardband.core.numeric.ParallelRows;

/**
 * Kernel sums in near-linear time. Every cell of targets meets every cell of centres near enough to
 * matter, and a pair of cells costs as many operations as it has rows, not pairs of rows: with u =
 * slope(j) − slope₀ and v = logit(i) − logit₀,
 *
 * <pre>    e^{slope(j)·logit(i) + c(j)} = e^{slope(j)·logit₀ + c(j)} · e^{slope₀·v} · Σₘ uᵐvᵐ/m!
 * </pre>
 *
 * so that a sum over j is a polynomial in v. All terms of the sum over j are positive, and each is
 * met with a relative error of {@link Moments#ACCURACY}, near or far; hence so is their sum, and a
 * row that stands alone is as exact as one in a crowd. A row is left out of its own sum by adding
 * up the rows before it and after it, never by a subtraction. Going outwards from a cell, the
 * remaining centres are left out once they add less than e^{−30} of what is there: ln k is concave
 * in the centre, so that the nearest remaining centre bounds them all.
 */
final class CellSums {

    private static final double NEGLIGIBLE = -30;

    /** Rows of a cell that one task takes. */
    private static final int BLOCK = 1 << 13;

    /** Below this many pairs per row, terms are added one by one. */
    private static final int FEW = 6;

    private final BetaKernelTerms terms;
    private final double[] weight;
    private final double[] weighted;
    private final double[] before;
    private final KernelSums out;

    private CellSums(BetaKernelTerms terms, double[] weight, double[] weighted) {
        int n = terms.size();
        this.terms = terms;
        this.weight = weight;
        this.weighted = weighted;
        this.out = new KernelSums(n);
        this.before = new double[n + 1];
        for (int i = 0; i < n; i++) {
            before[i + 1] = before[i] + weight[i];
        }
    }

    static KernelSums of(BetaKernelTerms terms, double[] weight, double[] weighted) {
        CellSums sums = new CellSums(terms, weight, weighted);
        ParallelRows.run(
                terms.cells.length - 1,
                1,
                (from, to) -> {
                    for (int t = from; t < to; t++) {
                        sums.cell(t);
                    }
                });
        return sums.out;
    }

    private void cell(int t) {
        int[] cells = terms.cells;
        int from = cells[t];
        int to = cells[t + 1];
        int n = terms.size();
        Moments.Scratch scratch = new Moments.Scratch();
        SelfSums.add(terms, weight, weighted, from, to, out);
        for (int s = t - 1; s >= 0; s--) {
            int end = cells[s + 1];
            if (isNegligible(from, to, end - 1, end, before[end])) {
                break;
            }
            pair(cells[s], end, from, to, scratch);
        }
        for (int s = t + 1; s < cells.length - 1; s++) {
            int start = cells[s];
            if (isNegligible(from, to, start, start - 1, before[n] - before[start])) {
                break;
            }
            pair(start, cells[s + 1], from, to, scratch);
        }
    }

    /** Whether all centres from {@code nearest} outwards are; {@code inner} is its neighbour. */
    private boolean isNegligible(int from, int to, int nearest, int inner, double remaining) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = from; i < to; i++) {
            least = Math.min(least, out.mass[i]);
        }
        if (!(least > 0)) {
            return false;
        }
        double limit = NEGLIGIBLE + Math.log(least / remaining);
        for (int i = from; i < to; i++) {
            double e = terms.exponent(i, nearest);
            if (e > terms.exponent(i, inner) || e - terms.scale[i] > limit) {
                return false;
            }
        }
        return true;
    }

    /** Adds the centres s0 to s1 to the targets t0 to t1. */
    private void pair(int s0, int s1, int t0, int t1, Moments.Scratch scratch) {
        double sources = s1 - s0;
        double targets = t1 - t0;
        if (sources * targets <= FEW * (sources + targets)) {
            direct(s0, s1, t0, t1, scratch);
            return;
        }
        double u = 0.5 * (terms.slope[s1 - 1] - terms.slope[s0]);
        double v = 0.5 * (terms.logit[t1 - 1] - terms.logit[t0]);
        if (u * v <= Moments.REACH) {
            expand(s0, s1, t0, t1, Moments.order(u * v), scratch);
        } else if (sources > targets) {
            int middle = middle(terms.slope, s0, s1);
            pair(s0, middle, t0, t1, scratch);
            pair(middle, s1, t0, t1, scratch);
        } else {
            int middle = middle(terms.logit, t0, t1);
            pair(s0, s1, t0, middle, scratch);
            pair(s0, s1, middle, t1, scratch);
        }
    }

    /** The first row above the middle of the range of values, of which there are two or more. */
    private static int middle(double[] values, int from, int to) {
        double half = 0.5 * (values[from] + values[to - 1]);
        int low = from + 1;
        int high = to - 1;
        while (low < high) {
            int m = (low + high) >>> 1;
            if (values[m] > half) {
                high = m;
            } else {
                low = m + 1;
            }
        }
        return low;
    }

    private void direct(int s0, int s1, int t0, int t1, Moments.Scratch scratch) {
        for (int at = s0; at < s1; at += Moments.CHUNK) {
            int end = Math.min(s1, at + Moments.CHUNK);
            for (int i = t0; i < t1; i++) {
                DirectSums.add(terms, weight, weighted, i, at, end, scratch.e, scratch.powers, out);
            }
        }
    }

    private void expand(int s0, int s1, int t0, int t1, int order, Moments.Scratch scratch) {
        double slope = 0.5 * (terms.slope[s0] + terms.slope[s1 - 1]);
        double logit = 0.5 * (terms.logit[t0] + terms.logit[t1 - 1]);
        Moments moments = moments(s0, s1, slope, logit, order, scratch);
        if (t1 - t0 <= BLOCK) {
            moments.addTo(terms, t0, t1, slope, logit, scratch, out);
            return;
        }
        ParallelRows.run(
                t1 - t0,
                BLOCK,
                (from, to) ->
                        moments.addTo(
                                terms,
                                t0 + from,
                                t0 + to,
                                slope,
                                logit,
                                new Moments.Scratch(),
                                out));
    }

    /** Moments of centres; of many, block by block and in block order. */
    private Moments moments(
            int s0, int s1, double slope, double logit, int order, Moments.Scratch scratch) {
        Moments all = new Moments(order);
        if (s1 - s0 <= BLOCK) {
            all.add(terms, weight, weighted, s0, s1, slope, logit, scratch);
            return all;
        }
        Moments[] parts = new Moments[(s1 - s0 + BLOCK - 1) / BLOCK];
        ParallelRows.run(
                s1 - s0,
                BLOCK,
                (from, to) -> {
                    Moments part = new Moments(order);
                    part.add(
                            terms,
                            weight,
                            weighted,
                            s0 + from,
                            s0 + to,
                            slope,
                            logit,
                            new Moments.Scratch());
                    parts[from / BLOCK] = part;
                });
        for (Moments part : parts) {
            all.add(part);
        }
        return all;
    }
}
