package org.guardband.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Test;

class ConformalScoresTest {

    private static double[] upTo(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }

    @Test
    void theQuantileIsTheExactRank() {
        ConformalScores nine = ConformalScores.of(upTo(9));
        assertThat(nine.quantile(Coverage.of(0.9))).isEqualTo(9);
        assertThat(nine.quantile(Coverage.of(0.91))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(nine.lowerQuantile(Coverage.of(0.9))).isEqualTo(1);
        assertThat(nine.lowerQuantile(Coverage.of(0.91))).isEqualTo(Double.NEGATIVE_INFINITY);
        ConformalScores none = ConformalScores.of(new double[0]);
        assertThat(none.quantile(Coverage.of(0.5))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(none.pValue(3)).isEqualTo(1);
    }

    @Test
    void pValuesCountTies() {
        ConformalScores scores = ConformalScores.of(new double[] {2, 1, 2, 3});
        assertThat(scores.pValue(2)).isEqualTo(4.0 / 5);
        assertThat(scores.pValue(2, 0)).isEqualTo(1.0 / 5);
        assertThat(scores.pValue(2, 1)).isEqualTo(4.0 / 5);
        assertThat(scores.pValue(9)).isEqualTo(1.0 / 5);
        assertThat(ConformalScores.of(new double[] {-0.0}).pValue(0.0)).isEqualTo(1);
        assertThatThrownBy(() -> scores.pValue(Double.NaN)).hasMessage("score must not be NaN");
        assertThatThrownBy(() -> ConformalScores.of(new double[] {0, Double.NaN}))
                .hasMessage("scores[1] must not be NaN");
    }

    @Test
    void equalWeightsGiveTheUnweightedRank() {
        for (int n : new int[] {0, 1, 2, 8, 9, 10, 19, 99, 100, 999, 3000}) {
            double[] weights = new double[n];
            Arrays.fill(weights, 0.1);
            WeightedConformalScores weighted = WeightedConformalScores.of(upTo(n), weights);
            ConformalScores plain = ConformalScores.of(upTo(n));
            for (int k = 500; k <= 999; k++) {
                Coverage coverage = Coverage.of(k / 1000.0);
                assertThat(weighted.quantile(coverage, 0.1))
                        .as("n = %d, coverage %s", n, coverage)
                        .isEqualTo(plain.quantile(coverage));
            }
        }
    }

    @Test
    void weightsMoveTheQuantile() {
        WeightedConformalScores scores =
                WeightedConformalScores.of(new double[] {3, 1, 2}, new double[] {1, 5, 2});
        assertThat(scores.scores()).containsExactly(1, 2, 3);
        assertThat(scores.weights()).containsExactly(5, 2, 1);
        assertThat(scores.quantile(Coverage.of(0.5), 0)).isEqualTo(1);
        assertThat(scores.quantile(Coverage.of(0.8), 0)).isEqualTo(2);
        assertThat(scores.quantile(Coverage.of(0.5), 3)).isEqualTo(2);
        assertThat(scores.quantile(Coverage.of(0.9), 8)).isEqualTo(Double.POSITIVE_INFINITY);
        WeightedConformalScores none =
                WeightedConformalScores.of(new double[] {1}, new double[] {0});
        assertThat(none.quantile(Coverage.of(0.5), 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> scores.quantile(Coverage.of(0.5), -1))
                .hasMessage("testWeight must be >= 0 and finite, got -1.0");
        assertThatThrownBy(() -> WeightedConformalScores.of(upTo(2), new double[] {1, -2}))
                .hasMessage("weights[1] must be >= 0 and finite, got -2.0");
    }

    @Property
    void theQuantileGrowsWithCoverageAndIgnoresOrder(
            @ForAll @Size(max = 60) double[] scores,
            @ForAll @DoubleRange(min = 0.01, max = 0.98) double share) {
        ConformalScores sorted = ConformalScores.of(scores);
        double[] reversed = new double[scores.length];
        Arrays.setAll(reversed, i -> scores[scores.length - 1 - i]);
        assertThat(ConformalScores.of(reversed)).isEqualTo(sorted);
        assertThat(sorted.quantile(Coverage.of(share + 0.01)))
                .isGreaterThanOrEqualTo(sorted.quantile(Coverage.of(share)));
        double[] negated = Arrays.stream(scores).map(s -> -s).toArray();
        double mirrored = -ConformalScores.of(negated).quantile(Coverage.of(share));
        assertThat(sorted.lowerQuantile(Coverage.of(share))).isCloseTo(mirrored, within(0.0));
    }

    /** Smoothed p-values of exchangeable rows are uniform: sup distance by the DKW bound. */
    @Test
    void smoothedPValuesAreUniform() {
        int rounds = 20_000;
        SplittableRandom rng = new SplittableRandom(3);
        double[] p = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            double[] scores = rng.ints(7, 0, 4).asDoubleStream().toArray();
            p[r] = ConformalScores.wrap(scores).pValue(rng.nextInt(4), rng.nextDouble());
        }
        Arrays.sort(p);
        double worst = 0;
        for (int i = 0; i < rounds; i++) {
            worst = Math.max(worst, Math.abs(p[i] - (i + 0.5) / rounds));
        }
        assertThat(worst).isLessThan(Math.sqrt(Math.log(2 / 1e-9) / (2 * rounds)) + 0.5 / rounds);
    }

    @Test
    void scoresByRankAndRanksByScore() {
        ConformalScores scores = ConformalScores.of(new double[] {3, 1, 2, 2});
        assertThat(scores.ranked(1)).isEqualTo(1);
        assertThat(scores.ranked(4)).isEqualTo(3);
        assertThat(scores.below(2)).isEqualTo(1);
        assertThat(scores.below(9)).isEqualTo(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.ranked(5))
                .withMessageContaining("rank");
        assertThatIllegalArgumentException().isThrownBy(() -> scores.below(Double.NaN));
    }
}
