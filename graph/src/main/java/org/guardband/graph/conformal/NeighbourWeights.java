package org.guardband.graph.conformal;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** How much a calibration node counts at d hops from a test node, which itself counts 1. */
public enum NeighbourWeights {

    /** 1 at every distance. */
    UNIFORM {
        @Override
        long[] units(int hops) {
            long[] units = new long[hops + 1];
            Arrays.fill(units, 1);
            return units;
        }
    },

    /** 1/d. */
    HYPERBOLIC {
        @Override
        long[] units(int hops) {
            long multiple = 1;
            for (int d = 2; d <= hops; d++) {
                multiple = multiple / greatestDivisor(multiple, d) * d;
            }
            long[] units = new long[hops + 1];
            units[0] = multiple;
            for (int d = 1; d <= hops; d++) {
                units[d] = multiple / d;
            }
            return units;
        }
    },

    /** 2^−(d−1). */
    GEOMETRIC {
        @Override
        long[] units(int hops) {
            long[] units = new long[hops + 1];
            units[0] = 1L << (hops - 1);
            for (int d = 1; d <= hops; d++) {
                units[d] = 1L << (hops - d);
            }
            return units;
        }
    };

    /** With more, sums of the integer weights could overflow. */
    static final int MOST_HOPS = 20;

    /**
     * The weights of the distances 1 … hops as whole multiples of one unit, so that sums of them
     * are exact; that of the test node itself stands at 0.
     */
    abstract long[] units(int hops);

    /**
     * The weight at a distance.
     *
     * @param distance d ≥ 1
     * @return a number in (0, 1]
     * @throws IllegalArgumentException if {@code distance} is not in [1, 20]
     */
    public double at(int distance) {
        Arguments.atLeast("distance", distance, 1);
        requireHops("distance", distance);
        long[] units = units(distance);
        return (double) units[distance] / units[0];
    }

    static int requireHops(String name, int hops) {
        Arguments.atLeast(name, hops, 1);
        if (hops > MOST_HOPS) {
            throw new IllegalArgumentException(name + " must be <= " + MOST_HOPS + ", got " + hops);
        }
        return hops;
    }

    private static long greatestDivisor(long a, long b) {
        return b == 0 ? a : greatestDivisor(b, a % b);
    }
}
