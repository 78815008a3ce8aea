package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.ScalarFloatElements;

/** What the compiler does not put on vectors by itself; the rest as in plain Java. */
final class VectorFloatElements extends ScalarFloatElements {
    private static final VectorSpecies<Float> SPECIES = FloatElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    protected void exp(float[] x, int from, float[] y, int to, int n) {
        expRun(x, from, y, to, n);
    }

    static void expRun(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatElementary.exp(FloatVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Elementary.exp(x[from + j]);
        }
    }

    @Override
    protected void erf(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatElementary.erf(FloatVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Elementary.erf(x[from + j]);
        }
    }

    @Override
    protected void activate(Activation activation, float[] x, int from, float[] y, int to, int n) {
        switch (activation) {
            case RELU -> FloatActivations.relu(x, from, y, to, n);
            case LEAKY_RELU -> FloatActivations.leakyRelu(x, from, y, to, n);
            case ELU -> FloatActivations.elu(x, from, y, to, n);
            case GELU -> FloatGelu.run(x, from, y, to, n);
            default -> super.activate(activation, x, from, y, to, n);
        }
    }

    @Override
    protected void addActivationGradient(
            Activation activation,
            float[] x,
            int from,
            float[] dy,
            int by,
            float[] dx,
            int to,
            int n) {
        switch (activation) {
            case RELU -> FloatActivations.addReluGradient(x, from, dy, by, dx, to, n);
            case LEAKY_RELU -> FloatActivations.addLeakyReluGradient(x, from, dy, by, dx, to, n);
            case ELU -> FloatActivations.addEluGradient(x, from, dy, by, dx, to, n);
            default -> super.addActivationGradient(activation, x, from, dy, by, dx, to, n);
        }
    }

    @Override
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
        FloatDropout dropout = new FloatDropout(seed, bound, scale);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            dropout.factors(first + j)
                    .mul(FloatVector.fromArray(SPECIES, x, from + j))
                    .add(FloatVector.fromArray(SPECIES, y, to + j))
                    .intoArray(y, to + j);
        }
        super.addDropped(seed, first + j, bound, scale, x, from + j, y, to + j, n - j);
    }

    @Override
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
        FloatDropout dropout = new FloatDropout(seed, bound, scale);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            dropout.factors(first + j)
                    .mul(FloatVector.fromArray(SPECIES, x, from + j))
                    .intoArray(y, to + j);
        }
        super.drop(seed, first + j, bound, scale, x, from + j, y, to + j, n - j);
    }
}
