package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.internal.Elementary;

/** The polynomials of {@link Elementary} on vectors. */
final class DoubleElementary {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private DoubleElementary() {}

    /** The exponential; 0 below the normal range. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector within = x.max(Elementary.LEAST).min(Elementary.MOST);
        DoubleVector shifted = within.mul(Elementary.LOG2E).add(Elementary.ROUND);
        DoubleVector n = shifted.sub(Elementary.ROUND);
        DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH), within);
        r = n.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW), r);
        DoubleVector p = DoubleVector.broadcast(SPECIES, Elementary.expCoefficient(13));
        for (int i = 12; i >= 0; i--) {
            p = p.fma(r, DoubleVector.broadcast(SPECIES, Elementary.expCoefficient(i)));
        }
        DoubleVector y =
                p.reinterpretAsLongs()
                        .add(shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52))
                        .reinterpretAsDoubles();
        VectorMask<Double> below = x.lt(Elementary.LEAST);
        VectorMask<Double> beyond = x.compare(VectorOperators.GT, Elementary.MOST);
        VectorMask<Double> unknown = x.compare(VectorOperators.NE, x);
        return y.blend(DoubleVector.zero(SPECIES), below)
                .blend(DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY), beyond)
                .blend(x, unknown);
    }

    /** The error function. */
    static DoubleVector erf(DoubleVector x) {
        DoubleVector size = x.abs().min(Elementary.ERF_ONE);
        DoubleVector far = DoubleVector.broadcast(SPECIES, 1).sub(beyondOne(size));
        far =
                far.blend(
                        DoubleVector.broadcast(SPECIES, 1),
                        size.compare(VectorOperators.GE, Elementary.ERF_ONE));
        far = far.blend(far.neg(), x.lt(0));
        DoubleVector y = far.blend(near(x), size.compare(VectorOperators.LE, 1));
        return y.blend(x, x.compare(VectorOperators.NE, x));
    }

    private static DoubleVector near(DoubleVector x) {
        DoubleVector z = x.mul(x);
        DoubleVector p = DoubleVector.broadcast(SPECIES, Elementary.erfNear(11));
        for (int i = 10; i >= 0; i--) {
            p = p.fma(z, DoubleVector.broadcast(SPECIES, Elementary.erfNear(i)));
        }
        return p.mul(x);
    }

    /** erfc of a size beyond 1. */
    private static DoubleVector beyondOne(DoubleVector size) {
        DoubleVector u = size.mul(2.6).sub(6.6).div(size.add(3));
        DoubleVector p = DoubleVector.broadcast(SPECIES, Elementary.erfFar(16));
        for (int i = 15; i >= 0; i--) {
            p = p.fma(u, DoubleVector.broadcast(SPECIES, Elementary.erfFar(i)));
        }
        return p.mul(exp(size.mul(size).neg()));
    }
}
