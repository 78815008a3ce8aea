package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.Activation;

/** x Φ(x) on vectors. */
final class FloatGelu {
    private static final VectorSpecies<Float> SPECIES = FloatElementary.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);

    private FloatGelu() {}

    static void run(float[] x, int from, float[] y, int to, int n) {
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, from + j);
            FloatVector phi =
                    FloatElementary.erf(v.mul(ROOT_HALF)).mul((float) 0.5).add((float) 0.5);
            v.mul(phi).intoArray(y, to + j);
        }
        for (; j < n; j++) {
            y[to + j] = (float) Activation.GELU.value(x[from + j]);
        }
    }
}
