package org.guardband.classification.kde;

/**
 * exp of an array in plain arithmetic that the compiler turns into vector instructions: x = k ln 2
 * + r with |r| ≤ ln(2)/2, and the Taylor polynomial of degree 12 of r, whose remainder is below
 * 2·10⁻¹⁶. The relative error is within a few units of the last place (see the test).
 */
final class Exponentials {

    private static final double LOG2_E = 1.4426950408889634;

    /** ln 2 in two parts; the first has 32 bits, so that its product with k is exact. */
    private static final double LN2_HIGH = 0.6931471803691238;

    private static final double LN2_LOW = 1.9082149292705877e-10;

    /** Adding and subtracting 1.5·2⁵² rounds to an integer. */
    private static final double ROUNDER = 0x1.8p52;

    /** The least power of two of a normal number. */
    private static final int LEAST = -1022;

    private static final int BIAS = 1023;
    private static final int FRACTION_BITS = 52;

    private Exponentials() {}

    /**
     * Replaces the first {@code length} numbers by their exponentials.
     *
     * @param x the numbers, between −10¹⁵ and 709; exponentials below 10⁻³⁰⁷ come out between 0 and
     *     10⁻³⁰⁷
     * @param powers scratch of that length
     * @param length how many
     */
    static void replace(double[] x, double[] powers, int length) {
        split(x, powers, length);
        for (int j = 0; j < length; j++) {
            x[j] *= power(powers[j]);
        }
    }

    /** Writes exp(x) as x · 2^power: all of the work that the compiler can do four at a time. */
    static void split(double[] x, double[] powers, int length) {
        for (int j = 0; j < length; j++) {
            double t = x[j];
            double k = (t * LOG2_E + ROUNDER) - ROUNDER;
            double r = (t - k * LN2_HIGH) - k * LN2_LOW;
            double p = 1.0 / 479001600;
            p = p * r + 1.0 / 39916800;
            p = p * r + 1.0 / 3628800;
            p = p * r + 1.0 / 362880;
            p = p * r + 1.0 / 40320;
            p = p * r + 1.0 / 5040;
            p = p * r + 1.0 / 720;
            p = p * r + 1.0 / 120;
            p = p * r + 1.0 / 24;
            p = p * r + 1.0 / 6;
            p = p * r + 0.5;
            p = p * r + 1;
            x[j] = p * r + 1;
            powers[j] = k;
        }
    }

    /** 2 to a whole number, or 2⁻¹⁰²² for one below that. */
    static double power(double k) {
        return Double.longBitsToDouble((long) (Math.max((int) k, LEAST) + BIAS) << FRACTION_BITS);
    }
}
