package org.guardband.classification.kde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelErrorBootstrapTest {

    private static double[][] draw(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextDouble();
            y[i] = random.nextDouble() < x[i] * x[i] ? 1 : 0;
        }
        return new double[][] {x, y};
    }

    @Test
    void theSeedDecides() {
        double[][] rows = draw(200, 1);
        KernelErrorBootstrap bootstrap = new KernelErrorBootstrap(50, 0.9, 7);
        KernelErrorInterval one = bootstrap.interval(rows[0], rows[1], 0.02, 1);
        assertThat(bootstrap.interval(rows[0], rows[1], 0.02, 1)).isEqualTo(one);
        assertThat(one.lower()).isLessThanOrEqualTo(one.estimate());
        assertThat(one.upper()).isGreaterThan(one.lower());
        assertThat(one.standardError()).isPositive();
    }

    /** E|x² − x| = 1/6, far from 0: most intervals hold it. */
    @Test
    void mostIntervalsHoldTheError() {
        int held = 0;
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            double[][] rows = draw(300, 100 + run);
            KernelErrorInterval interval =
                    new KernelErrorBootstrap(60, 0.95, run).interval(rows[0], rows[1], 0.01, 1);
            held += interval.lower() <= 1.0 / 6 && 1.0 / 6 <= interval.upper() ? 1 : 0;
        }
        // P(fewer than 48 of 60) is 10⁻⁴ at a true coverage of 0.92.
        assertThat(held).isGreaterThanOrEqualTo(48);
    }

    @Test
    void threeRowsAreEnough() {
        KernelErrorInterval interval =
                new KernelErrorBootstrap(20, 0.9, 1)
                        .interval(new double[] {0, 0.5, 1}, new double[] {0, 1, 1}, 0.1, 2);
        assertThat(interval.estimate()).isBetween(0.0, 1.0);
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> new KernelErrorBootstrap(9, 0.9, 1))
                .hasMessage("replicates must be >= 10, got 9");
        assertThatThrownBy(() -> new KernelErrorBootstrap(10, 1, 1))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
        assertThatThrownBy(
                        () ->
                                KernelErrorBootstrap.withDefaults(1)
                                        .interval(new double[2], new double[2], 0.1, 1))
                .hasMessage("number of scores must be >= 3, got 2");
    }
}
