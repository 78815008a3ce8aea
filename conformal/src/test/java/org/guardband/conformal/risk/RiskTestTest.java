package org.guardband.conformal.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.conformal.ExactBounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RiskTestTest {

    /** Tell 0.122 from 0.1. */
    private static final int DRAWS = 8_000;

    /** At the edge of the hypothesis, E[L] = level, p ≤ δ no more often than δ. */
    @ParameterizedTest
    @CsvSource({"20, 0.1", "200, 0.1", "200, 0.5", "1000, 0.05"})
    void pValuesAreValidAtTheEdge(int n, double level) {
        for (RiskTest test :
                List.of(
                        new BinomialRiskTest(),
                        new HoeffdingBentkusTest(),
                        new BettingRiskTest(0.1))) {
            for (boolean binary : new boolean[] {true, false}) {
                if (binary || !(test instanceof BinomialRiskTest)) {
                    long rejected =
                            IntStream.range(0, DRAWS)
                                    .parallel()
                                    .filter(
                                            r ->
                                                    test.pValue(draw(n, level, binary, r), level)
                                                            <= 0.1)
                                    .count();
                    ExactBounds.assertCoversAtLeast(
                            test + (binary ? ", binary" : ", uniform"),
                            DRAWS - rejected,
                            DRAWS,
                            0.9);
                }
            }
        }
    }

    private static double[] draw(int n, double mean, boolean binary, int repetition) {
        SplittableRandom random =
                new SplittableRandom(new SplittableRandom(31L * repetition).nextLong());
        return random.doubles(n).map(u -> binary ? (u < mean ? 1 : 0) : 2 * mean * u).toArray();
    }

    @Test
    void byHand() {
        double[] losses = {0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        assertThat(new BinomialRiskTest().pValue(losses, 0.5))
                .isCloseTo(11 / 1024.0, within(1e-15));
        // Hoeffding: exp(−10·(0.1 ln 0.2 + 0.9 ln 1.8)), Bentkus: e·11/1024
        double hoeffding = Math.exp(-10 * (0.1 * Math.log(0.2) + 0.9 * Math.log(1.8)));
        assertThat(new HoeffdingBentkusTest().pValue(losses, 0.5))
                .isCloseTo(Math.min(hoeffding, Math.E * 11 / 1024), within(1e-14));
        // two rows of loss 0 at level ½, δ = e⁻²: first bet min(1, √(2·2/(2·¼))) = 1, then again 1
        assertThat(new BettingRiskTest(Math.exp(-2)).pValue(new double[] {0, 0}, 0.5))
                .isCloseTo(1 / 2.25, within(1e-14));
    }

    @Test
    void noRowsProveNothing() {
        for (RiskTest test :
                List.of(
                        new BinomialRiskTest(),
                        new HoeffdingBentkusTest(),
                        new BettingRiskTest(0.1))) {
            assertThat(test.pValue(new double[0], 0.1)).isEqualTo(1);
            double[] zeros = new double[1000];
            assertThat(test.pValue(zeros, 0.1)).isLessThan(1e-20);
            Arrays.fill(zeros, 1);
            assertThat(test.pValue(zeros, 0.1)).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void refuse() {
        assertThatThrownBy(() -> new BinomialRiskTest().pValue(new double[] {0, 0.5}, 0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("losses[1] must be 0 or 1, got 0.5");
        assertThatThrownBy(() -> new HoeffdingBentkusTest().pValue(new double[] {2}, 0.1))
                .hasMessage("losses[0] must be in [0, 1], got 2.0");
        assertThatThrownBy(() -> new BettingRiskTest(0.1).pValue(new double[] {Double.NaN}, 0.1))
                .hasMessage("losses[0] must be in [0, 1], got NaN");
        assertThatThrownBy(() -> new BettingRiskTest(0))
                .hasMessage("error must be strictly between 0 and 1, got 0.0");
        assertThatThrownBy(() -> new HoeffdingBentkusTest().pValue(new double[] {1}, 1))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
    }

    @Test
    void exactTestIsTheBinomialTail() {
        double[] losses = draw(300, 0.07, true, 5);
        int ones = (int) Arrays.stream(losses).sum();
        assertThat(new BinomialRiskTest().pValue(losses, 0.1))
                .isEqualTo(BinomialDistribution.of(300, 0.1).cumulativeProbability(ones));
    }
}
