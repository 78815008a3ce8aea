package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.ScalarDoubleRows;

/** What needs exponentials, on vectors; the rest as in plain Java. */
final class VectorDoubleRows extends ScalarDoubleRows {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    protected void activate(Activation activation, double[] y, int at, int n) {
        switch (activation) {
            case RELU -> DoubleActivations.relu(y, at, y, at, n);
            case LEAKY_RELU -> DoubleActivations.leakyRelu(y, at, y, at, n);
            case ELU -> DoubleActivations.elu(y, at, y, at, n);
            case GELU -> DoubleGelu.run(y, at, y, at, n);
            default -> super.activate(activation, y, at, n);
        }
    }

    @Override
    protected void softmaxRow(double[] x, int from, double[] y, int to, int n) {
        int whole = n - n % LANES;
        DoubleVector greatest = DoubleVector.broadcast(SPECIES, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < whole; j += LANES) {
            greatest = greatest.max(DoubleVector.fromArray(SPECIES, x, from + j));
        }
        double most = greatest.reduceLanes(VectorOperators.MAX);
        for (int j = whole; j < n; j++) {
            most = Math.max(most, x[from + j]);
        }
        DoubleVector sums = DoubleVector.zero(SPECIES);
        for (int j = 0; j < whole; j += LANES) {
            DoubleVector p =
                    DoubleElementary.exp(DoubleVector.fromArray(SPECIES, x, from + j).sub(most));
            p.intoArray(y, to + j);
            sums = sums.add(p);
        }
        double sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += sums.lane(lane);
        }
        for (int j = whole; j < n; j++) {
            y[to + j] = Elementary.exp(x[from + j] - most);
            sum += y[to + j];
        }
        double scale = (1 / sum);
        for (int j = 0; j < n; j++) {
            y[to + j] *= scale;
        }
    }
}
