package org.guardband.core.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloatingEndsTest {

    private static final int TRIES = 20_000;

    @Test
    void upperEndIsTheLargestDoubleWithinTheScore() {
        Values values = new Values(1);
        for (int i = 0; i < TRIES; i++) {
            double m = values.signed();
            double q = values.thresholdNear(m);
            double end = FloatingEnds.upper(m, q);
            check(end - m, Math.nextUp(end) - m, q);
        }
    }

    @Test
    void lowerEndIsTheSmallestDoubleWithinTheScore() {
        Values values = new Values(2);
        for (int i = 0; i < TRIES; i++) {
            double m = values.signed();
            double q = values.thresholdNear(m);
            double end = FloatingEnds.lower(m, q);
            check(m - end, m - Math.nextDown(end), q);
        }
    }

    @Test
    void scaledIsTheLargestDoubleWithinTheQuotient() {
        Values values = new Values(3);
        for (int i = 0; i < TRIES; i++) {
            double q = values.thresholdNear(values.signed());
            double scale = values.magnitude();
            double end = FloatingEnds.scaled(q, scale);
            check(end / scale, Math.nextUp(end) / scale, q);
        }
    }

    @Test
    void radiusIsTheLargestDoubleWithinTheQuotient() {
        Values values = new Values(4);
        for (int i = 0; i < TRIES; i++) {
            double q = values.magnitude();
            double scale = values.magnitude();
            double radius = FloatingEnds.radius(q, scale);
            check(radius / scale, Math.nextUp(radius) / scale, q);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1e16, 1e16",
        "-1e16, 10000000000000002",
        "-1, 1",
        "-1, 0.9999999999999999",
        "1, 0.5",
        "0, 0",
        "0, 5e-324",
        "1, 0",
        "1, -1",
        "1e300, 1e-300",
        "3, 1.3",
        "-0.3, 0.1",
        "-4, 4.000001"
    })
    void awkwardPairs(double m, double q) {
        double end = FloatingEnds.upper(m, q);
        assertThat(end - m).isLessThanOrEqualTo(q);
        assertThat(Math.nextUp(end) - m).isGreaterThan(q);
    }

    @Test
    void naiveEndLosesTheTruthThatSetTheThreshold() {
        double m = 0.7;
        double y = 1.1;
        double q = y - m;
        assertThat(m + q).isLessThanOrEqualTo(FloatingEnds.upper(m, q));
        assertThat(FloatingEnds.upper(m, q)).isGreaterThanOrEqualTo(y);
    }

    @Test
    void infiniteThresholdsAreUnbounded() {
        assertThat(FloatingEnds.upper(3, Double.POSITIVE_INFINITY))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(FloatingEnds.lower(3, Double.POSITIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(FloatingEnds.radius(Double.POSITIVE_INFINITY, 2))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void thresholdZeroKeepsThePrediction() {
        assertThat(FloatingEnds.upper(0.1, 0)).isEqualTo(0.1);
        assertThat(FloatingEnds.radius(0, 1)).isZero();
        assertThat(FloatingEnds.radius(0, 1e300) / 1e300).isZero();
    }

    private static void check(double at, double next, double q) {
        assertThat(at).isLessThanOrEqualTo(q);
        assertThat(next).isGreaterThan(q);
    }

    /**
     * Centres, thresholds and scales of any magnitude, often close to cancelling. Drawn by hand:
     * nested arbitraries took nearly all of the time.
     */
    private static final class Values {

        private final SplittableRandom random;

        Values(long seed) {
            random = new SplittableRandom(seed);
        }

        double signed() {
            return switch (random.nextInt(5)) {
                case 0 -> random.nextInt(-2000, 2001) / 100.0;
                case 1 -> scaled(-1074, 500);
                case 2 -> -scaled(-1074, 500);
                case 3 -> scaled(-3, 3);
                default -> Math.pow(2, random.nextInt(-60, 61));
            };
        }

        double thresholdNear(double centre) {
            return switch (random.nextInt(4)) {
                case 0 -> signed();
                case 1 -> -centre + random.nextInt(-40, 41) * Math.ulp(centre) / 2;
                case 2 -> -centre * mantissa();
                default -> centre * mantissa() / 3;
            };
        }

        double magnitude() {
            return switch (random.nextInt(3)) {
                case 0 -> scaled(-10, 10);
                case 1 -> scaled(-1000, 500);
                default -> random.nextInt(1, 2001) / 100.0;
            };
        }

        private double scaled(int least, int largest) {
            return Math.scalb(mantissa(), random.nextInt(least, largest + 1));
        }

        /** All 53 bits of a double in [1, 2) are random. */
        private double mantissa() {
            return 1 + (random.nextLong() >>> 12) * 0x1p-52;
        }
    }
}
