package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loop of a product: a tile of C of a few rows by two vectors, kept in registers
 * while its terms are summed.
 *
 * <p>Machines with sixteen vector registers have room for eight sums, two columns and four rows.
 * Twelve sums would fit as well, but the compiler spills some of them (that of JDK 17 in some
 * callers, that of JDK 25 in all), which halves the speed. Each element is summed in the same order
 * in both, so that the choice does not show in a result.
 */
final class FloatTile {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Columns of a tile. */
    static final int WIDE = 2 * LANES;

    /** Rows of a tile. */
    static final int HIGH = SPECIES.vectorBitSize() > 256 ? 6 : 4;

    private FloatTile() {}

    /**
     * Sums one tile.
     *
     * @param a packed rows, {@link #HIGH} side by side
     * @param left where they start
     * @param b packed columns, {@link #WIDE} side by side
     * @param right where they start
     * @param terms how many to sum
     * @param c the result
     * @param at where the tile starts
     * @param stride between its rows
     * @param sum whether to add to what is there
     */
    static void run(
            float[] a,
            int left,
            float[] b,
            int right,
            int terms,
            float[] c,
            int at,
            int stride,
            boolean sum) {
        if (HIGH == 6) {
            six(a, left, b, right, terms, c, at, stride, sum);
        } else {
            four(a, left, b, right, terms, c, at, stride, sum);
        }
    }

    /** Six rows of C, twelve registers of sums. */
    private static void six(
            float[] a,
            int left,
            float[] b,
            int right,
            int terms,
            float[] c,
            int at,
            int stride,
            boolean sum) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        FloatVector c40 = c00;
        FloatVector c41 = c00;
        FloatVector c50 = c00;
        FloatVector c51 = c00;
        for (int p = 0; p < terms; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right + p * WIDE);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, right + p * WIDE + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[left + p * 6]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[left + p * 6 + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[left + p * 6 + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[left + p * 6 + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[left + p * 6 + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[left + p * 6 + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
        }
        store(c, at, c00, c01, sum);
        store(c, at + stride, c10, c11, sum);
        store(c, at + 2 * stride, c20, c21, sum);
        store(c, at + 3 * stride, c30, c31, sum);
        store(c, at + 4 * stride, c40, c41, sum);
        store(c, at + 5 * stride, c50, c51, sum);
    }

    /** Four rows of C, eight registers of sums. */
    private static void four(
            float[] a,
            int left,
            float[] b,
            int right,
            int terms,
            float[] c,
            int at,
            int stride,
            boolean sum) {
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = c00;
        FloatVector c10 = c00;
        FloatVector c11 = c00;
        FloatVector c20 = c00;
        FloatVector c21 = c00;
        FloatVector c30 = c00;
        FloatVector c31 = c00;
        for (int p = 0; p < terms; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, right + p * WIDE);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, right + p * WIDE + LANES);
            FloatVector x = FloatVector.broadcast(SPECIES, a[left + p * 4]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[left + p * 4 + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[left + p * 4 + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[left + p * 4 + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
        }
        store(c, at, c00, c01, sum);
        store(c, at + stride, c10, c11, sum);
        store(c, at + 2 * stride, c20, c21, sum);
        store(c, at + 3 * stride, c30, c31, sum);
    }

    private static void store(float[] c, int at, FloatVector v0, FloatVector v1, boolean sum) {
        if (sum) {
            v0.add(FloatVector.fromArray(SPECIES, c, at)).intoArray(c, at);
            v1.add(FloatVector.fromArray(SPECIES, c, at + LANES)).intoArray(c, at + LANES);
        } else {
            v0.intoArray(c, at);
            v1.intoArray(c, at + LANES);
        }
    }
}
