package org.guardband.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.guardband.classification.calibration.DirichletCalibrator;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;
import smile.base.cart.SplitRule;
import smile.classification.AdaBoost;
import smile.classification.DataFrameClassifier;
import smile.classification.DecisionTree;
import smile.classification.GradientTreeBoost;
import smile.classification.KNN;
import smile.classification.LogisticRegression;
import smile.classification.RandomForest;
import smile.classification.SVM;
import smile.classification.SoftClassifier;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.math.MathEx;

class SmileClassifierTest {

    private static final DataFrame PENGUINS = RealData.penguins();
    private static final DataFrame TRAINING = RealData.rows(PENGUINS, 0, 150);
    private static final DataFrame HELD_OUT = RealData.rows(PENGUINS, 150, 250);
    private static final DataFrame FRESH = RealData.rows(PENGUINS, 250, PENGUINS.size());
    private static final Formula SPECIES = Formula.lhs("species");
    private static final SmileLabels KINDS = SmileLabels.of(SPECIES, TRAINING);

    private static RandomForest forest(long seed) {
        return RandomForest.fit(
                SPECIES,
                TRAINING,
                30,
                2,
                SplitRule.GINI,
                8,
                50,
                3,
                1.0,
                null,
                LongStream.range(seed, seed + 30));
    }

    private static double[] all(CategoricalBatch batch) {
        double[] p = new double[batch.size() * batch.classes()];
        for (int i = 0; i < batch.size(); i++) {
            for (int k = 0; k < batch.classes(); k++) {
                p[i * batch.classes() + k] = batch.probability(i, k);
            }
        }
        return p;
    }

    @Test
    void probabilitiesAreThoseOfTheModelForEveryKindOfTree() {
        MathEx.setSeed(1);
        List<DataFrameClassifier> models =
                List.of(
                        forest(2),
                        GradientTreeBoost.fit(SPECIES, TRAINING),
                        AdaBoost.fit(SPECIES, TRAINING),
                        DecisionTree.fit(SPECIES, TRAINING));
        for (DataFrameClassifier model : models) {
            CategoricalBatch batch = SmileClassifier.ofFrames(model, KINDS).predict(FRESH);
            assertThat(batch.size()).isEqualTo(FRESH.size());
            assertThat(batch.labels()).containsExactly("Adelie", "Chinstrap", "Gentoo");
            @SuppressWarnings("unchecked")
            SoftClassifier<Tuple> soft = (SoftClassifier<Tuple>) model;
            double[] p = new double[3];
            int right = 0;
            for (int i = 0; i < batch.size(); i++) {
                int label = soft.predict(FRESH.get(i), p);
                for (int k = 0; k < 3; k++) {
                    assertThat(batch.probability(i, k)).isEqualTo(p[k]);
                }
                right += label == RealData.codes(FRESH, "species")[i] ? 1 : 0;
            }
            assertThat(right).isGreaterThan(80);
        }
    }

    @Test
    void labelsWithGapsFindTheirPlaces() {
        RealData.Digits digits = RealData.digits().rows(0, 600);
        int[] spread = Arrays.stream(digits.digit()).map(d -> 3 * d - 4).toArray();
        SmileLabels labels = SmileLabels.of(spread);
        var plain =
                SmileClassifier.ofArrays(
                        KNN.fit(digits.x(), digits.digit(), 7), SmileLabels.of(digits.digit()));
        var gapped = SmileClassifier.ofArrays(KNN.fit(digits.x(), spread, 7), labels);
        double[][] fresh = RealData.digits().rows(600, 800).x();
        assertThat(all(gapped.predict(fresh))).isEqualTo(all(plain.predict(fresh)));
        assertThat(gapped.mostProbable(fresh))
                .isEqualTo(Arrays.stream(plain.mostProbable(fresh)).map(d -> 3 * d - 4).toArray());
    }

    @Test
    void setsHoldSmilesLabels() {
        RealData.Digits digits = RealData.digits();
        int[] spread = Arrays.stream(digits.digit()).map(d -> 10 - 2 * d).toArray();
        double[][] training = Arrays.copyOf(digits.x(), 600);
        SmileLabels labels = SmileLabels.of(Arrays.copyOf(spread, 600));
        var model =
                SmileClassifier.ofArrays(KNN.fit(training, Arrays.copyOf(spread, 600), 9), labels);
        var conformal =
                model.conformalize(
                        ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                        Arrays.copyOfRange(digits.x(), 600, 1000),
                        Arrays.copyOfRange(spread, 600, 1000));
        double[][] fresh = Arrays.copyOfRange(digits.x(), 1000, 1797);
        LabelSets sets = conformal.sets(fresh, Coverage.of(0.95));
        int covered = 0;
        for (int i = 0; i < fresh.length; i++) {
            int truth = spread[1000 + i];
            covered += IntStream.of(labels.labels(sets, i)).anyMatch(y -> y == truth) ? 1 : 0;
        }
        assertThat(covered / 797.0).isGreaterThan(0.92);
    }

    @Test
    void columnsMayStandInAnyOrderAndTheResponseMayBeAbsent() {
        var model = SmileClassifier.ofFrames(forest(3), KINDS);
        double[] p = all(model.predict(FRESH));
        DataFrame turned =
                FRESH.select(
                        "body_mass_g",
                        "island",
                        "bill_depth_mm",
                        "bill_length_mm",
                        "flipper_length_mm");
        assertThat(all(model.predict(turned))).isEqualTo(p);
        DataFrame more = turned.merge(DoubleVector.of("noise", new double[FRESH.size()]));
        assertThat(all(model.predict(more))).isEqualTo(p);
        assertThat(all(model.predict(FRESH))).isEqualTo(p);
    }

    @Test
    void equalSeedsGiveEqualBitsFromTrainingToSets() {
        LabelSets[] sets = new LabelSets[2];
        for (int run = 0; run < 2; run++) {
            sets[run] =
                    SmileClassifier.ofFrames(forest(5), KINDS)
                            .conformalize(
                                    ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                                    HELD_OUT,
                                    RealData.codes(HELD_OUT, "species"))
                            .sets(FRESH, Coverage.of(0.99));
        }
        assertThat(sets[1]).isEqualTo(sets[0]);
    }

    @Test
    void manyThreadsMayAskOneModelWithDifferentFrames() {
        var model = SmileClassifier.ofFrames(forest(7), KINDS);
        double[] p = all(model.predict(FRESH));
        List<double[]> results =
                IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(
                                run ->
                                        run % 2 == 0
                                                ? FRESH
                                                : FRESH.drop("species")
                                                        .of(
                                                                IntStream.range(0, FRESH.size())
                                                                        .toArray()))
                        .map(frame -> all(model.predict(frame)))
                        .toList();
        assertThat(results).allSatisfy(result -> assertThat(result).isEqualTo(p));
    }

    @Test
    void calibratorsStandBehindTheModel() {
        var model = SmileClassifier.ofFrames(forest(11), KINDS);
        int[] y = RealData.codes(HELD_OUT, "species");
        var fitted = TemperatureScaling.withDefaults().calibrate(model.predict(HELD_OUT), y);
        var corrected = model.calibrate(TemperatureScaling.withDefaults(), HELD_OUT, y);
        assertThat(all(corrected.predict(FRESH)))
                .isEqualTo(all(fitted.apply(model.predict(FRESH))))
                .isNotEqualTo(all(model.predict(FRESH)));
        assertThat(corrected.calibrations()).containsExactly(fitted);
        assertThat(corrected.calibrate(DirichletCalibrator.withDefaults(), HELD_OUT, y))
                .satisfies(twice -> assertThat(twice.calibrations()).hasSize(2));
        assertThat(model.calibrations()).isEmpty();
    }

    @Test
    void fittedPartsAreSavedAndPutInFrontOfAModelAgain() {
        RandomForest forest = forest(13);
        var model = SmileClassifier.ofFrames(forest, KINDS);
        var corrected =
                model.calibrate(
                        TemperatureScaling.withDefaults(),
                        RealData.rows(HELD_OUT, 0, 50),
                        RealData.codes(RealData.rows(HELD_OUT, 0, 50), "species"));
        DataFrame rest = RealData.rows(HELD_OUT, 50, 100);
        var conformal =
                corrected.conformalize(
                        ClassConformalizer.of(LeastAmbiguous.withDefaults())::conformalizeByClass,
                        rest,
                        RealData.codes(rest, "species"));
        var calibration =
                (org.guardband.classification.ClassCalibration)
                        ModelFiles.fromJson(ModelFiles.toJson(corrected.calibrations().get(0)));
        ConformalClassifier predictor =
                (ConformalClassifier) ModelFiles.fromJson(ModelFiles.toJson(conformal.predictor()));
        var again = SmileClassifier.ofFrames(forest, KINDS).with(calibration).with(predictor);
        List<Coverage> asked = List.of(Coverage.of(0.8), Coverage.of(0.95));
        assertThat(again.sets(FRESH, asked)).isEqualTo(conformal.sets(FRESH, asked));
    }

    @Test
    void groupsOfAColumnHaveTheirOwnThresholds() {
        var model = SmileClassifier.ofFrames(forest(17), KINDS);
        var conformal =
                model.conformalize(
                        ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                        HELD_OUT,
                        RealData.codes(HELD_OUT, "species"),
                        SmileGroups.column("island"));
        assertThat(conformal.predictor().calibrationSize()).isEqualTo(100);
        LabelSets sets = conformal.sets(FRESH, Coverage.of(0.9));
        assertThat(sets.size()).isEqualTo(FRESH.size());
        assertThat(SmileGroups.column("island").apply(FRESH).names())
                .containsExactlyInAnyOrder("Biscoe", "Dream", "Torgersen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conformal.sets(FRESH.drop("island"), Coverage.of(0.9)));
    }

    @Test
    void moreClassesThanTheModelKnowsHaveProbabilityZero() {
        double[][] x = {{0}, {1}, {2}, {3}, {10}, {11}, {12}, {13}};
        int[] y = {2, 2, 2, 2, 9, 9, 9, 9};
        var model = SmileClassifier.ofArrays(KNN.fit(x, y, 3), SmileLabels.of(y));
        CategoricalBatch wide =
                model.over(SmileLabels.of(1, 2, 5, 9)).predict(new double[][] {{0.5}, {12}});
        assertThat(all(wide)).containsExactly(0, 1, 0, 0, 0, 0, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.over(SmileLabels.of(1, 2, 5)))
                .withMessage("labels[1] must be one of [1, 2, 5], got 9");
    }

    /** Smile answers for a training row by its other neighbours, and for a copy by itself. */
    @Test
    void predictionsDependOnNumbersAlone() {
        double[][] x = {{0}, {1}, {2.5}};
        int[] y = {3, 5, 5};
        KNN<double[]> knn = KNN.fit(x, y, 1);
        assertThat(knn.predict(x[0])).isEqualTo(5);
        assertThat(knn.predict(x[0].clone())).isEqualTo(3);
        var model = SmileClassifier.ofArrays(knn, SmileLabels.of(y));
        assertThat(model.mostProbable(x)).containsExactly(3, 5, 5);
        assertThat(model.mostProbable(new double[][] {x[0].clone()})).containsExactly(3);
    }

    @Test
    void noRowsGiveNoRows() {
        assertThat(SmileClassifier.ofFrames(forest(19), KINDS).predict(FRESH.of(new int[0])).size())
                .isZero();
        RealData.Digits digits = RealData.digits().rows(0, 100);
        var model =
                SmileClassifier.ofArrays(
                        KNN.fit(digits.x(), digits.digit(), 3), SmileLabels.of(digits.digit()));
        assertThat(model.predict(new double[0][]).size()).isZero();
    }

    @Test
    void modelsWithoutProbabilitiesAreRefused() {
        double[][] x = {{0}, {1}, {2}, {3}};
        int[] y = {-1, -1, 1, 1};
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> SmileClassifier.ofArrays(SVM.fit(x, y, 1, 1e-3), SmileLabels.of(y)))
                .withMessageContaining(
                        "model must give class probabilities"
                                + " (smile.classification.SoftClassifier)")
                .withMessageContaining("gives labels only");
    }

    @Test
    void rowsThatSmileWouldTakeInSilenceAreRefused() {
        RealData.Digits digits = RealData.digits().rows(0, 200);
        var model =
                SmileClassifier.ofArrays(
                        LogisticRegression.fit(digits.x(), digits.digit(), 1, 1e-3, 20),
                        SmileLabels.of(digits.digit()));
        double[] bad = digits.x()[1].clone();
        bad[5] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new double[][] {digits.x()[0], bad}))
                .withMessage("rows[1][5] must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new double[][] {{1, 2}}))
                .withMessage(
                        "rows[0] must fit the model: Invalid input vector size: 2, expected: 64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new double[][] {{1, 2}, {1}}))
                .withMessage("rows[1] must have 2 columns as rows[0], got 1");
    }

    @Test
    void framesThatDoNotFitAreRefused() {
        var model = SmileClassifier.ofFrames(forest(23), KINDS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(FRESH.drop("body_mass_g")))
                .withMessageStartingWith("rows must have the columns of the model's")
                .withMessageContaining("bill_length_mm")
                .withMessageContaining("got [species, island, ");
        double[] holes = RealData.numbers(FRESH, "body_mass_g");
        holes[4] = Double.NaN;
        DataFrame missing = FRESH.drop("body_mass_g").merge(DoubleVector.of("body_mass_g", holes));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(missing))
                .withMessage("body_mass_g[4] must be finite, got NaN");
    }

    /** Smile itself reads the codes of another scale as if they were its own. */
    @Test
    void codesOfAnotherScaleAreRefused() {
        DataFrame fewer = FRESH.drop("island");
        String[] dream = new String[FRESH.size()];
        Arrays.fill(dream, "Dream");
        DataFrame recoded =
                fewer.merge(smile.data.vector.StringVector.of("island", dream)).factorize("island");
        var model = SmileClassifier.ofFrames(forest(29), KINDS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(recoded))
                .withMessage(
                        "column island must have the levels of the training rows,"
                                + " nominal[Biscoe, Dream, Torgersen], got nominal[Dream]");
    }

    @Test
    void labelsOfOtherTrainingRowsAreRefused() {
        RealData.Digits digits = RealData.digits().rows(0, 300);
        var knn = KNN.fit(digits.x(), digits.digit(), 5);
        for (SmileLabels wrong :
                List.of(
                        SmileLabels.of(IntStream.range(0, 9).toArray()),
                        SmileLabels.of(IntStream.range(0, 11).toArray()),
                        SmileLabels.of(IntStream.range(1, 11).toArray()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SmileClassifier.ofArrays(knn, wrong).predict(digits.x()))
                    .withMessageMatching("(?s)rows\\[\\d+\\] must fit the model: .*");
        }
    }
}
