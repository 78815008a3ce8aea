package org.guardband.kernels.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.internal.Elementary;

/** The polynomials of {@link Elementary} on vectors. */
final class DoubleElementary {
    static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    // constants of the compiler, not loads of an array that may change
    private static final double E1 = Elementary.expCoefficient(1);
    private static final double E2 = Elementary.expCoefficient(2);
    private static final double E3 = Elementary.expCoefficient(3);
    private static final double E4 = Elementary.expCoefficient(4);
    private static final double E5 = Elementary.expCoefficient(5);
    private static final double E6 = Elementary.expCoefficient(6);
    private static final double E7 = Elementary.expCoefficient(7);
    private static final double E8 = Elementary.expCoefficient(8);
    private static final double E9 = Elementary.expCoefficient(9);
    private static final double E10 = Elementary.expCoefficient(10);
    private static final double E11 = Elementary.expCoefficient(11);
    private static final double E12 = Elementary.expCoefficient(12);
    private static final double E13 = Elementary.expCoefficient(13);

    private DoubleElementary() {}

    /** The exponential; 0 below the normal range. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector shifted = shifted(x);
        DoubleVector r = rest(x, shifted);
        DoubleVector p = tail(r).fma(r, DoubleVector.broadcast(SPECIES, 1));
        DoubleVector y = p.reinterpretAsLongs().add(power(shifted)).reinterpretAsDoubles();
        VectorMask<Double> below = x.lt(Elementary.LEAST);
        VectorMask<Double> beyond = x.compare(VectorOperators.GT, Elementary.MOST);
        VectorMask<Double> unknown = x.compare(VectorOperators.NE, x);
        return y.blend(DoubleVector.zero(SPECIES), below)
                .blend(DoubleVector.broadcast(SPECIES, Double.POSITIVE_INFINITY), beyond)
                .blend(x, unknown);
    }

    /** The exponential less 1 of numbers that are at most 0, without cancellation near 0. */
    static DoubleVector expm1(DoubleVector x) {
        DoubleVector shifted = shifted(x);
        DoubleVector r = rest(x, shifted);
        DoubleVector two =
                DoubleVector.broadcast(SPECIES, 1)
                        .reinterpretAsLongs()
                        .add(power(shifted))
                        .reinterpretAsDoubles();
        return tail(r).mul(r).fma(two, two.sub(1)).blend(x, x.compare(VectorOperators.NE, x));
    }

    /** Holds the nearest multiple of ln 2 in its low bits. */
    private static DoubleVector shifted(DoubleVector x) {
        return x.max(Elementary.LEAST)
                .min(Elementary.MOST)
                .mul(Elementary.LOG2E)
                .add(Elementary.ROUND);
    }

    /** That multiple in the place of an exponent. */
    private static LongVector power(DoubleVector shifted) {
        return shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
    }

    /** What remains of x beside that multiple. */
    private static DoubleVector rest(DoubleVector x, DoubleVector shifted) {
        DoubleVector within = x.max(Elementary.LEAST).min(Elementary.MOST);
        DoubleVector n = shifted.sub(Elementary.ROUND);
        DoubleVector r = n.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_HIGH), within);
        return n.fma(DoubleVector.broadcast(SPECIES, -Elementary.LN2_LOW), r);
    }

    /** (eʳ − 1) / r. */
    private static DoubleVector tail(DoubleVector r) {
        DoubleVector p = DoubleVector.broadcast(SPECIES, E13);
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E12));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E11));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E10));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E9));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E8));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E7));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E6));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E5));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E4));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E3));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E2));
        p = p.fma(r, DoubleVector.broadcast(SPECIES, E1));
        return p;
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
