package org.guardband.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.guardband.kernels.internal.Uniforms;

/** The numbers of {@link Uniforms} on vectors, and what they keep. */
final class FloatDropout {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final IntVector STEPS = IntVector.zero(INTS).addIndex(1);

    /** How many elements are handled at once. */
    static final int LANES = SPECIES.length();

    private final int low;
    private final int high;
    private final int bound;
    private final int scale;

    FloatDropout(long seed, int bound, float scale) {
        low = (int) seed;
        high = (int) (seed >>> 32);
        this.bound = bound;
        this.scale = Float.floatToRawIntBits(scale);
    }

    /** The factors of some elements: the scale, or 0 where one is dropped. */
    FloatVector factors(int first) {
        IntVector bits = mix(mix(STEPS.add(first + low)).lanewise(VectorOperators.XOR, high));
        return IntVector.broadcast(INTS, scale)
                .blend(0, bits.compare(VectorOperators.LT, bound))
                .reinterpretAsFloats();
    }

    private static IntVector mix(IntVector bits) {
        IntVector z = bits;
        z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 16));
        z = z.mul(Uniforms.FIRST);
        z = z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 15));
        z = z.mul(Uniforms.SECOND);
        return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, 16));
    }
}
