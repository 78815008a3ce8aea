package org.guardband.detection;

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
}
