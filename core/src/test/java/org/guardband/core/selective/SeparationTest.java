package org.guardband.core.selective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeparationTest {

    @Test
    void byHand() {
        // falling: 0.9 s, 0.8 u, 0.7 s, 0.3 s and u, 0.1 u
        Separation s = Separation.of(new double[] {0.7, 0.9, 0.3}, new double[] {0.8, 0.3, 0.1});
        // of nine pairs 0.9 wins three, 0.7 two, 0.3 one and a half
        assertThat(s.auroc()).isCloseTo(6.5 / 9, within(1e-15));
        assertThat(s.averagePrecision()).isCloseTo((1.0 + 2.0 / 3 + 3.0 / 5) / 3, within(1e-15));
        assertThat(s.falsePositiveRateAt(1.0 / 3)).isZero();
        assertThat(s.falsePositiveRateAt(0.5)).isEqualTo(1.0 / 3);
        assertThat(s.falsePositiveRateAt(1)).isEqualTo(2.0 / 3);
        assertThat(s).hasToString("Separation[strange=3, usual=3, auroc=" + s.auroc() + "]");
    }

    @Test
    void perfectReversedAndSilent() {
        double[] low = {Double.NEGATIVE_INFINITY, 0, 1};
        double[] high = {2, Double.POSITIVE_INFINITY};
        assertThat(Separation.of(high, low).auroc()).isEqualTo(1);
        assertThat(Separation.of(high, low).averagePrecision()).isEqualTo(1);
        assertThat(Separation.of(high, low).falsePositiveRateAt(1)).isZero();
        assertThat(Separation.of(low, high).auroc()).isZero();
        assertThat(Separation.of(low, high).falsePositiveRateAt(0.1)).isEqualTo(1);
        Separation silent = Separation.of(new double[2], new double[6]);
        assertThat(silent.auroc()).isEqualTo(0.5);
        assertThat(silent.averagePrecision()).isEqualTo(0.25);
        assertThat(silent.falsePositiveRateAt(0.95)).isEqualTo(1);
    }

    @Test
    void shareOfRowsIsNotLostToRounding() {
        // 95 of 100 strange rows stand above all usual ones: 0.95 asks for no more
        double[] strange = new double[100];
        Arrays.fill(strange, 0, 95, 2);
        assertThat(Separation.of(strange, new double[] {1, 1}).falsePositiveRateAt(0.95)).isZero();
    }

    @Property(tries = 100)
    void agreesWithAllPairs(
            @ForAll @IntRange(min = 1, max = 60) int strange,
            @ForAll @IntRange(min = 1, max = 60) int usual,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] s = random.ints(strange, 0, 12).asDoubleStream().toArray();
        double[] u = random.ints(usual, 0, 10).asDoubleStream().toArray();
        double won = 0;
        for (double a : s) {
            for (double b : u) {
                won += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        assertThat(Separation.of(s, u).auroc())
                .isCloseTo(won / (strange * (double) usual), within(1e-12));
        double[] all = new double[strange + usual];
        boolean[] wrong = new boolean[all.length];
        Arrays.setAll(all, i -> i < strange ? s[i] : u[i - strange]);
        Arrays.fill(wrong, 0, strange, true);
        assertThat(Separation.ofErrors(all, wrong).averagePrecision())
                .isEqualTo(Separation.of(s, u).averagePrecision());
    }

    @Test
    void wrongInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Separation.of(new double[0], new double[1]))
                .withMessage("number of strange rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Separation.ofErrors(new double[] {1, 2}, true, true))
                .withMessage("number of usual rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Separation.of(new double[1], new double[] {0, Double.NaN}))
                .withMessageContaining("usual[1]");
        Separation s = Separation.of(new double[1], new double[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> s.falsePositiveRateAt(0))
                .withMessage("recall must be in (0, 1], got 0.0");
    }
}
