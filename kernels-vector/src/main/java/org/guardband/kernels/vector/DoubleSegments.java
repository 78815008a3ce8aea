package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.DoubleMatrix;

/** Softmax over the entries of the rows of a pattern, on vectors. */
final class DoubleSegments {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    /** Entries that are summed by themselves first, so that the sum of a long row is as exact. */
    private static final int PART = 64;

    private DoubleSegments() {}

    /** Of as many heads as fill vectors: each lane is a head. */
    static void softmaxOfHeads(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < x.columns(); h += LANES) {
                softmaxOfHeads(pattern, x, y, i, pattern.rowStart(i + 1), h);
            }
        }
    }

    private static void softmaxOfHeads(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int row, int end, int head) {
        int start = pattern.rowStart(row);
        DoubleVector most = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int e = start; e < end; e++) {
            most = most.max(load(x, pattern.value(e), head));
        }
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int e0 = start; e0 < end; e0 += PART) {
            DoubleVector part = DoubleVector.zero(SPECIES);
            for (int e = e0; e < Math.min(end, e0 + PART); e++) {
                int value = pattern.value(e);
                DoubleVector p = DoubleElementary.exp(load(x, value, head).sub(most));
                p.intoArray(y.data(), at(y, value, head));
                part = part.add(p);
            }
            sum = sum.add(part);
        }
        DoubleVector scale = DoubleVector.broadcast(SPECIES, 1).div(sum);
        for (int e = start; e < end; e++) {
            int value = pattern.value(e);
            load(y, value, head).mul(scale).intoArray(y.data(), at(y, value, head));
        }
    }

    /** Of one head, the entries of rows that follow each other being one run of the array. */
    static void softmaxOfRuns(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int from, int to) {
        for (int i = from; i < to; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                most = Math.max(most, x.data()[at(x, e, 0)]);
            }
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                y.data()[at(y, e, 0)] = x.data()[at(x, e, 0)] - most;
            }
        }
        int start = pattern.rowStart(from);
        int first = at(y, start, 0);
        VectorDoubleElements.expRun(y.data(), first, y.data(), first, pattern.rowStart(to) - start);
        for (int i = from; i < to; i++) {
            double sum = 0;
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                sum += y.data()[at(y, e, 0)];
            }
            double scale = (1 / sum);
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                y.data()[at(y, e, 0)] *= scale;
            }
        }
    }

    /** The gradient for as many heads as fill vectors. */
    static void addSoftmaxGradientOfHeads(
            CsrPattern pattern,
            DoubleMatrix y,
            DoubleMatrix dy,
            DoubleMatrix dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < y.columns(); h += LANES) {
                addGradientOfHeads(pattern, y, dy, dx, i, h);
            }
        }
    }

    private static void addGradientOfHeads(
            CsrPattern pattern,
            DoubleMatrix y,
            DoubleMatrix dy,
            DoubleMatrix dx,
            int row,
            int head) {
        int start = pattern.rowStart(row);
        int end = pattern.rowStart(row + 1);
        DoubleVector sum = DoubleVector.zero(SPECIES);
        for (int e0 = start; e0 < end; e0 += PART) {
            DoubleVector part = DoubleVector.zero(SPECIES);
            for (int e = e0; e < Math.min(end, e0 + PART); e++) {
                int value = pattern.value(e);
                part = load(y, value, head).fma(load(dy, value, head), part);
            }
            sum = sum.add(part);
        }
        for (int e = start; e < end; e++) {
            int value = pattern.value(e);
            load(y, value, head)
                    .fma(load(dy, value, head).sub(sum), load(dx, value, head))
                    .intoArray(dx.data(), at(dx, value, head));
        }
    }

    private static DoubleVector load(DoubleMatrix m, int row, int column) {
        return DoubleVector.fromArray(SPECIES, m.data(), at(m, row, column));
    }

    private static int at(DoubleMatrix m, int row, int column) {
        return m.offset() + row * m.rowStride() + column;
    }
}
