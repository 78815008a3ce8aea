package org.guardband.detection;

import org.guardband.core.batch.CategoricalBatch;

/** Rows of columns. */
final class Columns {

    private Columns() {}

    static int[] select(int[] column, int[] rows) {
        int[] out = new int[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = column[rows[i]];
        }
        return out;
    }

    static long[] select(long[] column, int[] rows) {
        long[] out = new long[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = column[rows[i]];
        }
        return out;
    }

    static double[] select(double[] column, int[] rows) {
        double[] out = new double[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = column[rows[i]];
        }
        return out;
    }

    static boolean[] select(boolean[] column, int[] rows) {
        boolean[] out = new boolean[rows.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = column[rows[i]];
        }
        return out;
    }

    static CategoricalBatch select(CategoricalBatch batch, int[] rows) {
        int k = batch.classes();
        double[] out = new double[Math.multiplyExact(rows.length, k)];
        for (int i = 0; i < rows.length; i++) {
            for (int label = 0; label < k; label++) {
                out[i * k + label] = batch.probability(rows[i], label);
            }
        }
        // the rows were accepted before, with the tolerance of their precision
        return CategoricalBatch.wrap(out, batch.labels(), CategoricalBatch.DEFAULT_FLOAT_TOLERANCE);
    }
}
