package org.guardband.kernels.internal;

/**
 * Uniform 32-bit numbers by their place, by integer operations that vector units have: the place is
 * mixed twice, each time after half of the seed was brought in. For one seed no number comes twice
 * among 2³² places. The mixing function and its constants are C. Wellons', "Prospecting for hash
 * functions", 2018.
 */
public final class Uniforms {
    /** The first factor. */
    public static final int FIRST = 0x7feb352d;

    /** The second factor. */
    public static final int SECOND = 0x846ca68b;

    private Uniforms() {}

    /**
     * The number at a place.
     *
     * @param low what is added to the place, {@code (int) seed}
     * @param high what is brought in between, {@code (int) (seed >>> 32)}
     * @param index the place
     * @return any int, all of them being equally likely
     */
    public static int at(int low, int high, int index) {
        return mix(mix(index + low) ^ high);
    }

    private static int mix(int bits) {
        int z = bits;
        z = (z ^ (z >>> 16)) * FIRST;
        z = (z ^ (z >>> 15)) * SECOND;
        return z ^ (z >>> 16);
    }

    /**
     * The bound below which a number lies with a probability.
     *
     * @param rate the probability, 0 ≤ rate &lt; 1
     * @return the bound, exclusive, good to 2⁻³²
     */
    public static int bound(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate must be in [0, 1), got " + rate);
        }
        return (int) Math.min(Integer.MAX_VALUE, Math.rint(rate * 0x1p32) - 0x1p31);
    }
}
