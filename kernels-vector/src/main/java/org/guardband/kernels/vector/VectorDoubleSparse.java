package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
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
            int together = width == LANES ? values.columns() & ~3 : 0;
            for (int h = 0; h < together; h += 4) {
                fourHeads(pattern, values, h, x, y, i);
            }
            for (int h = together; h < values.columns(); h++) {
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

    /** Four heads as wide as a vector. */
    private static void fourHeads(
            CsrPattern pattern,
            DoubleMatrix values,
            int head,
            DoubleMatrix x,
            DoubleMatrix y,
            int row) {
        int column = head * LANES;
        int at = y.offset() + row * y.rowStride() + column;
        DoubleVector s0 = DoubleVector.fromArray(SPECIES, y.data(), at);
        DoubleVector s1 = DoubleVector.fromArray(SPECIES, y.data(), at + LANES);
        DoubleVector s2 = DoubleVector.fromArray(SPECIES, y.data(), at + 2 * LANES);
        DoubleVector s3 = DoubleVector.fromArray(SPECIES, y.data(), at + 3 * LANES);
        int end = pattern.rowStart(row + 1);
        for (int e = pattern.rowStart(row); e < end; e++) {
            int source = x.offset() + pattern.column(e) * x.rowStride() + column;
            int value = values.offset() + pattern.value(e) * values.rowStride() + head;
            s0 = scaled(values.data()[value], x.data(), source, s0);
            s1 = scaled(values.data()[value + 1], x.data(), source + LANES, s1);
            s2 = scaled(values.data()[value + 2], x.data(), source + 2 * LANES, s2);
            s3 = scaled(values.data()[value + 3], x.data(), source + 3 * LANES, s3);
        }
        s0.intoArray(y.data(), at);
        s1.intoArray(y.data(), at + LANES);
        s2.intoArray(y.data(), at + 2 * LANES);
        s3.intoArray(y.data(), at + 3 * LANES);
    }

    private static DoubleVector scaled(double value, double[] x, int at, DoubleVector sum) {
        return DoubleVector.broadcast(SPECIES, value)
                .fma(DoubleVector.fromArray(SPECIES, x, at), sum);
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

    @Override
    protected void sampleRows(
            CsrPattern pattern,
            DoubleMatrix u,
            DoubleMatrix v,
            DoubleMatrix values,
            int width,
            int from,
            int to) {
        if (width < LANES) {
            super.sampleRows(pattern, u, v, values, width, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            int left = u.offset() + i * u.rowStride();
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                int right = v.offset() + pattern.column(e) * v.rowStride();
                int value = values.offset() + pattern.value(e) * values.rowStride();
                for (int h = 0; h < values.columns(); h++) {
                    values.data()[value + h] +=
                            dot(u.data(), left + h * width, v.data(), right + h * width, width);
                }
            }
        }
    }

    private static double dot(double[] u, int left, double[] v, int right, int width) {
        DoubleVector sums =
                DoubleVector.fromArray(SPECIES, u, left)
                        .mul(DoubleVector.fromArray(SPECIES, v, right));
        int j = LANES;
        for (; j + LANES <= width; j += LANES) {
            sums =
                    DoubleVector.fromArray(SPECIES, u, left + j)
                            .fma(DoubleVector.fromArray(SPECIES, v, right + j), sums);
        }
        double sum = sums.reduceLanes(VectorOperators.ADD);
        for (; j < width; j++) {
            sum = Math.fma(u[left + j], v[right + j], sum);
        }
        return sum;
    }

    @Override
    protected void addEndsOfRows(
            CsrPattern pattern,
            DoubleMatrix u,
            DoubleMatrix v,
            DoubleMatrix values,
            int from,
            int to) {
        int heads = values.columns();
        if (heads % LANES != 0) {
            super.addEndsOfRows(pattern, u, v, values, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h += LANES) {
                DoubleVector left =
                        DoubleVector.fromArray(
                                SPECIES, u.data(), u.offset() + i * u.rowStride() + h);
                for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                    int right = v.offset() + pattern.column(e) * v.rowStride() + h;
                    int value = values.offset() + pattern.value(e) * values.rowStride() + h;
                    DoubleVector.fromArray(SPECIES, v.data(), right)
                            .add(left)
                            .add(DoubleVector.fromArray(SPECIES, values.data(), value))
                            .intoArray(values.data(), value);
                }
            }
        }
    }

    @Override
    protected void addSumsOfRows(
            CsrPattern pattern, DoubleMatrix values, DoubleMatrix y, int from, int to) {
        int heads = values.columns();
        if (heads % LANES != 0) {
            super.addSumsOfRows(pattern, values, y, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            for (int h = 0; h < heads; h += LANES) {
                int target = y.offset() + i * y.rowStride() + h;
                DoubleVector sum = DoubleVector.fromArray(SPECIES, y.data(), target);
                for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                    int value = values.offset() + pattern.value(e) * values.rowStride() + h;
                    sum = sum.add(DoubleVector.fromArray(SPECIES, values.data(), value));
                }
                sum.intoArray(y.data(), target);
            }
        }
    }

    @Override
    protected void softmaxRows(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int from, int to) {
        if (x.columns() % LANES == 0) {
            DoubleSegments.softmaxOfHeads(pattern, x, y, from, to);
        } else if (x.columns() == 1 && pattern.ordered() && y.contiguous()) {
            DoubleSegments.softmaxOfRuns(pattern, x, y, from, to);
        } else {
            super.softmaxRows(pattern, x, y, from, to);
        }
    }

    @Override
    protected void addSoftmaxGradientOfRows(
            CsrPattern pattern,
            DoubleMatrix y,
            DoubleMatrix dy,
            DoubleMatrix dx,
            int from,
            int to) {
        if (y.columns() % LANES == 0) {
            DoubleSegments.addSoftmaxGradientOfHeads(pattern, y, dy, dx, from, to);
        } else {
            super.addSoftmaxGradientOfRows(pattern, y, dy, dx, from, to);
        }
    }

    private static double value(CsrPattern pattern, DoubleMatrix values, int entry, int head) {
        return values.data()[values.offset() + pattern.value(entry) * values.rowStride() + head];
    }
}
