package org.guardband.kernels.internal;

import org.guardband.kernels.Activation;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.ParallelBlocks;
import org.guardband.kernels.RowKernels;

/** Functions of rows in plain Java. */
public class ScalarFloatRows implements RowKernels<FloatMatrix> {
    /** Rows whose sums are added up together; fixed, so that the order of a sum is. */
    private static final int SUM_ROWS = 256;

    /** Made once. */
    public ScalarFloatRows() {}

    @Override
    public void biasActivate(
            FloatMatrix x, FloatMatrix bias, Activation activation, FloatMatrix y) {
        Shapes.rowMajor("bias", bias);
        Shapes.exact("bias", bias, 1, x.columns());
        RowBlocks.two(
                x,
                y,
                RowBlocks.cost(activation),
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    add(x.data(), from, bias.data(), bias.offset(), y.data(), to, x.columns());
                    activate(activation, y.data(), to, x.columns());
                });
    }

    private static void add(float[] x, int from, float[] bias, int at, float[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] = x[from + j] + bias[at + j];
        }
    }

    /**
     * Applies a function to a run of elements in place.
     *
     * @param activation the function
     * @param y the elements
     * @param at where they start
     * @param n how many
     */
    protected void activate(Activation activation, float[] y, int at, int n) {
        if (activation != Activation.IDENTITY) {
            ScalarFloatElements.activateRow(activation, y, at, y, at, n);
        }
    }

    @Override
    public void softmax(FloatMatrix x, FloatMatrix y) {
        RowBlocks.two(
                x,
                y,
                10,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    softmaxRow(x.data(), from, y.data(), to, x.columns());
                });
    }

    /**
     * The softmax of one row.
     *
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void softmaxRow(float[] x, int from, float[] y, int to, int n) {
        float most = most(x, from, n);
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double p = Elementary.exp(x[from + j] - most);
            y[to + j] = (float) p;
            sum += p;
        }
        float scale = (float) (1 / sum);
        for (int j = 0; j < n; j++) {
            y[to + j] *= scale;
        }
    }

    private static float most(float[] x, int from, int n) {
        float most = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < n; j++) {
            most = Math.max(most, x[from + j]);
        }
        return most;
    }

    @Override
    public void logSoftmax(FloatMatrix x, FloatMatrix y) {
        RowBlocks.two(
                x,
                y,
                10,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    int n = x.columns();
                    float most = most(x.data(), from, n);
                    double sum = 0;
                    for (int j = 0; j < n; j++) {
                        sum += Elementary.exp(x.data()[from + j] - most);
                    }
                    double log = Math.log(sum);
                    for (int j = 0; j < n; j++) {
                        y.data()[to + j] = (float) (x.data()[from + j] - most - log);
                    }
                });
    }

    @Override
    public void addSoftmaxGradient(FloatMatrix y, FloatMatrix dy, FloatMatrix dx) {
        Shapes.rowMajor("dx", dx);
        Shapes.same("dx", dx, "y", y);
        RowBlocks.two(
                y,
                dy,
                4,
                row -> {
                    int at = y.offset() + row * y.rowStride();
                    int by = dy.offset() + row * dy.rowStride();
                    int to = dx.offset() + row * dx.rowStride();
                    double sum = 0;
                    for (int j = 0; j < y.columns(); j++) {
                        sum += (double) y.data()[at + j] * dy.data()[by + j];
                    }
                    float mean = (float) sum;
                    for (int j = 0; j < y.columns(); j++) {
                        dx.data()[to + j] += y.data()[at + j] * (dy.data()[by + j] - mean);
                    }
                });
    }

    @Override
    public void addLogSoftmaxGradient(FloatMatrix y, FloatMatrix dy, FloatMatrix dx) {
        Shapes.rowMajor("dx", dx);
        Shapes.same("dx", dx, "y", y);
        RowBlocks.two(
                y,
                dy,
                10,
                row -> {
                    int at = y.offset() + row * y.rowStride();
                    int by = dy.offset() + row * dy.rowStride();
                    int to = dx.offset() + row * dx.rowStride();
                    double sum = 0;
                    for (int j = 0; j < y.columns(); j++) {
                        sum += dy.data()[by + j];
                    }
                    if (sum == 0) {
                        for (int j = 0; j < y.columns(); j++) {
                            dx.data()[to + j] += dy.data()[by + j];
                        }
                        return;
                    }
                    for (int j = 0; j < y.columns(); j++) {
                        dx.data()[to + j] +=
                                (float)
                                        (dy.data()[by + j]
                                                - Elementary.exp(y.data()[at + j]) * sum);
                    }
                });
    }

    @Override
    public void layerNorm(
            FloatMatrix x, FloatMatrix scale, FloatMatrix shift, double epsilon, FloatMatrix y) {
        Shapes.rowMajor("scale", scale);
        Shapes.rowMajor("shift", shift);
        Shapes.exact("scale", scale, 1, x.columns());
        Shapes.exact("shift", shift, 1, x.columns());
        RowBlocks.two(
                x,
                y,
                4,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    int n = x.columns();
                    double mean = mean(x.data(), from, n);
                    double spread = spread(x.data(), from, n, mean, epsilon);
                    for (int j = 0; j < n; j++) {
                        double z = (x.data()[from + j] - mean) * spread;
                        y.data()[to + j] =
                                (float)
                                        (z * scale.data()[scale.offset() + j]
                                                + shift.data()[shift.offset() + j]);
                    }
                });
    }

    private static double mean(float[] x, int from, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < n; j += 4) {
            s0 += x[from + j];
            s1 += x[from + j + 1];
            s2 += x[from + j + 2];
            s3 += x[from + j + 3];
        }
        for (; j < n; j++) {
            s0 += x[from + j];
        }
        return (s0 + s1 + (s2 + s3)) / n;
    }

    private static double spread(float[] x, int from, int n, double mean, double epsilon) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 3 < n; j += 4) {
            double d0 = x[from + j] - mean;
            double d1 = x[from + j + 1] - mean;
            double d2 = x[from + j + 2] - mean;
            double d3 = x[from + j + 3] - mean;
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; j < n; j++) {
            s0 += (x[from + j] - mean) * (x[from + j] - mean);
        }
        return 1 / Math.sqrt((s0 + s1 + (s2 + s3)) / n + epsilon);
    }

    @Override
    public void addLayerNormGradient(
            FloatMatrix x,
            FloatMatrix scale,
            double epsilon,
            FloatMatrix dy,
            FloatMatrix dx,
            FloatMatrix dscale,
            FloatMatrix dshift) {
        Shapes.rowMajor("x", x);
        Shapes.rowMajor("dy", dy);
        Shapes.rowMajor("dx", dx);
        Shapes.same("dy", dy, "x", x);
        Shapes.same("dx", dx, "x", x);
        Shapes.exact("scale", scale, 1, x.columns());
        Shapes.exact("dscale", dscale, 1, x.columns());
        Shapes.exact("dshift", dshift, 1, x.columns());
        int n = x.columns();
        int blocks = (x.rows() + SUM_ROWS - 1) / SUM_ROWS;
        double[][] sums = new double[blocks][];
        ParallelBlocks.run(
                x.rows(),
                SUM_ROWS,
                (start, end) -> {
                    double[] sum = new double[2 * n];
                    for (int row = start; row < end; row++) {
                        layerNormGradientRow(x, scale, epsilon, dy, dx, row, sum);
                    }
                    sums[start / SUM_ROWS] = sum;
                });
        for (double[] sum : sums) {
            for (int j = 0; j < n; j++) {
                dscale.data()[dscale.offset() + j] += (float) sum[j];
                dshift.data()[dshift.offset() + j] += (float) sum[n + j];
            }
        }
    }

    private static void layerNormGradientRow(
            FloatMatrix x,
            FloatMatrix scale,
            double epsilon,
            FloatMatrix dy,
            FloatMatrix dx,
            int row,
            double[] sum) {
        int n = x.columns();
        int from = x.offset() + row * x.rowStride();
        int by = dy.offset() + row * dy.rowStride();
        int to = dx.offset() + row * dx.rowStride();
        double mean = mean(x.data(), from, n);
        double spread = spread(x.data(), from, n, mean, epsilon);
        double total = 0;
        double along = 0;
        for (int j = 0; j < n; j++) {
            double z = (x.data()[from + j] - mean) * spread;
            double g = dy.data()[by + j];
            sum[j] += g * z;
            sum[n + j] += g;
            double scaled = g * scale.data()[scale.offset() + j];
            total += scaled;
            along += scaled * z;
        }
        for (int j = 0; j < n; j++) {
            double z = (x.data()[from + j] - mean) * spread;
            double scaled = (double) dy.data()[by + j] * scale.data()[scale.offset() + j];
            dx.data()[to + j] += (float) (spread * (scaled - (total + z * along) / n));
        }
    }

    @Override
    public void addColumnSums(FloatMatrix x, FloatMatrix y) {
        Shapes.rowMajor("x", x);
        Shapes.rowMajor("y", y);
        Shapes.exact("y", y, 1, x.columns());
        int n = x.columns();
        // one pass where the rows are few; else blocks of rows, added in order
        double[][] sums = new double[(x.rows() + SUM_ROWS - 1) / SUM_ROWS][];
        ParallelBlocks.run(
                x.rows(),
                SUM_ROWS,
                (start, end) -> {
                    double[] sum = new double[n];
                    for (int row = start; row < end; row++) {
                        addRow(x.data(), x.offset() + row * x.rowStride(), sum);
                    }
                    sums[start / SUM_ROWS] = sum;
                });
        for (int j = 0; j < n; j++) {
            double total = 0;
            for (double[] sum : sums) {
                total += sum[j];
            }
            y.data()[y.offset() + j] += (float) total;
        }
    }

    private static void addRow(float[] x, int at, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += x[at + j];
        }
    }
}
