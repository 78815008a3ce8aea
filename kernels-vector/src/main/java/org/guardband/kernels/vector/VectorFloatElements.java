package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.RowBlocks;
import org.guardband.kernels.internal.ScalarFloatElements;

/** What needs exponentials, on vectors; the rest as in plain Java. */
final class VectorFloatElements extends ScalarFloatElements {
    private static final VectorSpecies<Float> SPECIES = FloatElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    public void exp(FloatMatrix x, FloatMatrix y) {
        RowBlocks.two(
                x,
                y,
                2,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    expRow(x.data(), from, y.data(), to, x.columns());
                });
    }

    @Override
    public void erf(FloatMatrix x, FloatMatrix y) {
        RowBlocks.two(
                x,
                y,
                2,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    erfRow(x.data(), from, y.data(), to, x.columns());
                });
    }

    private static void expRow(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatElementary.exp(FloatVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Elementary.exp(x[from + j]);
        }
    }

    private static void erfRow(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatElementary.erf(FloatVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Elementary.erf(x[from + j]);
        }
    }

    @Override
    public void activate(Activation activation, FloatMatrix x, FloatMatrix y) {
        if (activation != Activation.GELU) {
            super.activate(activation, x, y);
            return;
        }
        RowBlocks.two(
                x,
                y,
                3,
                row -> {
                    int from = x.offset() + row * x.rowStride();
                    int to = y.offset() + row * y.rowStride();
                    FloatGelu.run(x.data(), from, y.data(), to, x.columns());
                });
    }
}
