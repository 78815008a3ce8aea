package org.guardband.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxRankScoresTest {

    private static final Coverage EIGHTY = Coverage.of(0.8);
    private static final Coverage SURE = Coverage.of(0.999999999);
    private static final int DRAWS = 20_000;

    @Test
    void thresholdsByHand() {
        MaxRankScores scores =
                MaxRankScores.of(List.of(new double[] {10, 20, 30, 40}, new double[] {2, 1, 4, 3}));
        assertThat(scores.ranks()).containsExactly(2, 2, 4, 4);
        // k = ⌈5 · 0.4⌉ = 2: q = 2, so that each threshold is the third smallest
        assertThat(scores.thresholds(Coverage.of(0.4))).containsExactly(30, 3);
        // k = 3: q = 4, and there is no fifth score
        assertThat(scores.thresholds(Coverage.of(0.6)))
                .containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(scores.pValue(5, 0)).isEqualTo(1);
        // 15 has one below and 3.5 three: the row's rank is 3, and two rows have one as large
        assertThat(scores.pValue(15, 3.5)).isEqualTo(3 / 5.0);
        assertThat(scores.pValue(100, 0)).isEqualTo(3 / 5.0);
    }

    /** With one score there is one rank to spare; with scores alike no more than that. */
    @Test
    void scoresThatAreAlikeCostOneRank() {
        double[] s = new SplittableRandom(3).doubles(99).toArray();
        double[] sorted = s.clone();
        Arrays.sort(sorted);
        double[] thresholds = MaxRankScores.of(List.of(s, s, s)).thresholds(Coverage.of(0.9));
        assertThat(thresholds).containsExactly(sorted[90], sorted[90], sorted[90]);
        assertThat(ConformalScores.of(s).quantile(Coverage.of(0.9))).isEqualTo(sorted[89]);
    }

    /** Correlations from none to full, ties by rounding, few rows: never below the coverage. */
    @ParameterizedTest
    @CsvSource({"9, 0, 2", "9, 0.9, 2", "24, 0, 5", "24, 1, 5", "49, 0.7, 5", "49, 0, 2"})
    void allScoresHoldAtOnce(int n, double share, int dimension) {
        for (boolean rounded : new boolean[] {false, true}) {
            long covered =
                    IntStream.range(0, DRAWS)
                            .parallel()
                            .filter(r -> covers(n, share, dimension, rounded, r))
                            .count();
            assertThat(ClopperPearson.of(covered, DRAWS, SURE).upper()).isGreaterThanOrEqualTo(0.8);
        }
    }

    private static boolean covers(int n, double share, int d, boolean rounded, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] s = new double[d][n + 1];
        for (int i = 0; i <= n; i++) {
            double common = random.nextDouble();
            for (int c = 0; c < d; c++) {
                double value = share * common + (1 - share) * random.nextDouble();
                s[c][i] = rounded ? Math.rint(4 * value) : value;
            }
        }
        double[] t =
                MaxRankScores.of(Arrays.stream(s).map(x -> Arrays.copyOf(x, n)).toList())
                        .thresholds(EIGHTY);
        return IntStream.range(0, d).allMatch(c -> s[c][n] <= t[c]);
    }

    /** The rule without the rank to spare does not cover: what the extra rank is for. */
    @Test
    void theRankToSpareIsNeeded() {
        int n = 9;
        long covered =
                IntStream.range(0, DRAWS)
                        .parallel()
                        .filter(
                                r -> {
                                    SplittableRandom random = new SplittableRandom(r);
                                    double[][] s = new double[5][];
                                    for (int c = 0; c < s.length; c++) {
                                        s[c] = random.doubles(n + 1).toArray();
                                    }
                                    MaxRankScores scores =
                                            MaxRankScores.of(
                                                    Arrays.stream(s)
                                                            .map(x -> Arrays.copyOf(x, n))
                                                            .toList());
                                    int q = (int) scores.ranks()[(int) EIGHTY.upperRank(n) - 1];
                                    return IntStream.range(0, s.length)
                                            .allMatch(
                                                    c ->
                                                            s[c][n]
                                                                    <= scores.parts()
                                                                            .get(c)
                                                                            .ranked(q));
                                })
                        .count();
        Interval share = ClopperPearson.of(covered, DRAWS, SURE);
        assertThat(share.upper()).isLessThan(0.8);
    }

    @Test
    void pValuesAndThresholdsSayTheSame() {
        SplittableRandom random = new SplittableRandom(8);
        double[] a = random.doubles(30).map(x -> Math.rint(10 * x)).toArray();
        double[] b = random.doubles(30).map(x -> Math.rint(10 * x)).toArray();
        MaxRankScores scores = MaxRankScores.of(List.of(a, b));
        for (double level : new double[] {0.1, 0.5, 0.8, 0.9, 0.95}) {
            double[] t = scores.thresholds(Coverage.of(level));
            for (double x = -0.5; x < 11; x += 0.5) {
                for (double y = -0.5; y < 11; y += 0.5) {
                    boolean inside = x <= t[0] && y <= t[1];
                    boolean likely = scores.pValue(x, y) > Coverage.of(level).error() + 1e-12;
                    assertThat(inside).isEqualTo(likely);
                }
            }
        }
    }

    @Test
    void nothingHeldOutLeavesEverythingOpen() {
        MaxRankScores none = MaxRankScores.of(List.of(new double[0], new double[0]));
        assertThat(none.thresholds(EIGHTY))
                .containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(none.pValue(1, 2)).isEqualTo(1);
        assertThat(none.size()).isZero();
    }

    @Test
    void partsComeBack() {
        MaxRankScores scores = MaxRankScores.of(List.of(new double[] {3, 1}, new double[] {4, 5}));
        assertThat(
                        MaxRankScores.of(
                                scores.parts().stream().map(ConformalScores::toArray).toList(),
                                scores.ranks()))
                .isEqualTo(scores)
                .hasSameHashCodeAs(scores)
                .hasToString("MaxRankScores[2 scores, n=2]");
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> MaxRankScores.of(List.of()))
                .hasMessage("number of scores must be >= 1, got 0");
        assertThatThrownBy(() -> MaxRankScores.of(List.of(new double[1], new double[2])))
                .hasMessage("scores[0] must have the length of the last ones (2), got 1");
        assertThatThrownBy(() -> MaxRankScores.of(List.of(new double[] {0, Double.NaN})))
                .hasMessage("scores[0][1] must not be NaN");
        assertThatThrownBy(() -> MaxRankScores.of(List.of(new double[] {1}), new double[] {2}))
                .hasMessage("ranks[0] must be whole and in [1, 1], got 2.0");
        assertThatThrownBy(() -> MaxRankScores.of(List.of(new double[] {1})).pValue(1, 2))
                .hasMessage("scores must have the length of a row's scores (1), got 2");
    }
}
