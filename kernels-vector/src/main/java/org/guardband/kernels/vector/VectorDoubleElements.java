package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.ScalarDoubleElements;

/** What the compiler does not put on vectors by itself; the rest as in plain Java. */
final class VectorDoubleElements extends ScalarDoubleElements {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    protected void exp(double[] x, int from, double[] y, int to, int n) {
        expRun(x, from, y, to, n);
    }

    static void expRun(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleElementary.exp(DoubleVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Elementary.exp(x[from + j]);
        }
    }

    @Override
    protected void erf(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleElementary.erf(DoubleVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Elementary.erf(x[from + j]);
        }
    }

    @Override
    protected void activate(
            Activation activation, double[] x, int from, double[] y, int to, int n) {
        switch (activation) {
            case RELU -> DoubleActivations.relu(x, from, y, to, n);
            case LEAKY_RELU -> DoubleActivations.leakyRelu(x, from, y, to, n);
            case ELU -> DoubleActivations.elu(x, from, y, to, n);
            case GELU -> DoubleGelu.run(x, from, y, to, n);
            default -> super.activate(activation, x, from, y, to, n);
        }
    }

    @Override
    protected void addActivationGradient(
            Activation activation,
            double[] x,
            int from,
            double[] dy,
            int by,
            double[] dx,
            int to,
            int n) {
        switch (activation) {
            case RELU -> DoubleActivations.addReluGradient(x, from, dy, by, dx, to, n);
            case LEAKY_RELU -> DoubleActivations.addLeakyReluGradient(x, from, dy, by, dx, to, n);
            case ELU -> DoubleActivations.addEluGradient(x, from, dy, by, dx, to, n);
            default -> super.addActivationGradient(activation, x, from, dy, by, dx, to, n);
        }
    }
}
