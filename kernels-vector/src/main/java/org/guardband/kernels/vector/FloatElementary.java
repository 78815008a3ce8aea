package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.internal.Elementary;

/** The polynomials of {@link Elementary} on vectors. */
final class FloatElementary {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private FloatElementary() {}

    /** The exponential; 0 below the normal range. */
    static FloatVector exp(FloatVector x) {
        FloatVector within = x.max(Elementary.LEAST_FLOAT).min(Elementary.MOST_FLOAT);
        FloatVector shifted = within.mul((float) Elementary.LOG2E).add(Elementary.ROUND_FLOAT);
        FloatVector n = shifted.sub(Elementary.ROUND_FLOAT);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -Elementary.LN2_HIGH_FLOAT), within);
        r = n.fma(FloatVector.broadcast(SPECIES, -Elementary.LN2_LOW_FLOAT), r);
        FloatVector p = FloatVector.broadcast(SPECIES, (float) Elementary.expCoefficient(7));
        for (int i = 6; i >= 0; i--) {
            p = p.fma(r, FloatVector.broadcast(SPECIES, (float) Elementary.expCoefficient(i)));
        }
        FloatVector y =
                p.reinterpretAsInts()
                        .add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
                        .reinterpretAsFloats();
        VectorMask<Float> below = x.lt(Elementary.LEAST_FLOAT);
        VectorMask<Float> beyond = x.compare(VectorOperators.GT, Elementary.MOST_FLOAT);
        VectorMask<Float> unknown = x.compare(VectorOperators.NE, x);
        return y.blend(FloatVector.zero(SPECIES), below)
                .blend(FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), beyond)
                .blend(x, unknown);
    }

    /** The error function. */
    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs().min(Elementary.ERF_ONE_FLOAT);
        FloatVector far = FloatVector.broadcast(SPECIES, 1).sub(beyondOne(size));
        far =
                far.blend(
                        FloatVector.broadcast(SPECIES, 1),
                        size.compare(VectorOperators.GE, Elementary.ERF_ONE_FLOAT));
        far = far.blend(far.neg(), x.lt(0));
        FloatVector y = far.blend(near(x), size.compare(VectorOperators.LE, 1));
        return y.blend(x, x.compare(VectorOperators.NE, x));
    }

    private static FloatVector near(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = FloatVector.broadcast(SPECIES, Elementary.erfNearFloat(6));
        for (int i = 5; i >= 0; i--) {
            p = p.fma(z, FloatVector.broadcast(SPECIES, Elementary.erfNearFloat(i)));
        }
        return p.mul(x);
    }

    /** erfc of a size beyond 1. */
    private static FloatVector beyondOne(FloatVector size) {
        FloatVector u = size.mul(3f).sub(6f).div(size.add(2f));
        FloatVector p = FloatVector.broadcast(SPECIES, Elementary.erfFarFloat(7));
        for (int i = 6; i >= 0; i--) {
            p = p.fma(u, FloatVector.broadcast(SPECIES, Elementary.erfFarFloat(i)));
        }
        return p.mul(exp(size.mul(size).neg()));
    }
}
