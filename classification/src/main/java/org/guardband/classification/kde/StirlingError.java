package org.guardband.classification.kde;

/**
 * s(a) = ln Γ(a + 1) − a ln a + a for a ≥ 0, with s(0) = 0. It stays small where ln Γ is large, so
 * that a log Beta function made of it keeps its digits.
 */
final class StirlingError {

    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    /** From here on four terms of the series are exact to a double. */
    private static final double SERIES = 16;

    private StirlingError() {}

    static double at(double a) {
        if (a == 0) {
            return 0;
        }
        if (a >= SERIES) {
            return HALF_LOG_TWO_PI + 0.5 * Math.log(a) + series(a);
        }
        // Γ(a + 1) = Γ(b + 1)/((a + 1)(a + 2) … b) for a whole number of steps from a to b.
        double product = 1;
        double b = a;
        while (b < SERIES) {
            b++;
            product *= b;
        }
        double logGamma =
                HALF_LOG_TWO_PI + (b + 0.5) * Math.log(b) - b + series(b) - Math.log(product);
        return logGamma - a * Math.log(a) + a;
    }

    private static double series(double a) {
        double q = 1 / (a * a);
        return (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q * (1.0 / 1680 - q / 1188)))) / a;
    }
}
