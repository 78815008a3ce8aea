package org.guardband.graph.model;

import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.FloatMatrix;

/**
 * Some rows of a weighted neighbourhood matrix.
 *
 * @param pattern which entries they have
 * @param weights a weight an entry
 */
record GatheredRows(CsrPattern pattern, FloatMatrix weights) {

    /** Chosen rows; where their entries lie is told by {@code column}, −1 nowhere. */
    GatheredRows rows(Arithmetic<FloatMatrix> kernels, int[] rows, int columns, int[] column) {
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            int length = pattern.rowStart(rows[i] + 1) - pattern.rowStart(rows[i]);
            starts[i + 1] = Math.addExact(starts[i], length);
        }
        int[] targets = new int[starts[rows.length]];
        FloatMatrix values = kernels.zeros(targets.length, 1);
        for (int i = 0; i < rows.length; i++) {
            for (int j = starts[i]; j < starts[i + 1]; j++) {
                int e = pattern.rowStart(rows[i]) + j - starts[i];
                targets[j] = column[pattern.column(e)];
                values.set(j, 0, weights.get(pattern.value(e), 0));
            }
        }
        return new GatheredRows(CsrPattern.wrap(columns, starts, targets), values);
    }

    /** The sum of each row. */
    FloatMatrix sums(Arithmetic<FloatMatrix> kernels) {
        FloatMatrix sums = kernels.zeros(pattern.rows(), 1);
        kernels.sparse().addRowSums(pattern, weights, sums);
        return sums;
    }
}
