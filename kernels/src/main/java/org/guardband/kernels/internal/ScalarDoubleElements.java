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

    private static final String[] XY = {"x", "y"};
    private static final String[] UVY = {"u", "v", "y"};
    private static final String[] GRADIENTS = {"x", "dy", "dx"};
    private static final String[] ADAM = {"gradient", "weights", "first", "second"};

    @Override
    public final void exp(DoubleMatrix x, DoubleMatrix y) {
        map(8, x, y, this::exp);
    }

    /**
     * The exponential of some elements.
     *
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void exp(double[] x, int from, double[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] = Elementary.exp(x[from + j]);
        }
    }

    @Override
    public final void erf(DoubleMatrix x, DoubleMatrix y) {
        map(16, x, y, this::erf);
    }

    /**
     * The error function of some elements.
     *
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void erf(double[] x, int from, double[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] = Elementary.erf(x[from + j]);
        }
    }

    @Override
    public final void activate(Activation activation, DoubleMatrix x, DoubleMatrix y) {
        map(
                RowBlocks.cost(activation),
                x,
                y,
                (from, at, to, target, n) -> activate(activation, from, at, to, target, n));
    }

    /**
     * Applies a function to some elements.
     *
     * @param activation the function
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void activate(
            Activation activation, double[] x, int from, double[] y, int to, int n) {
        activateRow(activation, x, from, y, to, n);
    }

    /** As {@link #activate(Activation, double[], int, double[], int, int)}, without an object. */
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
    public final void addActivationGradient(
            Activation activation, DoubleMatrix x, DoubleMatrix dy, DoubleMatrix dx) {
        Spans.run(
                RowBlocks.cost(activation),
                GRADIENTS,
                new DoubleMatrix[] {x, dy, dx},
                (first, n, at) ->
                        addActivationGradient(
                                activation,
                                x.data(),
                                at[0],
                                dy.data(),
                                at[1],
                                dx.data(),
                                at[2],
                                n));
    }

    /**
     * Adds the gradient of a function of some elements.
     *
     * @param activation the function
     * @param x its arguments
     * @param from where in {@code x}
     * @param dy gradients with respect to its results
     * @param by where in {@code dy}
     * @param dx gradients with respect to its arguments
     * @param to where in {@code dx}
     * @param n how many
     */
    protected void addActivationGradient(
            Activation activation,
            double[] x,
            int from,
            double[] dy,
            int by,
            double[] dx,
            int to,
            int n) {
        if (activation == Activation.RELU) {
            for (int j = 0; j < n; j++) {
                dx[to + j] += x[from + j] > 0 ? dy[by + j] : 0;
            }
        } else {
            for (int j = 0; j < n; j++) {
                dx[to + j] += (dy[by + j] * activation.derivative(x[from + j]));
            }
        }
    }

    @Override
    public final void addScaled(double alpha, DoubleMatrix x, DoubleMatrix y) {
        double factor = alpha;
        map(1, x, y, (from, at, to, target, n) -> addScaled(factor, from, at, to, target, n));
    }

    private static void addScaled(double factor, double[] x, int from, double[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] += factor * x[from + j];
        }
    }

    @Override
    public final void addProduct(DoubleMatrix u, DoubleMatrix v, DoubleMatrix y) {
        Spans.run(
                1,
                UVY,
                new DoubleMatrix[] {u, v, y},
                (first, n, at) -> addProduct(u.data(), at[0], v.data(), at[1], y.data(), at[2], n));
    }

    private static void addProduct(
            double[] u, int left, double[] v, int right, double[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] += u[left + j] * v[right + j];
        }
    }

    @Override
    public final void addDropped(long seed, double rate, DoubleMatrix x, DoubleMatrix y) {
        int bound = Uniforms.bound(rate);
        double scale = (1 / (1 - rate));
        Spans.run(
                3,
                XY,
                new DoubleMatrix[] {x, y},
                (first, n, at) ->
                        addDropped(seed, first, bound, scale, x.data(), at[0], y.data(), at[1], n));
    }

    /**
     * Adds some elements, less those that are dropped.
     *
     * @param seed which draw
     * @param first number of the first element
     * @param bound what is below it is dropped
     * @param scale factor of what is kept
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void addDropped(
            long seed,
            int first,
            int bound,
            double scale,
            double[] x,
            int from,
            double[] y,
            int to,
            int n) {
        // looked up, since a branch would be guessed wrong every other time
        double[] factors = {scale, 0};
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        for (int j = 0; j < n; j++) {
            long over = (long) Uniforms.at(low, high, first + j) - bound;
            y[to + j] += factors[(int) (over >>> 63)] * x[from + j];
        }
    }

    @Override
    public final void drop(long seed, double rate, DoubleMatrix x, DoubleMatrix y) {
        int bound = Uniforms.bound(rate);
        double scale = (1 / (1 - rate));
        Spans.run(
                3,
                XY,
                new DoubleMatrix[] {x, y},
                (first, n, at) ->
                        drop(seed, first, bound, scale, x.data(), at[0], y.data(), at[1], n));
    }

    /**
     * Copies some elements, less those that are dropped.
     *
     * @param seed which draw
     * @param first number of the first element
     * @param bound what is below it is dropped
     * @param scale factor of what is kept
     * @param x from
     * @param from where in {@code x}
     * @param y to
     * @param to where in {@code y}
     * @param n how many
     */
    protected void drop(
            long seed,
            int first,
            int bound,
            double scale,
            double[] x,
            int from,
            double[] y,
            int to,
            int n) {
        double[] factors = {scale, 0};
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        for (int j = 0; j < n; j++) {
            long over = (long) Uniforms.at(low, high, first + j) - bound;
            y[to + j] = factors[(int) (over >>> 63)] * x[from + j];
        }
    }

    private interface Mapping {
        void run(double[] x, int from, double[] y, int to, int n);
    }

    private static void map(int cost, DoubleMatrix x, DoubleMatrix y, Mapping mapping) {
        Spans.run(
                cost,
                XY,
                new DoubleMatrix[] {x, y},
                (first, n, at) -> mapping.run(x.data(), at[0], y.data(), at[1], n));
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
    public final void adam(
            AdamStep step,
            DoubleMatrix gradient,
            DoubleMatrix weights,
            DoubleMatrix first,
            DoubleMatrix second) {
        Spans.run(
                8,
                ADAM,
                new DoubleMatrix[] {gradient, weights, first, second},
                (start, n, at) ->
                        adam(
                                step,
                                gradient.data(),
                                at[0],
                                weights.data(),
                                at[1],
                                first.data(),
                                at[2],
                                second.data(),
                                at[3],
                                n));
    }

    private static void adam(
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
