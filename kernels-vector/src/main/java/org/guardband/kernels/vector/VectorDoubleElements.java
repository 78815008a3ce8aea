package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.RowBlocks;
import org.guardband.kernels.internal.ScalarDoubleElements;

/** What needs exponentials, on vectors; the rest as in plain Java. */
final class VectorDoubleElements extends ScalarDoubleElements {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    public void exp(DoubleMatrix x, DoubleMatrix y) {
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
    public void erf(DoubleMatrix x, DoubleMatrix y) {
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

    private static void expRow(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleElementary.exp(DoubleVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Elementary.exp(x[from + j]);
        }
    }

    private static void erfRow(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleElementary.erf(DoubleVector.fromArray(SPECIES, x, from + j)).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Elementary.erf(x[from + j]);
        }
    }

    @Override
    public void activate(Activation activation, DoubleMatrix x, DoubleMatrix y) {
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
                    DoubleGelu.run(x.data(), from, y.data(), to, x.columns());
                });
    }
}
