package org.guardband.core.selective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.RandomOrder;
import org.junit.jupiter.api.Test;

class SelectiveRiskTest {

    private static final double[] UNSURE = {0.1, 0.4, 0.2, 0.3};

    @Test
    void curveAndAreasByHand() {
        // surest first: right, right, wrong, right
        SelectiveRisk curve = SelectiveRisk.ofErrors(UNSURE, false, false, false, true);
        assertThat(curve.risk(1)).isZero();
        assertThat(curve.risk(3)).isEqualTo(1.0 / 3);
        assertThat(curve.meanLoss()).isEqualTo(0.25);
        assertThat(curve.area()).isCloseTo((1.0 / 3 + 1.0 / 4) / 4, within(1e-15));
        assertThat(curve.excess()).isCloseTo(1.0 / 12, within(1e-15));
        assertThat(curve.sparsificationError()).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(curve.generalizedArea()).isCloseTo(2.0 / 16, within(1e-15));
        assertThat(curve.riskAt(Coverage.of(0.5))).isZero();
        assertThat(curve.riskAt(Coverage.of(0.51))).isEqualTo(1.0 / 3);
        assertThat(curve.coverageAt(0.2)).isEqualTo(0.5);
        assertThat(curve.coverageAt(0.25)).isEqualTo(1);
        assertThat(curve.toString()).startsWith("SelectiveRisk[size=4, meanLoss=0.25, area=0.14");
    }

    @Test
    void theBestOrderHasNoExcessAndAnOrderThatSaysNothingTheMeanLoss() {
        double[] losses = {3, 0.5, 0, 7};
        assertThat(SelectiveRisk.of(losses, losses).excess()).isZero();
        SelectiveRisk nothing = SelectiveRisk.of(new double[4], losses);
        assertThat(nothing.area()).isCloseTo(2.625, within(1e-15));
        assertThat(nothing.risk(2)).isEqualTo(2.625);
        assertThat(nothing.riskAt(Coverage.of(0.1))).isEqualTo(2.625);
        assertThat(nothing.coverageAt(2.6)).isZero();
    }

    @Test
    void nothingLost() {
        SelectiveRisk curve = SelectiveRisk.ofErrors(UNSURE, new boolean[4]);
        assertThat(curve.area()).isZero();
        assertThat(curve.sparsificationError()).isZero();
        assertThat(curve.coverageAt(0)).isEqualTo(1);
    }

    @Test
    void oneRowAndInfiniteUncertainty() {
        SelectiveRisk one = SelectiveRisk.ofErrors(new double[] {Double.POSITIVE_INFINITY}, true);
        assertThat(one.area()).isEqualTo(1);
        assertThat(one.excess()).isZero();
        assertThat(one.riskAt(Coverage.of(0.01))).isEqualTo(1);
        SelectiveRisk two =
                SelectiveRisk.ofErrors(
                        new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY},
                        true,
                        false);
        assertThat(two.risk(1)).isZero();
    }

    /** Ties are averaged over: what many random orders of them give on average. */
    @Test
    void tiesAreTheMeanOverTheirOrders() {
        double[] uncertainty = {1, 0, 1, 1, 2, 2, 0, 1};
        double[] losses = {5, 0, 1, 0, 2, 0, 3, 0.5};
        SelectiveRisk curve = SelectiveRisk.of(uncertainty, losses);
        double sum = 0;
        double generalized = 0;
        int repetitions = 20_000;
        SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < repetitions; r++) {
            int[] place = RandomOrder.of(8, random);
            double[] apart = new double[8];
            Arrays.setAll(apart, i -> uncertainty[i] + place[i] / 100.0);
            SelectiveRisk one = SelectiveRisk.of(apart, losses);
            sum += one.area();
            generalized += one.generalizedArea();
        }
        // standard deviations of a single area are 0.45 and 0.09
        assertThat(sum / repetitions).isCloseTo(curve.area(), within(0.02));
        assertThat(generalized / repetitions).isCloseTo(curve.generalizedArea(), within(0.004));
    }

    @Property(tries = 200)
    void boundsAndOrder(
            @ForAll @Size(min = 1, max = 90) int @IntRange(max = 9) [] uncertainty,
            @ForAll @IntRange(max = 1000) int seed) {
        double[] u = Arrays.stream(uncertainty).asDoubleStream().toArray();
        double[] losses = new SplittableRandom(seed).doubles(u.length).toArray();
        SelectiveRisk curve = SelectiveRisk.of(u, losses);
        assertThat(curve.excess()).isGreaterThan(-1e-12);
        assertThat(curve.generalizedArea()).isLessThanOrEqualTo(curve.area() + 1e-15);
        double[] scaled = Arrays.stream(u).map(x -> 7 * x - 2).toArray();
        assertThat(SelectiveRisk.of(scaled, losses).area()).isEqualTo(curve.area());
        double least = curve.coverageAt(curve.riskAt(Coverage.of(0.5)));
        assertThat(least).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void wrongInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelectiveRisk.of(new double[0], new double[0]))
                .withMessage("number of rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelectiveRisk.of(UNSURE, new double[3]))
                .withMessageContaining("losses")
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SelectiveRisk.of(UNSURE, new double[] {0, 0, -1, 0}))
                .withMessageContaining("losses[2]");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SelectiveRisk.of(new double[] {0, Double.NaN}, new double[] {0, 1}))
                .withMessageContaining("uncertainty[1]");
        SelectiveRisk curve = SelectiveRisk.of(UNSURE, UNSURE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.risk(5))
                .withMessage("accepted must be in [1, 4], got 5");
        assertThatIllegalArgumentException().isThrownBy(() -> curve.coverageAt(-0.1));
    }
}
