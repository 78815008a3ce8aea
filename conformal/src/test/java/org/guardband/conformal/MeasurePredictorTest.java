package org.guardband.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.core.Coverage;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.prediction.Categorical;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.ProbabilisticPrediction;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.prediction.Structured;
import org.junit.jupiter.api.Test;

class MeasurePredictorTest {

    /** A label and a number, whose law depends on the label. */
    record Reading(int label, double value) {}

    private static final ConformityMeasure<ProbabilisticPrediction, Reading> SURPRISE =
            (prediction, truth) -> {
                Structured parts = (Structured) prediction;
                return -Math.log(parts.part("label", Categorical.class).probability(truth.label()))
                        - parts.part("value", RealDistribution.class).logDensity(truth.value());
            };

    private static final class Drawn {

        private final List<Structured> predictions = new ArrayList<>();
        private final List<Reading> truths = new ArrayList<>();

        Drawn(int rows, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < rows; i++) {
                double p = 0.1 + 0.8 * random.nextDouble();
                double mean = random.nextDouble();
                int label = random.nextDouble() < p * p ? 0 : 1;
                predictions.add(
                        new Structured(
                                Map.of(
                                        "label",
                                        Categorical.of(p, 1 - p),
                                        "value",
                                        new Gaussian(mean, 1))));
                truths.add(new Reading(label, mean + label * 3 * (random.nextDouble() - 0.5)));
            }
        }
    }

    private static MeasurePredictor<Structured, Reading> fit(Drawn held) {
        return SplitConformal.<Structured, Reading>of(SURPRISE)
                .conformalize(held.predictions, held.truths);
    }

    @Test
    void coversStructuredOutputs() {
        CoverageSimulation simulation = new CoverageSimulation(10_000, 1);
        for (int n : new int[] {19, 20, 99}) {
            simulation.check("structured", Ties.NONE, n, MeasurePredictorTest::draw);
        }
    }

    private static boolean[] draw(int n, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        MeasurePredictor<Structured, Reading> fitted = fit(new Drawn(n, seeds.nextLong()));
        Drawn row = new Drawn(1, seeds.nextLong());
        boolean[] covered = new boolean[CoverageSimulation.COVERAGES.size()];
        for (int c = 0; c < covered.length; c++) {
            covered[c] =
                    fitted.sets(row.predictions, CoverageSimulation.COVERAGES.get(c))
                            .contains(0, row.truths.get(0));
        }
        return covered;
    }

    @Test
    void setsPValuesAndThresholdsSayTheSame() {
        Drawn held = new Drawn(150, 2);
        Drawn test = new Drawn(100, 3);
        MeasurePredictor<Structured, Reading> fitted = fit(held);
        List<Structured> turned = new ArrayList<>(held.predictions);
        List<Reading> turnedTruths = new ArrayList<>(held.truths);
        Collections.reverse(turned);
        Collections.reverse(turnedTruths);
        MeasurePredictor<Structured, Reading> other =
                SplitConformal.<Structured, Reading>of(SURPRISE).conformalize(turned, turnedTruths);
        assertThat(other.toDocument()).isEqualTo(fitted.toDocument());
        double before = Double.NEGATIVE_INFINITY;
        for (double share : new double[] {0.1, 0.5, 0.9, 0.99}) {
            Coverage coverage = Coverage.of(share);
            ImplicitSets<Structured, Reading> sets = fitted.sets(test.predictions, coverage);
            assertThat(sets.size()).isEqualTo(100);
            assertThat(sets.threshold())
                    .isGreaterThanOrEqualTo(before)
                    .isEqualTo(fitted.threshold(coverage));
            before = sets.threshold();
            for (int i = 0; i < 100; i++) {
                Structured row = test.predictions.get(i);
                Reading y = test.truths.get(i);
                boolean inside = sets.contains(i, y);
                assertThat(fitted.contains(row, y, coverage)).isEqualTo(inside);
                assertThat(fitted.pValue(row, y) > coverage.error() + 1e-12).isEqualTo(inside);
                assertThat(sets.among(i, List.of(y))).hasSize(inside ? 1 : 0);
            }
        }
    }

    @Test
    void withTooFewRowsEveryOutputIsInside() {
        Drawn test = new Drawn(1, 4);
        MeasurePredictor<Structured, Reading> none = fit(new Drawn(0, 5));
        assertThat(none.calibrationSize()).isZero();
        assertThat(none.threshold(Coverage.of(0.5))).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(none.contains(test.predictions.get(0), new Reading(1, 1e9), Coverage.of(0.01)))
                .isTrue();
        assertThat(fit(new Drawn(8, 6)).threshold(Coverage.of(0.9)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(fit(new Drawn(9, 6)).threshold(Coverage.of(0.9))).isFinite();
    }

    @Test
    void comesBackWithItsMeasure() {
        MeasurePredictor<Structured, Reading> fitted = fit(new Drawn(30, 7));
        MeasurePredictor<Structured, Reading> back =
                MeasurePredictor.read(fitted.toDocument(), SURPRISE);
        assertThat(back.toDocument()).isEqualTo(fitted.toDocument());
        assertThat(back).hasToString(fitted.toString());
        assertThatThrownBy(
                        () ->
                                MeasurePredictor.<Structured, Reading>read(
                                        ModelDocument.of("lac").build(), SURPRISE))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("expected conformity-measure, got a lac document");
    }

    @Test
    void badInputIsRefused() {
        Drawn held = new Drawn(2, 8);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SplitConformal.<Structured, Reading>of(SURPRISE)
                                        .conformalize(held.predictions, List.of()))
                .withMessage("truths must have the length of the predictions (2), got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                SplitConformal.<Structured, Reading>of((p, y) -> Double.NaN)
                                        .conformalize(held.predictions, held.truths))
                .withMessage("scores[0] must not be NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                fit(held)
                                        .sets(held.predictions, Coverage.of(0.9))
                                        .contains(2, held.truths.get(0)))
                .withMessage("row must be in [0, 2), got 2");
    }
}
