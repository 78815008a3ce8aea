package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;
import org.guardband.kernels.internal.Elementary;
import org.guardband.kernels.internal.ScalarFloatRows;

/** What needs exponentials, on vectors; the rest as in plain Java. */
final class VectorFloatRows extends ScalarFloatRows {
    private static final VectorSpecies<Float> SPECIES = FloatElementary.SPECIES;
    private static final int LANES = SPECIES.length();

    @Override
    protected void activate(Activation activation, float[] y, int at, int n) {
        switch (activation) {
            case RELU -> FloatActivations.relu(y, at, y, at, n);
            case LEAKY_RELU -> FloatActivations.leakyRelu(y, at, y, at, n);
            case ELU -> FloatActivations.elu(y, at, y, at, n);
            case GELU -> FloatGelu.run(y, at, y, at, n);
            default -> super.activate(activation, y, at, n);
        }
    }

    @Override
    protected void softmaxRow(float[] x, int from, float[] y, int to, int n) {
        int whole = n - n % LANES;
        FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < whole; j += LANES) {
            greatest = greatest.max(FloatVector.fromArray(SPECIES, x, from + j));
        }
        float most = greatest.reduceLanes(VectorOperators.MAX);
        for (int j = whole; j < n; j++) {
            most = Math.max(most, x[from + j]);
        }
        FloatVector sums = FloatVector.zero(SPECIES);
        for (int j = 0; j < whole; j += LANES) {
            FloatVector p =
                    FloatElementary.exp(FloatVector.fromArray(SPECIES, x, from + j).sub(most));
            p.intoArray(y, to + j);
            sums = sums.add(p);
        }
        double sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += sums.lane(lane);
        }
        for (int j = whole; j < n; j++) {
            y[to + j] = (float) Elementary.exp(x[from + j] - most);
            sum += y[to + j];
        }
        float scale = (float) (1 / sum);
        for (int j = 0; j < n; j++) {
            y[to + j] *= scale;
        }
    }
}
