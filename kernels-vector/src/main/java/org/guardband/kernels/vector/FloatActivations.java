package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;

/** The activations of graph networks and their derivatives on vectors. */
final class FloatActivations {
    private static final VectorSpecies<Float> SPECIES = FloatElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final float LEAK = (float) Activation.LEAKY_RELU.derivative(-1);

    private FloatActivations() {}

    static void relu(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            v.mul(0).blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Activation.RELU.value(x[from + j]);
        }
    }

    static void leakyRelu(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            v.mul(LEAK).blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Activation.LEAKY_RELU.value(x[from + j]);
        }
    }

    static void elu(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            FloatElementary.expm1(v.min(0))
                    .blend(v, v.compare(VectorOperators.GT, 0))
                    .intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Activation.ELU.value(x[from + j]);
        }
    }

    static void addReluGradient(
            float[] x, int from, float[] dy, int by, float[] dx, int to, int n) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, by + j);
            zero.blend(g, v.compare(VectorOperators.GT, 0))
                    .add(FloatVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += x[from + j] > 0 ? dy[by + j] : 0;
        }
    }

    static void addLeakyReluGradient(
            float[] x, int from, float[] dy, int by, float[] dx, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            FloatVector g = FloatVector.fromArray(SPECIES, dy, by + j);
            g.mul(LEAK)
                    .blend(g, v.compare(VectorOperators.GT, 0))
                    .add(FloatVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += x[from + j] > 0 ? dy[by + j] : LEAK * dy[by + j];
        }
    }

    static void addEluGradient(float[] x, int from, float[] dy, int by, float[] dx, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            FloatVector slope = FloatElementary.exp(v.min(0));
            FloatVector.fromArray(SPECIES, dy, by + j)
                    .fma(slope, FloatVector.fromArray(SPECIES, dx, to + j))
                    .intoArray(dx, to + j);
        }
        for (; j < n; j++) {
            dx[to + j] += (float) (dy[by + j] * Activation.ELU.derivative(x[from + j]));
        }
    }
}
