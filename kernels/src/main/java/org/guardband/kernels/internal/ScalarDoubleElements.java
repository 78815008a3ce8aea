package org.guardband.kernels.internal;

import org.guardband.kernels.Activation;
import org.guardband.kernels.AdamStep;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.ParallelBlocks;

/** Functions of each element in plain Java. */
public class ScalarDoubleElements implements ElementKernels<DoubleMatrix> {
    private static final int SUM_BLOCK = 1 << 15;

    /** Made once. */
    public ScalarDoubleElements() {}

    @Override
    public void exp(DoubleMatrix x, DoubleMatrix y) {
        RowBlocks.two(
                x,
                y,
                8,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    for (int j = 0; j < x.columns(); j++) {
                        y.data()[to + j] = Elementary.exp(x.data()[from + j]);
                    }
                });
    }

    @Override
    public void erf(DoubleMatrix x, DoubleMatrix y) {
        RowBlocks.two(
                x,
                y,
                16,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    for (int j = 0; j < x.columns(); j++) {
                        y.data()[to + j] = Elementary.erf(x.data()[from + j]);
                    }
                });
    }

    @Override
    public void activate(Activation activation, DoubleMatrix x, DoubleMatrix y) {
        RowBlocks.two(
                x,
                y,
                RowBlocks.cost(activation),
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    activateRow(activation, x.data(), from, y.data(), to, x.columns());
                });
    }

    /**
     * Applies a function to a run of elements.
     *
     * @param activation the function
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    static void activateRow(
            Activation activation, double[] x, int from, double[] y, int to, int n) {
        if (activation == Activation.RELU) {
            for (int j = 0; j < n; j++) {
                double value = x[from + j];
                y[to + j] = value > 0 ? value : value * 0;
            }
        } else {
            for (int j = 0; j < n; j++) {
                y[to + j] = activation.value(x[from + j]);
            }
        }
    }

    @Override
    public void addActivationGradient(
            Activation activation, DoubleMatrix x, DoubleMatrix dy, DoubleMatrix dx) {
        Shapes.rowMajor("dx", dx);
        Shapes.same("dx", dx, "x", x);
        RowBlocks.two(
                x,
                dy,
                RowBlocks.cost(activation),
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int by = dy.offset() + row * dy.rowStride();
                    int to = dx.offset() + row * dx.rowStride();
                    if (activation == Activation.RELU) {
                        for (int j = 0; j < x.columns(); j++) {
                            dx.data()[to + j] += x.data()[from + j] > 0 ? dy.data()[by + j] : 0;
                        }
                    } else {
                        for (int j = 0; j < x.columns(); j++) {
                            dx.data()[to + j] +=
                                    (dy.data()[by + j] * activation.derivative(x.data()[from + j]));
                        }
                    }
                });
    }

    @Override
    public void addScaled(double alpha, DoubleMatrix x, DoubleMatrix y) {
        double factor = alpha;
        RowBlocks.two(
                x,
                y,
                1,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    addScaledRow(factor, x.data(), from, y.data(), to, x.columns());
                });
    }

    private static void addScaledRow(
            double factor, double[] x, int from, double[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] += factor * x[from + j];
        }
    }

    @Override
    public void addProduct(DoubleMatrix u, DoubleMatrix v, DoubleMatrix y) {
        Shapes.rowMajor("y", y);
        Shapes.same("y", y, "u", u);
        RowBlocks.two(
                u,
                v,
                1,
                row -> {
                    int left = u.offset() + row * u.rowStride();
                    int right = v.offset() + row * v.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    for (int j = 0; j < u.columns(); j++) {
                        y.data()[to + j] += u.data()[left + j] * v.data()[right + j];
                    }
                });
    }

    @Override
    public void addDropped(long seed, double rate, DoubleMatrix x, DoubleMatrix y) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be in [0, 1), got " + rate);
        }
        long least = (long) Math.rint(rate * 0x1p32);
        // looked up, since a branch would be guessed wrong every other time
        double[] factors = {1 / (1 - rate), 0};
        RowBlocks.two(
                x,
                y,
                3,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    long first = (long) row * x.columns();
                    for (int j = 0; j < x.columns(); j++) {
                        long under = (RowBlocks.uniform(seed, first + j) - least) >>> 63;
                        y.data()[to + j] += factors[(int) under] * x.data()[from + j];
                    }
                });
    }

    @Override
    public double sumOfSquares(DoubleMatrix x) {
        Shapes.rowMajor("x", x);
        int rows = Math.max(1, SUM_BLOCK / Math.max(1, x.columns()));
        double[] part = new double[(x.rows() + rows - 1) / rows];
        ParallelBlocks.run(
                x.rows(),
                rows,
                (from, to) -> {
                    double sum = 0;
                    for (int i = from; i < to; i++) {
                        int at = x.offset() + i * x.rowStride();
                        for (int j = 0; j < x.columns(); j++) {
                            double value = x.data()[at + j];
                            sum += value * value;
                        }
                    }
                    part[from / rows] = sum;
                });
        double total = 0;
        for (double sum : part) {
            total += sum;
        }
        return total;
    }

    @Override
    public void adam(
            AdamStep step,
            DoubleMatrix gradient,
            DoubleMatrix weights,
            DoubleMatrix first,
            DoubleMatrix second) {
        Shapes.rowMajor("first", first);
        Shapes.rowMajor("second", second);
        Shapes.same("first", first, "weights", weights);
        Shapes.same("second", second, "weights", weights);
        RowBlocks.two(
                gradient,
                weights,
                8,
                row ->
                        adamRow(
                                step,
                                gradient.data(),
                                gradient.offset() + row * gradient.rowStride(),
                                weights.data(),
                                weights.offset() + row * weights.rowStride(),
                                first.data(),
                                first.offset() + row * first.rowStride(),
                                second.data(),
                                second.offset() + row * second.rowStride(),
                                weights.columns()));
    }

    private static void adamRow(
            AdamStep step,
            double[] gradient,
            int from,
            double[] weights,
            int to,
            double[] first,
            int mean,
            double[] second,
            int square,
            int n) {
        double rate = step.rate();
        double beta1 = step.beta1();
        double beta2 = step.beta2();
        double rest1 = (1 - step.beta1());
        double rest2 = (1 - step.beta2());
        double epsilon = step.epsilon();
        double root = step.rootCorrection();
        double l2 = step.l2();
        double keep = (1 - step.shrink());
        for (int j = 0; j < n; j++) {
            double w = weights[to + j] * keep;
            double g = gradient[from + j] + l2 * w;
            double m = beta1 * first[mean + j] + rest1 * g;
            double v = beta2 * second[square + j] + rest2 * g * g;
            first[mean + j] = m;
            second[square + j] = v;
            weights[to + j] = w - rate * m / (Math.sqrt(v) / root + epsilon);
        }
    }
}
