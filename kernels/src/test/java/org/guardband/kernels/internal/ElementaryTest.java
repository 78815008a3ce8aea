package org.guardband.kernels.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    /** x and erf(x) from a sum of its series in 40 digits. */
    private static final double[][] ERF = {
        {1e-300, 1.1283791670955126e-300},
        {1e-10, 1.1283791670955126e-10},
        {0.1, 0.1124629160182849},
        {0.25, 0.27632639016823696},
        {0.5, 0.5204998778130465},
        {0.84375, 0.7672256612323416},
        {0.9999, 0.8426592780487595},
        {1.0, 0.8427007929497149},
        {1.0001, 0.8427422995485203},
        {1.25, 0.9229001282564583},
        {2.0, 0.9953222650189527},
        {2.857, 0.9999466417399131},
        {3.5, 0.9999992569016276},
        {4.5, 0.9999999998033839},
        {5.9, 0.9999999999999999},
        {5.999, 1.0}
    };

    @Test
    void exponentialIsWithinTwoUnitsOfTheLastPlace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-708, 709.7);
            double y = i % 2 == 0 ? x : x / 700;
            double expected = StrictMath.exp(y);
            assertThat(Math.abs(Elementary.exp(y) - expected))
                    .isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    @Test
    void exponentialAtTheEnds() {
        assertThat(Elementary.exp(0)).isEqualTo(1);
        assertThat(Elementary.exp(-0.0)).isEqualTo(1);
        assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Elementary.exp(-708.5)).isZero();
        assertThat(Elementary.exp(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Elementary.exp(709.79)).isInfinite();
        assertThat(Elementary.exp(709.78)).isFinite().isGreaterThan(1.7e308);
        assertThat(Elementary.exp(Double.NaN)).isNaN();
    }

    @Test
    void errorFunctionIsRightToRounding() {
        for (double[] row : ERF) {
            double bound = Math.max(2e-16, 2 * Math.ulp(row[1]));
            assertThat(Elementary.erf(row[0])).isCloseTo(row[1], within(bound));
            assertThat(Elementary.erf(-row[0])).isEqualTo(-Elementary.erf(row[0]));
        }
        assertThat(Elementary.erf(1e-300)).isCloseTo(1.1283791670955126e-300, within(1e-315));
        assertThat(Elementary.erf(7)).isEqualTo(1);
        assertThat(Elementary.erf(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
        assertThat(Elementary.erf(Double.NaN)).isNaN();
    }

    @Test
    void hyperbolicTangentIsWithinThreeUnitsOfTheLastPlace() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-3, 3) * (i % 3 == 0 ? 0.1 : i % 3 == 1 ? 1 : 9);
            double expected = StrictMath.tanh(x);
            assertThat(Math.abs(Elementary.tanh(x) - expected))
                    .isLessThanOrEqualTo(3 * Math.ulp(expected));
        }
        assertThat(Elementary.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(Elementary.tanh(Double.NaN)).isNaN();
    }

    @Test
    void exponentialLessOneHasNoCancellation() {
        for (double x : new double[] {-0.3, -1e-8, 1e-12, 0.2, 0.339, 0.35, 2}) {
            assertThat(Elementary.expm1(x))
                    .isCloseTo(StrictMath.expm1(x), within(8 * Math.ulp(StrictMath.expm1(x))));
        }
    }
}
