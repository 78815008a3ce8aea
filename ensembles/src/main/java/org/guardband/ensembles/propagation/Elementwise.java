package org.guardband.ensembles.propagation;

/** A function applied to every coordinate. */
public sealed interface Elementwise extends Layer permits Relu, LeakyRelu, Sigmoid, Tanh {

    /**
     * The function.
     *
     * @param x a number
     * @return g(x)
     */
    double value(double x);

    /**
     * The slope; at a kink that from the left.
     *
     * @param x a number
     * @return g′(x)
     */
    double slope(double x);
}
