package org.guardband.classification.kde;

import java.util.Arrays;
import org.guardband.core.numeric.ParallelRows;

/**
 * The Beta kernel of one bandwidth, raised to a power, as an exponential sum. With N = 1/h,
 *
 * <pre>    ln k(x; z) = ln Beta(x; Nz + 1, N(1 − z) + 1) = Nz·logit(x) + N ln(1 − x) + c(z)</pre>
 *
 * where c(z) = −ln B(Nz + 1, N(1 − z) + 1) = ln(N + 1) + s(N) − s(Nz) − s(N(1 − z)) − N(z ln z + (1
 * − z) ln(1 − z)) with the {@link StirlingError} s. As a function of its centre z, ln k is concave.
 *
 * <p>Scores are divided into cells, ranges in the sorted order in which (the range of the slopes) ×
 * (the range of the logits) ≤ {@link #CELL}: about two widths of the kernel.
 */
final class BetaKernelTerms {

    /** Four times the largest |uv| of the expansion within a cell. */
    private static final double CELL = 4;

    /** N z, times the power: ascending. */
    final double[] slope;

    /** c(z), times the power. */
    final double[] constant;

    /** logit(x), ascending. */
    final double[] logit;

    /** N ln(1 − x), times the power. */
    final double[] tail;

    /** The first row of every cell, and n. Equal scores are in one cell. */
    final int[] cells;

    /** A number for each row near the largest exponent slope·logit + constant of another row. */
    final double[] scale;

    BetaKernelTerms(SortedScores sorted, double bandwidth, int power) {
        int n = sorted.size();
        this.slope = new double[n];
        this.constant = new double[n];
        this.logit = sorted.logit;
        this.tail = new double[n];
        this.scale = new double[n];
        double inverse = 1 / BetaKernelRegression.requireBandwidth(bandwidth);
        double common = Math.log1p(inverse) + StirlingError.at(inverse);
        ParallelRows.run(
                n,
                SortedScores.BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        double z = sorted.score[i];
                        slope[i] = power * inverse * z;
                        tail[i] = power * inverse * sorted.logComplement[i];
                        constant[i] =
                                power
                                        * (common
                                                - StirlingError.at(inverse * z)
                                                - StirlingError.at(inverse * (1 - z))
                                                - inverse * sorted.negativeEntropy[i]);
                    }
                });
        this.cells = cells();
        ParallelRows.run(n, SortedScores.BLOCK, this::scales);
    }

    int size() {
        return slope.length;
    }

    /** ln k of target i and centre j, but for the row's own {@link #tail}. */
    double exponent(int i, int j) {
        return slope[j] * logit[i] + constant[j];
    }

    private int[] cells() {
        int n = size();
        int[] starts = new int[n + 1];
        int count = 0;
        for (int from = 0; from < n; ) {
            starts[count++] = from;
            int to = from + 1;
            // Doubling steps, then halving: a cell of m rows costs O(log m).
            int step = 1;
            while (to < n && fits(from, Math.min(to + step, n))) {
                to = Math.min(to + step, n);
                step <<= 1;
            }
            for (; step > 0; step >>= 1) {
                if (to + step <= n && fits(from, to + step)) {
                    to += step;
                }
            }
            while (to < n && slope[to] == slope[to - 1]) {
                to++;
            }
            from = to;
        }
        starts[count] = n;
        return Arrays.copyOf(starts, count + 1);
    }

    private boolean fits(int from, int to) {
        return (slope[to - 1] - slope[from]) * (logit[to - 1] - logit[from]) <= CELL;
    }

    /**
     * Rows of a block ascend, and with them the cell whose first row has the largest exponent. The
     * first rows of cells are far enough apart that rounding does not decide. The largest exponent
     * of all rows is in that cell or the one before, within a few units of the ends'.
     */
    private void scales(int from, int to) {
        int best = 0;
        for (int i = from; i < to; i++) {
            while (best + 2 < cells.length
                    && exponent(i, cells[best + 1]) > exponent(i, cells[best])) {
                best++;
            }
            double top = Double.NEGATIVE_INFINITY;
            for (int c = Math.max(0, best - 1); c <= Math.min(best + 1, cells.length - 2); c++) {
                top = Math.max(top, other(i, cells[c]));
                top = Math.max(top, other(i, cells[c + 1] - 1));
            }
            scale[i] = top;
        }
    }

    private double other(int i, int j) {
        return i == j ? Double.NEGATIVE_INFINITY : exponent(i, j);
    }
}
