package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.conformal.regression.NormalizedResidual;
import org.guardband.conformal.regression.RegressionConformalizer;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.Test;
import smile.base.cart.SplitRule;
import smile.classification.KNN;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.regression.RandomForest;

/**
 * The guarantee on real rows. One model is trained; the other rows are a pool, from which each draw
 * takes n held-out rows and one fresh row without replacement. Given the pool, draws are
 * independent, and a fresh row is covered with probability ⌈(n+1)(1−α)⌉/(n+1), or more where scores
 * tie, so that counts are judged by exact binomial bounds.
 */
class SmileCoverageTest {

    private static final int DRAWS = 800;

    /** Two-sided, over all draws of a test: false alarms once in half a million. */
    private static final double TAIL = 1e-6;

    private static final int HELD_OUT = 39;
    private static final Coverage ASKED = Coverage.of(0.9);

    private static int covered(IntPredicate covers) {
        return (int) IntStream.range(0, DRAWS).filter(covers).count();
    }

    private static void requireExact(int covered, int n) {
        BinomialDistribution law = BinomialDistribution.of(DRAWS, ASKED.upperRank(n) / (n + 1.0));
        assertThat(covered)
                .isBetween(
                        law.inverseCumulativeProbability(TAIL),
                        law.inverseSurvivalProbability(TAIL));
    }

    private static void requireAtLeast(int covered, int n) {
        BinomialDistribution law = BinomialDistribution.of(DRAWS, ASKED.upperRank(n) / (n + 1.0));
        assertThat(covered).isGreaterThanOrEqualTo(law.inverseCumulativeProbability(TAIL));
    }

    @Test
    void intervalsOfAForest() {
        DataFrame diabetes = RealData.diabetes();
        RandomForest forest =
                RandomForest.fit(
                        Formula.lhs("y"),
                        RealData.rows(diabetes, 0, 150),
                        12,
                        3,
                        8,
                        25,
                        5,
                        1.0,
                        LongStream.range(2, 14));
        var model = SmileRegressor.forest(forest);
        DataFrame pool = RealData.rows(diabetes, 150, 442);
        double[] y = RealData.numbers(pool, "y");
        int covered =
                covered(
                        draw -> {
                            int[] rows = RealData.draw(y.length, HELD_OUT + 1, draw);
                            int[] held = Arrays.copyOf(rows, HELD_OUT);
                            int fresh = rows[HELD_OUT];
                            return model.conformalize(
                                            RegressionConformalizer.of(
                                                    NormalizedResidual.withDefaults()),
                                            pool.of(held),
                                            Arrays.stream(held).mapToDouble(i -> y[i]).toArray())
                                    .sets(pool.of(fresh), ASKED)
                                    .contains(0, y[fresh]);
                        });
        requireExact(covered, HELD_OUT);
    }

    /** Labels 2, 5, 8, … in place of 0, 1, 2, …, with a calibrator before the sets. */
    @Test
    void randomisedSetsOfNearestNeighbours() {
        RealData.Digits digits = RealData.digits();
        int[] labels = Arrays.stream(digits.digit()).map(d -> 3 * d + 2).toArray();
        double[][] training = Arrays.copyOf(digits.x(), 250);
        int[] known = Arrays.copyOf(labels, 250);
        SmileLabels classes = SmileLabels.of(known);
        var model =
                SmileClassifier.ofArrays(KNN.fit(training, known, 12), classes)
                        .calibrate(
                                TemperatureScaling.withDefaults(),
                                Arrays.copyOfRange(digits.x(), 250, 450),
                                Arrays.copyOfRange(labels, 250, 450));
        int covered =
                covered(
                        draw -> {
                            int[] rows =
                                    Arrays.stream(RealData.draw(1347, HELD_OUT + 1, draw))
                                            .map(i -> 450 + i)
                                            .toArray();
                            RealData.Digits drawn = digits.rows(rows);
                            int[] held =
                                    Arrays.stream(rows, 0, HELD_OUT).map(i -> labels[i]).toArray();
                            var sets =
                                    model.conformalize(
                                                    ClassConformalizer.of(
                                                            AdaptivePredictionSets.randomized(
                                                                    draw)),
                                                    Arrays.copyOf(drawn.x(), HELD_OUT),
                                                    held)
                                            .sets(new double[][] {drawn.x()[HELD_OUT]}, ASKED);
                            int truth = labels[rows[HELD_OUT]];
                            return IntStream.of(classes.labels(sets, 0)).anyMatch(k -> k == truth);
                        });
        requireExact(covered, HELD_OUT);
    }

    /**
     * A model without the measurement that tells the kinds apart; one island of three at a time.
     */
    @Test
    void setsWithinAnIsland() {
        DataFrame penguins = RealData.penguins().drop("bill_length_mm");
        Formula species = Formula.lhs("species");
        DataFrame training = RealData.rows(penguins, 0, 80);
        var model =
                SmileClassifier.ofFrames(
                        smile.classification.RandomForest.fit(
                                species,
                                training,
                                10,
                                2,
                                SplitRule.GINI,
                                6,
                                12,
                                3,
                                1.0,
                                null,
                                LongStream.range(2, 12)),
                        SmileLabels.of(species, training));
        DataFrame pool = RealData.rows(penguins, 80, penguins.size());
        int[] labels = RealData.codes(pool, "species");
        int[] islands = RealData.codes(pool, "island");
        int[] dream = IntStream.range(0, pool.size()).filter(i -> islands[i] == 1).toArray();
        int[] other = IntStream.range(0, pool.size()).filter(i -> islands[i] != 1).toArray();
        int inDream = 19;
        int covered =
                covered(
                        draw -> {
                            int[] mine = RealData.draw(dream.length, inDream + 1, draw);
                            int[] held =
                                    IntStream.concat(
                                                    Arrays.stream(mine, 0, inDream)
                                                            .map(i -> dream[i]),
                                                    Arrays.stream(
                                                                    RealData.draw(
                                                                            other.length, 15, draw))
                                                            .map(i -> other[i]))
                                            .toArray();
                            int fresh = dream[mine[inDream]];
                            return model.conformalize(
                                            ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                                            pool.of(held),
                                            Arrays.stream(held).map(i -> labels[i]).toArray(),
                                            SmileGroups.column("island"))
                                    .sets(pool.of(fresh), ASKED)
                                    .contains(0, labels[fresh]);
                        });
        // shares of leaves tie
        requireAtLeast(covered, inDream);
    }
}
