package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;

/** x Φ(x) on vectors. */
final class DoubleGelu {
    private static final VectorSpecies<Double> SPECIES = DoubleElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final double ROOT_HALF = Math.sqrt(0.5);

    private DoubleGelu() {}

    static void run(double[] x, int from, double[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, x, from + j);
            DoubleVector phi = DoubleElementary.erf(v.mul(ROOT_HALF)).mul(0.5).add(0.5);
            v.mul(phi).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = Activation.GELU.value(x[from + j]);
        }
    }
}
