package org.guardband.kernels.vector;

import java.util.Arrays;
import org.guardband.kernels.FloatMatrix;

/** Copies operands into the order in which a product reads them, and tiles back out. */
final class FloatPacking {
    private FloatPacking() {}

    /** Columns {@code column …} of B, {@code wide} of them side by side, term after term. */
    static void right(FloatMatrix b, int column, int wide, float[] to, int at) {
        float[] data = b.data();
        int columns = Math.min(wide, b.columns() - column);
        int terms = b.rows();
        int step = b.columnStride();
        int start = b.offset() + column * step;
        if (columns < wide) {
            Arrays.fill(to, at, at + terms * wide, 0);
        }
        if (step == 1) {
            for (int p = 0; p < terms; p++) {
                System.arraycopy(data, start + p * b.rowStride(), to, at + p * wide, columns);
            }
            return;
        }
        int side = 64;
        for (int p0 = 0; p0 < terms; p0 += side) {
            int p1 = Math.min(terms, p0 + side);
            for (int j = 0; j < columns; j++) {
                int source = start + j * step;
                for (int p = p0; p < p1; p++) {
                    to[at + p * wide + j] = data[source + p * b.rowStride()];
                }
            }
        }
    }

    /** Rows {@code row … end} of A, {@code high} of them side by side, for some of the terms. */
    static void left(
            FloatMatrix a, int row, int end, int high, int term, int terms, float[] to, int at) {
        float[] data = a.data();
        int rows = end - row;
        if (rows < high) {
            Arrays.fill(to, at, at + terms * high, 0);
        }
        int step = a.columnStride();
        for (int i = 0; i < rows; i++) {
            int source = a.offset() + (row + i) * a.rowStride() + term * step;
            int target = at + i;
            for (int p = 0; p < terms; p++) {
                to[target + p * high] = data[source + p * step];
            }
        }
    }

    /** A tile that overhangs C: its part inside. */
    static void spill(
            float[] tile,
            int wide,
            int high,
            int columns,
            float[] c,
            int at,
            int stride,
            boolean sum) {
        for (int i = 0; i < high; i++) {
            for (int j = 0; j < columns; j++) {
                float value = tile[i * wide + j];
                c[at + i * stride + j] = sum ? c[at + i * stride + j] + value : value;
            }
        }
    }
}
