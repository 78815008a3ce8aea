package org.guardband.conformal.classification;

import java.util.Arrays;

/**
 * Comparisons of labels with a bound, as bits and without branches: the sign bits of differences
 * are shifted into a word, the last label of the word first.
 */
final class LabelBits {

    private LabelBits() {}

    /**
     * Marks the labels k with {@code top − row[k] ≤ bound}, evaluated as written.
     *
     * <p>The sign of {@code bound − (top − row[k])} decides. Equal numbers have the difference +0,
     * for neither is −0: a difference of two numbers that is zero is +0, and so is {@code bound}
     * after the addition.
     */
    static void mark(
            double[] row, int classes, double top, double bound, long[] words, int offset) {
        double positive = bound + 0.0;
        for (int start = 0; start < classes; start += 64) {
            int end = Math.min(classes, start + 64);
            long outside = 0;
            for (int k = end - 1; k >= start; k--) {
                long sign = Double.doubleToRawLongBits(positive - (top - row[k])) >>> 63;
                outside = (outside << 1) | sign;
            }
            words[offset + (start >> 6)] |= ~outside & first(end - start);
        }
    }

    /**
     * The labels k of [start, end) with p ≥ least as bits from 0, at most 64 of them. {@code least}
     * is not zero: the sign of −0 − 0 would be wrong.
     */
    static long atLeast(double[] row, int start, int end, double least) {
        long below = 0;
        for (int k = end - 1; k >= start; k--) {
            below = (below << 1) | (Double.doubleToRawLongBits(row[k] - least) >>> 63);
        }
        return ~below & first(end - start);
    }

    /** The first bits of a word. */
    static long first(int count) {
        return count == 64 ? -1L : (1L << count) - 1;
    }

    /** Marks one label. */
    static void mark(int label, long[] words, int offset) {
        words[offset + (label >> 6)] |= 1L << label;
    }

    /** Marks the labels in [0, end). */
    static void markRange(int end, long[] words, int offset) {
        int whole = end >> 6;
        Arrays.fill(words, offset, offset + whole, -1L);
        if ((end & 63) != 0) {
            words[offset + whole] = -1L >>> -end;
        }
    }
}
