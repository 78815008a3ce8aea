package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.internal.Elementary;

/** The polynomials of {@link Elementary} on vectors. */
final class FloatElementary {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    // constants of the compiler, not loads of an array that may change
    private static final float E1 = (float) Elementary.expCoefficient(1);
    private static final float E2 = (float) Elementary.expCoefficient(2);
    private static final float E3 = (float) Elementary.expCoefficient(3);
    private static final float E4 = (float) Elementary.expCoefficient(4);
    private static final float E5 = (float) Elementary.expCoefficient(5);
    private static final float E6 = (float) Elementary.expCoefficient(6);
    private static final float E7 = (float) Elementary.expCoefficient(7);

    private FloatElementary() {}

    /** The exponential; 0 below the normal range. */
    static FloatVector exp(FloatVector x) {
        FloatVector shifted = shifted(x);
        FloatVector r = rest(x, shifted);
        FloatVector p = tail(r).fma(r, FloatVector.broadcast(SPECIES, 1));
        FloatVector y = p.reinterpretAsInts().add(power(shifted)).reinterpretAsFloats();
        VectorMask<Float> below = x.lt(Elementary.LEAST_FLOAT);
        VectorMask<Float> beyond = x.compare(VectorOperators.GT, Elementary.MOST_FLOAT);
        VectorMask<Float> unknown = x.compare(VectorOperators.NE, x);
        return y.blend(FloatVector.zero(SPECIES), below)
                .blend(FloatVector.broadcast(SPECIES, Float.POSITIVE_INFINITY), beyond)
                .blend(x, unknown);
    }

    /** The exponential less 1 of numbers that are at most 0, without cancellation near 0. */
    static FloatVector expm1(FloatVector x) {
        FloatVector shifted = shifted(x);
        FloatVector r = rest(x, shifted);
        FloatVector two =
                FloatVector.broadcast(SPECIES, 1)
                        .reinterpretAsInts()
                        .add(power(shifted))
                        .reinterpretAsFloats();
        return tail(r).mul(r).fma(two, two.sub(1)).blend(x, x.compare(VectorOperators.NE, x));
    }

    /** Holds the nearest multiple of ln 2 in its low bits. */
    private static FloatVector shifted(FloatVector x) {
        return x.max(Elementary.LEAST_FLOAT)
                .min(Elementary.MOST_FLOAT)
                .mul((float) Elementary.LOG2E)
                .add(Elementary.ROUND_FLOAT);
    }

    /** That multiple in the place of an exponent. */
    private static IntVector power(FloatVector shifted) {
        return shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    }

    /** What remains of x beside that multiple. */
    private static FloatVector rest(FloatVector x, FloatVector shifted) {
        FloatVector within = x.max(Elementary.LEAST_FLOAT).min(Elementary.MOST_FLOAT);
        FloatVector n = shifted.sub(Elementary.ROUND_FLOAT);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -Elementary.LN2_HIGH_FLOAT), within);
        return n.fma(FloatVector.broadcast(SPECIES, -Elementary.LN2_LOW_FLOAT), r);
    }

    /** (eʳ − 1) / r. */
    private static FloatVector tail(FloatVector r) {
        FloatVector p = FloatVector.broadcast(SPECIES, E7);
        p = p.fma(r, FloatVector.broadcast(SPECIES, E6));
        p = p.fma(r, FloatVector.broadcast(SPECIES, E5));
        p = p.fma(r, FloatVector.broadcast(SPECIES, E4));
        p = p.fma(r, FloatVector.broadcast(SPECIES, E3));
        p = p.fma(r, FloatVector.broadcast(SPECIES, E2));
        p = p.fma(r, FloatVector.broadcast(SPECIES, E1));
        return p;
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
