package org.guardband.kernels.internal;

/**
 * Elementary functions by polynomials, the same bits on every machine ({@link Math#exp} may differ
 * between two), and the coefficients that vector code shares.
 *
 * <p>The exponential is reduced to |r| ≤ ln 2 / 2 and summed by its Taylor series. The others are
 * interpolated at Chebyshev points in 70 digits: erf(x)/x over x² ∈ [0, 1], erfc(x)·exp(x²) for x
 * beyond 1 as a polynomial in u = (p x + q)/(x + s) ∈ [−1, 1], tanh(x)/x over x² ∈ [0, 0.16].
 */
public final class Elementary {
    /** 1 / ln 2. */
    public static final double LOG2E = 1.4426950408889634;

    /** The leading 32 bits of ln 2, so that a small multiple of it is exact. */
    public static final double LN2_HIGH = 0x1.62e42feep-1;

    /** What {@link #LN2_HIGH} leaves of ln 2. */
    public static final double LN2_LOW = 1.9082149292705877e-10;

    /** The leading 12 bits of ln 2, for single precision. */
    public static final float LN2_HIGH_FLOAT = 0x1.62ep-1f;

    /** What {@link #LN2_HIGH_FLOAT} leaves of ln 2. */
    public static final float LN2_LOW_FLOAT = 3.1946183e-5f;

    /** Adding and taking away 1.5·2⁵² rounds to an integer, which sits in the low bits between. */
    public static final double ROUND = 0x1.8p52;

    /** As {@link #ROUND}, for single precision. */
    public static final float ROUND_FLOAT = 0x1.8p23f;

    /** Below it the exponential is less than the smallest normal double, and given as 0. */
    public static final double LEAST = -708.3964185322641;

    /** Beyond it the exponential overflows. */
    public static final double MOST = 709.782712893384;

    /** As {@link #LEAST}, for single precision. */
    public static final float LEAST_FLOAT = -87.33654f;

    /** As {@link #MOST}, for single precision. */
    public static final float MOST_FLOAT = 88.72283f;

    /** From here on erf is 1 in double precision. */
    public static final double ERF_ONE = 6;

    /** From here on erf is 1 in single precision. */
    public static final float ERF_ONE_FLOAT = 4;

    private static final double[] EXP = {
        1.0,
        1.0,
        0.5,
        0.16666666666666666,
        0.041666666666666664,
        0.008333333333333333,
        0.001388888888888889,
        0.0001984126984126984,
        2.48015873015873e-05,
        2.7557319223985893e-06,
        2.755731922398589e-07,
        2.505210838544172e-08,
        2.08767569878681e-09,
        1.6059043836821613e-10
    };

    private static final double[] ERF_NEAR = {
        1.1283791670955126,
        -0.37612638903183543,
        0.11283791670945006,
        -0.02686617064323777,
        0.0052239776071164225,
        -0.0008548325975389692,
        0.00012055294904839707,
        -1.492473690741966e-05,
        1.6447424703317362e-06,
        -1.6208483801871705e-07,
        1.3720064546777686e-08,
        -7.795898827002142e-10
    };

    private static final double[] ERF_FAR = {
        0.20798329133342885,
        -0.15436117429436919,
        0.0496984454033948,
        -0.012713147695691995,
        0.0024793146970724187,
        -0.00033160296057845436,
        1.956358330834969e-05,
        2.4255574811020284e-06,
        -5.541277438329464e-07,
        -4.526722197970927e-09,
        1.1340261055840323e-08,
        -2.6378817019432074e-10,
        -2.5809703293704675e-10,
        6.030100178315267e-12,
        6.716060821011204e-12,
        4.468786282795809e-15,
        -1.6799777159311457e-13
    };

    private static final float[] ERF_NEAR_FLOAT = {
        1.1283791f,
        -0.37612626f,
        0.11283594f,
        -0.026854211f,
        0.0051890872f,
        -0.00080168643f,
        7.875875e-5f
    };

    private static final float[] ERF_FAR_FLOAT = {
        0.25539568f,
        -0.14239529f,
        0.026850913f,
        -0.0029251305f,
        4.607582e-5f,
        2.8785413e-5f,
        -1.1475857e-6f,
        -4.317145e-7f
    };

    private static final double[] TANH = {
        0.9999999999999999,
        -0.33333333333323784,
        0.13333333331738384,
        -0.05396825294084684,
        0.021869455303736633,
        -0.008862629549727068,
        0.0035855982282969796,
        -0.001414343227519244,
        0.0004437292809755649
    };

    private Elementary() {}

    /**
     * A coefficient of the exponential's Taylor series, 1/power!.
     *
     * @param power 0 … 13; 7 are enough for single precision
     * @return the coefficient
     */
    public static double expCoefficient(int power) {
        return EXP[power];
    }

    /**
     * A coefficient of erf(x)/x in x², |x| ≤ 1.
     *
     * @param power 0 … 11
     * @return the coefficient
     */
    public static double erfNear(int power) {
        return ERF_NEAR[power];
    }

    /**
     * A coefficient of erfc(x) exp(x²) in u = (2.6 x − 6.6)/(x + 3), 1 ≤ x ≤ 6.
     *
     * @param power 0 … 16
     * @return the coefficient
     */
    public static double erfFar(int power) {
        return ERF_FAR[power];
    }

    /**
     * As {@link #erfNear}, for single precision.
     *
     * @param power 0 … 6
     * @return the coefficient
     */
    public static float erfNearFloat(int power) {
        return ERF_NEAR_FLOAT[power];
    }

    /**
     * A coefficient of erfc(x) exp(x²) in u = (3 x − 6)/(x + 2), 1 ≤ x ≤ 4.
     *
     * @param power 0 … 7
     * @return the coefficient
     */
    public static float erfFarFloat(int power) {
        return ERF_FAR_FLOAT[power];
    }

    /**
     * The exponential, to within two units of the last place; 0 where it is below the normal range.
     *
     * @param x any number
     * @return eˣ
     */
    public static double exp(double x) {
        if (!(x >= LEAST)) {
            return Double.isNaN(x) ? x : 0;
        }
        if (x > MOST) {
            return Double.POSITIVE_INFINITY;
        }
        double shifted = x * LOG2E + ROUND;
        double n = shifted - ROUND;
        double r = (x - n * LN2_HIGH) - n * LN2_LOW;
        double p = EXP[13];
        for (int i = 12; i >= 0; i--) {
            p = p * r + EXP[i];
        }
        return Double.longBitsToDouble(
                Double.doubleToRawLongBits(p) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    /**
     * eˣ − 1, without cancellation near 0.
     *
     * @param x any number
     * @return eˣ − 1
     */
    public static double expm1(double x) {
        if (Math.abs(x) > 0.34) {
            return exp(x) - 1;
        }
        double p = EXP[13];
        for (int i = 12; i >= 1; i--) {
            p = p * x + EXP[i];
        }
        return p * x;
    }

    /**
     * The error function, to within 2·10⁻¹⁶ absolutely.
     *
     * @param x any number
     * @return 2/√π ∫₀ˣ exp(−t²) dt
     */
    public static double erf(double x) {
        double size = Math.abs(x);
        if (size <= 1) {
            double z = x * x;
            double p = ERF_NEAR[11];
            for (int i = 10; i >= 0; i--) {
                p = p * z + ERF_NEAR[i];
            }
            return p * x;
        }
        if (size < ERF_ONE) {
            double u = (2.6 * size - 6.6) / (size + 3);
            double p = ERF_FAR[16];
            for (int i = 15; i >= 0; i--) {
                p = p * u + ERF_FAR[i];
            }
            return Math.copySign(1 - p * exp(-size * size), x);
        }
        return Double.isNaN(x) ? x : Math.copySign(1, x);
    }

    /**
     * The hyperbolic tangent, to within a few units of the last place.
     *
     * @param x any number
     * @return tanh x
     */
    public static double tanh(double x) {
        double size = Math.abs(x);
        if (size <= 0.4) {
            double z = x * x;
            double p = TANH[TANH.length - 1];
            for (int i = TANH.length - 2; i >= 0; i--) {
                p = p * z + TANH[i];
            }
            return p * x;
        }
        return Double.isNaN(x) ? x : Math.copySign(1 - 2 / (exp(2 * size) + 1), x);
    }
}
