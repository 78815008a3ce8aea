package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.internal.ScalarDoubleSparse;

/**
 * Sparse products on vector registers: four vectors of a row of the result stay in registers while
 * its entries are gathered. What is narrower than a vector is left to the scalar loop.
 */
final class VectorDoubleSparse extends ScalarDoubleSparse {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    protected void multiplyRows(
            CsrPattern pattern,
            DoubleMatrix values,
            DoubleMatrix x,
            DoubleMatrix y,
            int width,
            int from,
            int to) {
        if (width < LANES) {
            super.multiplyRows(pattern, values, x, y, width, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            if (pattern.rowStart(i) == pattern.rowStart(i + 1)) {
                continue;
            }
            for (int h = 0; h < values.columns(); h++) {
                int end = (h + 1) * width;
                int j = h * width;
                for (; j + 4 * LANES <= end; j += 4 * LANES) {
                    four(pattern, values, h, x, y, i, j);
                }
                for (; j + LANES <= end; j += LANES) {
                    one(pattern, values, h, x, y, i, j);
                }
                for (; j < end; j++) {
                    rest(pattern, values, h, x, y, i, j);
                }
            }
        }
    }

    private static void four(
            CsrPattern pattern,
            DoubleMatrix values,
            int head,
            DoubleMatrix x,
            DoubleMatrix y,
            int row,
            int column) {
        int at = y.offset() + row * y.rowStride() + column;
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, y.data(), at);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, y.data(), at + LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, y.data(), at + 2 * LANES);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, y.data(), at + 3 * LANES);
        int end = pattern.rowStart(row + 1);
        for (int e = pattern.rowStart(row); e < end; e++) {
            int source = x.offset() + pattern.column(e) * x.rowStride() + column;
            DoubleVector v = DoubleVector.broadcast(SPECIES, value(pattern, values, e, head));
            s0 = v.fma(DoubleVector.fromArray(SPECIES, x.data(), source), s0);
            s1 = v.fma(DoubleVector.fromArray(SPECIES, x.data(), source + LANES), s1);
            s2 = v.fma(DoubleVector.fromArray(SPECIES, x.data(), source + 2 * LANES), s2);
            s3 = v.fma(DoubleVector.fromArray(SPECIES, x.data(), source + 3 * LANES), s3);
        }
        s0.intoArray(y.data(), at);
        s1.intoArray(y.data(), at + LANES);
        s2.intoArray(y.data(), at + 2 * LANES);
        s3.intoArray(y.data(), at + 3 * LANES);
    }

    private static void one(
            CsrPattern pattern,
            DoubleMatrix values,
            int head,
            DoubleMatrix x,
            DoubleMatrix y,
            int row,
            int column) {
        int at = y.offset() + row * y.rowStride() + column;
        DoubleVector sum = DoubleVector.fromArray(SPECIES, y.data(), at);
        int end = pattern.rowStart(row + 1);
        for (int e = pattern.rowStart(row); e < end; e++) {
            int source = x.offset() + pattern.column(e) * x.rowStride() + column;
            DoubleVector v = DoubleVector.broadcast(SPECIES, value(pattern, values, e, head));
            sum = v.fma(DoubleVector.fromArray(SPECIES, x.data(), source), sum);
        }
        sum.intoArray(y.data(), at);
    }

    private static void rest(
            CsrPattern pattern,
            DoubleMatrix values,
            int head,
            DoubleMatrix x,
            DoubleMatrix y,
            int row,
            int column) {
        int at = y.offset() + row * y.rowStride() + column;
        double sum = y.data()[at];
        int end = pattern.rowStart(row + 1);
        for (int e = pattern.rowStart(row); e < end; e++) {
            int source = x.offset() + pattern.column(e) * x.rowStride() + column;
            sum = Math.fma(value(pattern, values, e, head), x.data()[source], sum);
        }
        y.data()[at] = sum;
    }

    private static double value(CsrPattern pattern, DoubleMatrix values, int entry, int head) {
        return values.data()[values.offset() + pattern.value(entry) * values.rowStride() + head];
    }
}
