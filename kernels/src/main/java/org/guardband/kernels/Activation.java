package org.guardband.kernels;

import org.guardband.kernels.internal.Elementary;

/** A function that a network applies to each element. */
public enum Activation {
    /** f(x) = x. */
    IDENTITY,
    /** f(x) = max(x, 0), with derivative 0 at 0. */
    RELU,
    /** f(x) = x for x > 0, 0.2 x else: the slope of graph attention networks. */
    LEAKY_RELU,
    /** f(x) = x for x > 0, eˣ − 1 else. */
    ELU,
    /**
     * f(x) = x Φ(x) with Φ the normal distribution function, exactly, not by its tanh
     * approximation.
     */
    GELU,
    /** f(x) = tanh x. */
    TANH,
    /** f(x) = 1 / (1 + e⁻ˣ). */
    SIGMOID,
    /** f(x) = log(1 + eˣ). */
    SOFTPLUS;

    private static final double LEAK = 0.2;
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double NORMAL = 1 / Math.sqrt(2 * Math.PI);

    /**
     * The function.
     *
     * @param x any number
     * @return f(x)
     */
    public double value(double x) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> x > 0 ? x : x * 0;
            case LEAKY_RELU -> x > 0 ? x : LEAK * x;
            case ELU -> x > 0 ? x : Elementary.expm1(x);
            case GELU -> x * (0.5 + 0.5 * Elementary.erf(x * ROOT_HALF));
            case TANH -> Elementary.tanh(x);
            case SIGMOID -> sigmoid(x);
            case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Elementary.exp(-Math.abs(x)));
        };
    }

    /**
     * The derivative.
     *
     * @param x any number
     * @return f′(x)
     */
    public double derivative(double x) {
        return switch (this) {
            case IDENTITY -> 1;
            case RELU -> x > 0 ? 1 : 0;
            case LEAKY_RELU -> x > 0 ? 1 : LEAK;
            case ELU -> x > 0 ? 1 : Elementary.exp(x);
            case GELU ->
                    0.5
                            + 0.5 * Elementary.erf(x * ROOT_HALF)
                            + x * NORMAL * Elementary.exp(-0.5 * x * x);
            case TANH -> {
                double t = Elementary.tanh(x);
                yield 1 - t * t;
            }
            case SIGMOID -> {
                double s = sigmoid(x);
                yield s * (1 - s);
            }
            case SOFTPLUS -> sigmoid(x);
        };
    }

    private static double sigmoid(double x) {
        double e = Elementary.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }
}
