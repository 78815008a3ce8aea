package org.guardband.kernels.internal;

import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.ParallelBlocks;
import org.guardband.kernels.SparseKernels;

/** Sparse kernels on doubles in plain Java. */
public class ScalarDoubleSparse implements SparseKernels<DoubleMatrix> {

    /** Made once. */
    public ScalarDoubleSparse() {}

    @Override
    public final void multiplyAdd(
            CsrPattern pattern, DoubleMatrix values, DoubleMatrix x, DoubleMatrix y) {
        int width = SparseShapes.dense(pattern, values, y, x);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, y.columns()),
                (from, to) -> multiplyRows(pattern, values, x, y, width, from, to));
    }

    /**
     * Some rows of a product.
     *
     * @param pattern m × k
     * @param values entries × heads
     * @param x k × (heads · width)
     * @param y m × (heads · width)
     * @param width columns a head
     * @param from first row
     * @param to one past the last
     */
    protected void multiplyRows(
            CsrPattern pattern,
            DoubleMatrix values,
            DoubleMatrix x,
            DoubleMatrix y,
            int width,
            int from,
            int to) {
        int heads = values.columns();
        for (int i = from; i < to; i++) {
            int target = y.offset() + i * y.rowStride();
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                int source = x.offset() + pattern.column(e) * x.rowStride();
                int value = values.offset() + pattern.value(e) * values.rowStride();
                for (int h = 0; h < heads; h++) {
                    gather(
                            y.data(),
                            target + h * width,
                            x.data(),
                            source + h * width,
                            width,
                            values.data()[value + h]);
                }
            }
        }
    }

    private static void gather(
            double[] y, int target, double[] x, int source, int width, double value) {
        for (int j = 0; j < width; j++) {
            y[target + j] += value * x[source + j];
        }
    }

    @Override
    public final void addSampledProduct(
            CsrPattern pattern, DoubleMatrix u, DoubleMatrix v, DoubleMatrix values) {
        int width = SparseShapes.dense(pattern, values, u, v);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, u.columns()),
                (from, to) -> sampleRows(pattern, u, v, values, width, from, to));
    }

    /**
     * Some rows of a sampled product.
     *
     * @param pattern m × k
     * @param u m × (heads · width)
     * @param v k × (heads · width)
     * @param values entries × heads
     * @param width columns a head
     * @param from first row
     * @param to one past the last
     */
    protected void sampleRows(
            CsrPattern pattern,
            DoubleMatrix u,
            DoubleMatrix v,
            DoubleMatrix values,
            int width,
            int from,
            int to) {
        int heads = values.columns();
        for (int i = from; i < to; i++) {
            int left = u.offset() + i * u.rowStride();
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                int right = v.offset() + pattern.column(e) * v.rowStride();
                int value = values.offset() + pattern.value(e) * values.rowStride();
                for (int h = 0; h < heads; h++) {
                    values.data()[value + h] +=
                            dot(u.data(), left + h * width, v.data(), right + h * width, width);
                }
            }
        }
    }

    private static double dot(double[] u, int left, double[] v, int right, int width) {
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j + 1 < width; j += 2) {
            even += u[left + j] * v[right + j];
            odd += u[left + j + 1] * v[right + j + 1];
        }
        if (j < width) {
            even += u[left + j] * v[right + j];
        }
        return even + odd;
    }

    @Override
    public final void addEnds(
            CsrPattern pattern, DoubleMatrix u, DoubleMatrix v, DoubleMatrix values) {
        SparseShapes.ends(pattern, values, u, v);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, 2 * values.columns()),
                (from, to) -> addEndsOfRows(pattern, u, v, values, from, to));
    }

    /**
     * What the ends of the entries of some rows say, added.
     *
     * @param pattern m × k
     * @param u m × heads
     * @param v k × heads
     * @param values entries × heads
     * @param from first row
     * @param to one past the last
     */
    protected void addEndsOfRows(
            CsrPattern pattern,
            DoubleMatrix u,
            DoubleMatrix v,
            DoubleMatrix values,
            int from,
            int to) {
        int heads = values.columns();
        for (int i = from; i < to; i++) {
            int left = u.offset() + i * u.rowStride();
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                int right = v.offset() + pattern.column(e) * v.rowStride();
                int value = values.offset() + pattern.value(e) * values.rowStride();
                for (int h = 0; h < heads; h++) {
                    values.data()[value + h] += u.data()[left + h] + v.data()[right + h];
                }
            }
        }
    }

    @Override
    public final void addRowSums(CsrPattern pattern, DoubleMatrix values, DoubleMatrix y) {
        SparseShapes.rowValues(pattern, values, y);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, 2 * values.columns()),
                (from, to) -> addSumsOfRows(pattern, values, y, from, to));
    }

    /**
     * The sums of some rows, added.
     *
     * @param pattern m × k
     * @param values entries × heads
     * @param y m × heads
     * @param from first row
     * @param to one past the last
     */
    protected void addSumsOfRows(
            CsrPattern pattern, DoubleMatrix values, DoubleMatrix y, int from, int to) {
        int heads = values.columns();
        for (int i = from; i < to; i++) {
            int target = y.offset() + i * y.rowStride();
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                int value = values.offset() + pattern.value(e) * values.rowStride();
                for (int h = 0; h < heads; h++) {
                    y.data()[target + h] += values.data()[value + h];
                }
            }
        }
    }

    @Override
    public final void softmax(CsrPattern pattern, DoubleMatrix x, DoubleMatrix y) {
        SparseShapes.values(pattern, x, y);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, 16 * x.columns()),
                (from, to) -> softmaxRows(pattern, x, y, from, to));
    }

    /**
     * The softmax of some rows.
     *
     * @param pattern m × k
     * @param x entries × heads
     * @param y entries × heads
     * @param from first row
     * @param to one past the last
     */
    protected void softmaxRows(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int from, int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < x.columns(); h++) {
                softmaxRow(pattern, x, y, i, h);
            }
        }
    }

    private static void softmaxRow(
            CsrPattern pattern, DoubleMatrix x, DoubleMatrix y, int row, int head) {
        int start = pattern.rowStart(row);
        int end = pattern.rowStart(row + 1);
        double most = Double.NEGATIVE_INFINITY;
        for (int e = start; e < end; e++) {
            most = Math.max(most, x.data()[at(x, pattern.value(e), head)]);
        }
        double sum = 0;
        for (int e = start; e < end; e++) {
            int value = pattern.value(e);
            double p = Elementary.exp(x.data()[at(x, value, head)] - most);
            y.data()[at(y, value, head)] = p;
            sum += p;
        }
        for (int e = start; e < end; e++) {
            int place = at(y, pattern.value(e), head);
            y.data()[place] = (y.data()[place] / sum);
        }
    }

    @Override
    public final void addSoftmaxGradient(
            CsrPattern pattern, DoubleMatrix y, DoubleMatrix dy, DoubleMatrix dx) {
        SparseShapes.values(pattern, y, dy);
        SparseShapes.values(pattern, y, dx);
        ParallelBlocks.run(
                pattern.rows(),
                SparseShapes.rowsAtOnce(pattern, 6 * y.columns()),
                (from, to) -> addSoftmaxGradientOfRows(pattern, y, dy, dx, from, to));
    }

    /**
     * The gradient of the softmax of some rows, added.
     *
     * @param pattern m × k
     * @param y the softmax, entries × heads
     * @param dy the gradient with respect to it
     * @param dx the gradient with respect to its argument
     * @param from first row
     * @param to one past the last
     */
    protected void addSoftmaxGradientOfRows(
            CsrPattern pattern,
            DoubleMatrix y,
            DoubleMatrix dy,
            DoubleMatrix dx,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            for (int h = 0; h < y.columns(); h++) {
                softmaxGradientRow(pattern, y, dy, dx, i, h);
            }
        }
    }

    private static void softmaxGradientRow(
            CsrPattern pattern,
            DoubleMatrix y,
            DoubleMatrix dy,
            DoubleMatrix dx,
            int row,
            int head) {
        int start = pattern.rowStart(row);
        int end = pattern.rowStart(row + 1);
        double sum = 0;
        for (int e = start; e < end; e++) {
            int value = pattern.value(e);
            sum += y.data()[at(y, value, head)] * dy.data()[at(dy, value, head)];
        }
        for (int e = start; e < end; e++) {
            int value = pattern.value(e);
            dx.data()[at(dx, value, head)] +=
                    (y.data()[at(y, value, head)] * (dy.data()[at(dy, value, head)] - sum));
        }
    }

    private static int at(DoubleMatrix m, int row, int column) {
        return m.offset() + row * m.rowStride() + column;
    }
}
