package org.guardband.kernels.internal;

import org.guardband.kernels.Activation;
import org.guardband.kernels.AdamStep;
import org.guardband.kernels.ElementKernels;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.ParallelBlocks;

/** Functions of each element in plain Java. */
public class ScalarFloatElements implements ElementKernels<FloatMatrix> {
    private static final int SUM_BLOCK = 1 << 15;

    /** Made once. */
    public ScalarFloatElements() {}

    private static final String[] XY = {"x", "y"};
    private static final String[] UVY = {"u", "v", "y"};
    private static final String[] GRADIENTS = {"x", "dy", "dx"};
    private static final String[] ADAM = {"gradient", "weights", "first", "second"};

    @Override
    public final void exp(FloatMatrix x, FloatMatrix y) {
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
    protected void exp(float[] x, int from, float[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] = (float) Elementary.exp(x[from + j]);
        }
    }

    @Override
    public final void erf(FloatMatrix x, FloatMatrix y) {
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
    protected void erf(float[] x, int from, float[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] = (float) Elementary.erf(x[from + j]);
        }
    }

    @Override
    public final void activate(Activation activation, FloatMatrix x, FloatMatrix y) {
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
    protected void activate(Activation activation, float[] x, int from, float[] y, int to, int n) {
        activateRow(activation, x, from, y, to, n);
    }

    /** As {@link #activate(Activation, float[], int, float[], int, int)}, without an object. */
    static void activateRow(Activation activation, float[] x, int from, float[] y, int to, int n) {
        if (activation == Activation.RELU) {
            for (int j = 0; j < n; j++) {
                float value = x[from + j];
                y[to + j] = value > 0 ? value : value * 0;
            }
        } else {
            for (int j = 0; j < n; j++) {
                y[to + j] = (float) activation.value(x[from + j]);
            }
        }
    }

    @Override
    public final void addActivationGradient(
            Activation activation, FloatMatrix x, FloatMatrix dy, FloatMatrix dx) {
        Spans.run(
                RowBlocks.cost(activation),
                GRADIENTS,
                new FloatMatrix[] {x, dy, dx},
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
            float[] x,
            int from,
            float[] dy,
            int by,
            float[] dx,
            int to,
            int n) {
        if (activation == Activation.RELU) {
            for (int j = 0; j < n; j++) {
                dx[to + j] += x[from + j] > 0 ? dy[by + j] : 0;
            }
        } else {
            for (int j = 0; j < n; j++) {
                dx[to + j] += (float) (dy[by + j] * activation.derivative(x[from + j]));
            }
        }
    }

    @Override
    public final void addScaled(double alpha, FloatMatrix x, FloatMatrix y) {
        float factor = (float) alpha;
        map(1, x, y, (from, at, to, target, n) -> addScaled(factor, from, at, to, target, n));
    }

    private static void addScaled(float factor, float[] x, int from, float[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] += factor * x[from + j];
        }
    }

    @Override
    public final void addProduct(FloatMatrix u, FloatMatrix v, FloatMatrix y) {
        Spans.run(
                1,
                UVY,
                new FloatMatrix[] {u, v, y},
                (first, n, at) -> addProduct(u.data(), at[0], v.data(), at[1], y.data(), at[2], n));
    }

    private static void addProduct(
            float[] u, int left, float[] v, int right, float[] y, int to, int n) {
        for (int j = 0; j < n; j++) {
            y[to + j] += u[left + j] * v[right + j];
        }
    }

    @Override
    public final void addDropped(long seed, double rate, FloatMatrix x, FloatMatrix y) {
        int bound = Uniforms.bound(rate);
        float scale = (float) (1 / (1 - rate));
        Spans.run(
                3,
                XY,
                new FloatMatrix[] {x, y},
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
            float scale,
            float[] x,
            int from,
            float[] y,
            int to,
            int n) {
        // looked up, since a branch would be guessed wrong every other time
        float[] factors = {scale, 0};
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        for (int j = 0; j < n; j++) {
            long over = (long) Uniforms.at(low, high, first + j) - bound;
            y[to + j] += factors[(int) (over >>> 63)] * x[from + j];
        }
    }

    @Override
    public final void drop(long seed, double rate, FloatMatrix x, FloatMatrix y) {
        int bound = Uniforms.bound(rate);
        float scale = (float) (1 / (1 - rate));
        Spans.run(
                3,
                XY,
                new FloatMatrix[] {x, y},
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
            float scale,
            float[] x,
            int from,
            float[] y,
            int to,
            int n) {
        float[] factors = {scale, 0};
        int low = (int) seed;
        int high = (int) (seed >>> 32);
        for (int j = 0; j < n; j++) {
            long over = (long) Uniforms.at(low, high, first + j) - bound;
            y[to + j] = factors[(int) (over >>> 63)] * x[from + j];
        }
    }

    private interface Mapping {
        void run(float[] x, int from, float[] y, int to, int n);
    }

    private static void map(int cost, FloatMatrix x, FloatMatrix y, Mapping mapping) {
        Spans.run(
                cost,
                XY,
                new FloatMatrix[] {x, y},
                (first, n, at) -> mapping.run(x.data(), at[0], y.data(), at[1], n));
    }

    @Override
    public double sumOfSquares(FloatMatrix x) {
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
            FloatMatrix gradient,
            FloatMatrix weights,
            FloatMatrix first,
            FloatMatrix second) {
        Spans.run(
                8,
                ADAM,
                new FloatMatrix[] {gradient, weights, first, second},
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
            float[] gradient,
            int from,
            float[] weights,
            int to,
            float[] first,
            int mean,
            float[] second,
            int square,
            int n) {
        float rate = (float) step.rate();
        float beta1 = (float) step.beta1();
        float beta2 = (float) step.beta2();
        float rest1 = (float) (1 - step.beta1());
        float rest2 = (float) (1 - step.beta2());
        float epsilon = (float) step.epsilon();
        float root = (float) step.rootCorrection();
        float l2 = (float) step.l2();
        float keep = (float) (1 - step.shrink());
        for (int j = 0; j < n; j++) {
            float w = weights[to + j] * keep;
            float g = gradient[from + j] + l2 * w;
            float m = beta1 * first[mean + j] + rest1 * g;
            float v = beta2 * second[square + j] + rest2 * g * g;
            first[mean + j] = m;
            second[square + j] = v;
            weights[to + j] = w - rate * m / ((float) Math.sqrt(v) / root + epsilon);
        }
    }
}
