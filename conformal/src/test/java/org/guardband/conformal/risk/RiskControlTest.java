package org.guardband.conformal.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.ExactBounds;
import org.guardband.core.Coverage;
import org.guardband.core.batch.MultiLabelBatch;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskControlTest {

    private static final double[] GRID =
            IntStream.rangeClosed(0, 200).mapToDouble(j -> j / 200.0).toArray();

    /** Coarser, for simulations. */
    private static final double[] COARSE =
            IntStream.rangeClosed(0, 20).mapToDouble(j -> j / 20.0).toArray();

    private static SplittableRandom random(int repetition) {
        return new SplittableRandom(new SplittableRandom(131L * repetition + 7).nextLong());
    }

    /** With the loss 1{score > λ}, risk control is split conformal prediction, rank for rank. */
    @ParameterizedTest
    @ValueSource(ints = {5, 9, 10, 19, 99, 100, 333})
    void missesAreSplitConformal(int n) {
        double[] scores = random(n).doubles(n).map(s -> Math.rint(200 * s) / 200).toArray();
        for (double error : new double[] {0.05, 0.1, 0.2, 0.29, 0.3}) {
            OptionalDouble threshold =
                    ConformalRiskControl.atLevel(error)
                            .threshold(n, (row, t) -> scores[row] > t ? 1 : 0, GRID);
            double quantile = ConformalScores.of(scores).quantile(Coverage.ofError(error));
            if (quantile == Double.POSITIVE_INFINITY) {
                assertThat(threshold).isEmpty();
            } else {
                assertThat(threshold).hasValue(quantile);
            }
        }
    }

    /**
     * The expected loss of a fresh row is at most the level: its expectation given the held-out
     * rows is known, so that the mean of it over repetitions can be judged.
     */
    @ParameterizedTest
    @CsvSource({"19, 0.1", "60, 0.1", "60, 0.3"})
    void expectedLossIsControlled(int n, double level) {
        double[] risks =
                IntStream.range(0, 20_000)
                        .parallel()
                        .mapToDouble(
                                r -> {
                                    double[] u = random(r).doubles(n).toArray();
                                    double threshold =
                                            ConformalRiskControl.atLevel(level)
                                                    .threshold(
                                                            n,
                                                            (row, t) -> Math.max(0, u[row] - t),
                                                            COARSE)
                                                    .orElse(1);
                                    return (1 - threshold) * (1 - threshold) / 2;
                                })
                        .toArray();
        ExactBounds.assertMeanAtMost("expected loss", risks, 0.5, level);
    }

    /** The true risk (1 − λ)²/2 is at most the level in all but a share δ of the repetitions. */
    @ParameterizedTest
    @CsvSource({"100, 0.1, 0.1", "400, 0.2, 0.05"})
    void riskIsControlledWithHighProbability(int n, double level, double error) {
        int draws = 4_000; // tell an error of 0.14 from 0.1 and of 0.08 from 0.05
        for (RiskTest test : List.of(new BettingRiskTest(error), new HoeffdingBentkusTest())) {
            RiskControllingThreshold method =
                    RiskControllingThreshold.of(level, error).withTest(test);
            long kept =
                    IntStream.range(0, draws)
                            .parallel()
                            .filter(
                                    r -> {
                                        double[] u = random(r).doubles(n).toArray();
                                        double threshold =
                                                method.threshold(
                                                                n,
                                                                (row, t) -> Math.max(0, u[row] - t),
                                                                COARSE)
                                                        .orElse(1);
                                        return (1 - threshold) * (1 - threshold) / 2 <= level;
                                    })
                            .count();
            ExactBounds.assertCoversAtLeast(test.toString(), kept, draws, 1 - error);
        }
    }

    /** Two risks that pull apart, neither monotone in the setting: no wrong setting is returned. */
    @ParameterizedTest
    @ValueSource(strings = {"bonferroni", "holm", "fixed"})
    void allReturnedSettingsAreSafe(String procedure) {
        int n = 300;
        int settings = 21;
        int draws = 5_000;
        double error = 0.1;
        double[] first = new double[settings];
        double[] second = new double[settings];
        for (int j = 0; j < settings; j++) {
            first[j] = 0.02 + 0.012 * j;
            second[j] = 0.15 - 0.2 * Math.sin(Math.PI * j / 20) / 2;
        }
        LearnThenTest base =
                switch (procedure) {
                    case "bonferroni" -> LearnThenTest.bonferroni(error);
                    case "holm" -> LearnThenTest.holm(error);
                    default -> LearnThenTest.fixedSequence(error);
                };
        int[][] found = new int[draws][];
        long kept =
                IntStream.range(0, draws)
                        .parallel()
                        .filter(
                                r -> {
                                    SplittableRandom random = random(r);
                                    double[] u = random.doubles(n).toArray();
                                    double[] v = random.doubles(n).toArray();
                                    RiskTest exact = new BinomialRiskTest();
                                    found[r] =
                                            base.withRisk(
                                                            0.1,
                                                            (i, j) -> u[i] < first[j] ? 1 : 0,
                                                            exact)
                                                    .withRisk(
                                                            0.13,
                                                            (i, j) -> v[i] < second[j] ? 1 : 0,
                                                            exact)
                                                    .controlled(n, settings);
                                    return Arrays.stream(found[r])
                                            .allMatch(j -> first[j] <= 0.1 && second[j] <= 0.13);
                                })
                        .count();
        ExactBounds.assertCoversAtLeast(procedure, kept, draws, 1 - error);
        if (!procedure.equals("fixed")) {
            assertThat(Arrays.stream(found).mapToInt(f -> f.length).sum())
                    .isGreaterThan(draws / 10);
        }
    }

    @Test
    void holmRejectsWhatBonferroniDoes() {
        for (int r = 0; r < 50; r++) {
            double[] u = random(r).doubles(400).toArray();
            LearnThenTest.SettingLoss loss = (i, j) -> u[i] < 0.01 * j ? 1 : 0;
            int[] less = LearnThenTest.bonferroni(0.1).withRisk(0.1, loss).controlled(400, 12);
            int[] more = LearnThenTest.holm(0.1).withRisk(0.1, loss).controlled(400, 12);
            assertThat(more).contains(less);
        }
    }

    @Test
    void selectedRowsAreRightOftenEnough() {
        int n = 500;
        int draws = 5_000; // tell an error of 0.14 from 0.1
        double level = 0.1;
        // wrong with probability 1 − confidence: the error rate above λ is (1 − λ)/2
        long kept =
                IntStream.range(0, draws)
                        .parallel()
                        .filter(
                                r -> {
                                    SplittableRandom random = random(r);
                                    double[] confidence = random.doubles(n).toArray();
                                    boolean[] wrong = new boolean[n];
                                    for (int i = 0; i < n; i++) {
                                        wrong[i] = random.nextDouble() > confidence[i];
                                    }
                                    OptionalDouble threshold =
                                            SelectivePrediction.of(level, 0.1)
                                                    .threshold(confidence, wrong);
                                    return (1 - threshold.orElse(1)) / 2 <= level;
                                })
                        .count();
        ExactBounds.assertCoversAtLeast("selective risk", kept, draws, 0.9);
        boolean[] right = new boolean[1000];
        double[] low = new double[1000];
        Arrays.fill(low, 0.25);
        assertThat(SelectivePrediction.of(level, 0.1).threshold(low, right)).hasValue(0);
        assertThat(SelectivePrediction.of(level, 0.1).threshold(new double[0], new boolean[0]))
                .isEmpty();
    }

    @Test
    void labelsOfManyKinds() {
        MultiLabelBatch batch =
                MultiLabelBatch.of(
                        new double[] {0.9, 0.4, 0.2, 0.8, 0.7, 0.1}, List.of("a", "b", "c"));
        boolean[][] truths = {{true, true, false}, {false, false, false}};
        LabelLosses losses = LabelLosses.of(batch, truths);
        assertThat(losses.falseNegativeRate().at(0, 0.5)).isEqualTo(0.5);
        assertThat(losses.falseNegativeRate().at(1, 0.5)).isZero();
        assertThat(losses.miscoverage().at(0, 0.5)).isEqualTo(1);
        assertThat(losses.falseDiscoveryRate().at(0, 0.9)).isEqualTo(1 / 3.0);
        assertThat(losses.falseDiscoveryRate().at(1, 0.5)).isEqualTo(1);
        assertThat(losses.falseDiscoveryRate().at(1, 0)).isZero();
        assertThat(LabelLosses.sets(batch, 0.5))
                .isEqualTo(LabelSets.of(new int[][] {{0}, {0, 1}}, batch.labels()));
        assertThatThrownBy(() -> LabelLosses.of(batch, new boolean[][] {{true}, {true}}))
                .hasMessage("truths[0] must have the length of labels (3), got 1");
    }

    @Test
    void lossesThatGrowAreRefusedOrMadeMonotone() {
        ThresholdLoss step = (row, t) -> t < 0.25 ? 1 : t < 0.5 ? 0.0625 : 0.125;
        assertThatThrownBy(() -> ConformalRiskControl.atLevel(0.2).threshold(50, step, GRID))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "loss of row 0 must not grow with the threshold, got 0.0625 at 0.495"
                                + " and 0.125 at 0.5");
        assertThat(ConformalRiskControl.atLevel(0.2).monotonized().threshold(50, step, GRID))
                .hasValue(0.25);
    }

    @Test
    void boundsOtherThanOne() {
        double[] u = random(3).doubles(200).toArray();
        OptionalDouble one =
                ConformalRiskControl.atLevel(0.1)
                        .threshold(200, (row, t) -> Math.max(0, u[row] - t), GRID);
        OptionalDouble eight =
                ConformalRiskControl.atLevel(0.8)
                        .withBound(8)
                        .threshold(200, (row, t) -> 8 * Math.max(0, u[row] - t), GRID);
        assertThat(eight).isEqualTo(one);
    }

    @Test
    void refuse() {
        assertThatThrownBy(() -> ConformalRiskControl.atLevel(1))
                .hasMessage("level must be strictly between 0 and 1, got 1.0");
        assertThatThrownBy(() -> ConformalRiskControl.atLevel(0.5).withBound(0.25))
                .hasMessage("level must be strictly between 0 and 0.25, got 0.5");
        assertThatThrownBy(() -> ConformalRiskControl.atLevel(0.5).threshold(5, (r, t) -> 2, GRID))
                .hasMessage("loss of row 0 at threshold 1.0 must be in [0, 1], got 2.0");
        assertThatThrownBy(
                        () ->
                                RiskControllingThreshold.of(0.1, 0.1)
                                        .threshold(5, (r, t) -> Double.NaN, GRID))
                .hasMessage("loss of row 0 at threshold 1.0 must be in [0, 1], got NaN");
        assertThatThrownBy(
                        () ->
                                ConformalRiskControl.atLevel(0.5)
                                        .threshold(5, (r, t) -> 0, new double[] {1, 1}))
                .hasMessage("thresholds[1] must be > thresholds[0] (1.0), got 1.0");
        assertThatThrownBy(() -> LearnThenTest.holm(0.1).controlled(5, 3))
                .hasMessage("number of risks must be >= 1, got 0");
        assertThatThrownBy(
                        () ->
                                SelectivePrediction.of(0.1, 0.1)
                                        .threshold(new double[2], new boolean[3]))
                .hasMessage("wrong must have the length of confidence (2), got 3");
        assertThat(ConformalRiskControl.atLevel(0.1).threshold(0, (r, t) -> 0, GRID)).isEmpty();
    }
}
