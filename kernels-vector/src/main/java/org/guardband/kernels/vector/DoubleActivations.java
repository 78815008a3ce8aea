package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;

/** The activations of graph networks and their derivatives on vectors. */
final class DoubleActivations {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final double LEAK = Activation.LEAKY_RELU.derivative(-1);

    private DoubleActivations() {}

    static void relu(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            v.mul(0).blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Activation.RELU.value(x[from + j]);
        }
    }

    static void leakyRelu(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            v.mul(LEAK).blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Activation.LEAKY_RELU.value(x[from + j]);
        }
    }

    static void elu(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            DoubleElementary.expm1(v.min(0))
                    .blend(v, v.compare(VectorOperators.GT, 0))
                    .intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Activation.ELU.value(x[from + j]);
        }
    }

    static void addReluGradient(
            double[] x, int from, double[] dy, int by, double[] dx, int to, int n) {
        DoubleVector zero = DoubleVector.zero(SPECIES);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            DoubleVector g = DoubleVector.fromArray(SPECIES, dy, by + j);
            zero.blend(g, v.compare(VectorOperators.GT, 0))
                    .add(DoubleVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += x[from + j] > 0 ? dy[by + j] : 0;
        }
    }

    static void addLeakyReluGradient(
            double[] x, int from, double[] dy, int by, double[] dx, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            DoubleVector g = DoubleVector.fromArray(SPECIES, dy, by + j);
            g.mul(LEAK)
                    .blend(g, v.compare(VectorOperators.GT, 0))
                    .add(DoubleVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += x[from + j] > 0 ? dy[by + j] : LEAK * dy[by + j];
        }
    }

    static void addEluGradient(
            double[] x, int from, double[] dy, int by, double[] dx, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            DoubleVector slope = DoubleElementary.exp(v.min(0));
            DoubleVector.fromArray(SPECIES, dy, by + j)
                    .fma(slope, DoubleVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += (dy[by + j] * Activation.ELU.derivative(x[from + j]));
        }
    }
}
