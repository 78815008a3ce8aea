package org.guardband.graph.internal;

import java.util.SplittableRandom;

/** Uniform start weights (Glorot, Bengio 2010): U(−a, a) with a = √(6/(in + out)). */
public final class Glorot {

    private Glorot() {}

    /**
     * Fills a stretch of an array.
     *
     * @param weights receives the weights
     * @param from where to begin
     * @param in inputs of the layer
     * @param out outputs of the layer; in·out weights are drawn
     * @param random where from
     */
    public static void fill(double[] weights, int from, int in, int out, SplittableRandom random) {
        double bound = Math.sqrt(6.0 / (in + out));
        for (int p = from; p < from + in * out; p++) {
            weights[p] = bound * (2 * random.nextDouble() - 1);
        }
    }
}
