package org.guardband.conformal.classification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.conformal.CoverageSimulation;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.Weighted;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.LabelSets;
import org.junit.jupiter.api.Test;

/** Weighted sets: covariate shift by rows, label shift by classes. */
class ShiftTest {

    private static final List<Coverage> COVERAGES =
            List.of(Coverage.of(0.5), Coverage.of(0.8), Coverage.of(0.9), Coverage.of(0.95));

    private static final int CLASSES = 6;

    private final CategoricalBatch heldOut = Rows.batch(1, 211, CLASSES, 2);
    private final int[] labels = Rows.labels(2, heldOut);
    private final CategoricalBatch test = Rows.batch(3, 100, CLASSES, 2);

    static List<ClassConformalizer> methods() {
        return List.of(
                ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                ClassConformalizer.of(AdaptivePredictionSets.randomized(4)),
                ClassConformalizer.of(TopK.withDefaults()).withNonEmptySets());
    }

    @Test
    void equalWeightsAreNoWeights() {
        double[] own = filled(test.size(), 0.7);
        for (ClassConformalizer method : methods()) {
            ConformalClassifier plain = method.conformalize(heldOut, labels);
            WeightedConformalClassifier weighted =
                    method.conformalize(new Weighted<>(heldOut, filled(211, 0.7)), labels);
            ConformalClassifier byLabel =
                    method.conformalizeUnderLabelShift(heldOut, labels, filled(CLASSES, 3));
            assertThat(weighted.sets(new Weighted<>(test, own), COVERAGES))
                    .isEqualTo(plain.sets(test, COVERAGES));
            assertThat(byLabel.sets(test, COVERAGES)).isEqualTo(plain.sets(test, COVERAGES));
            assertThat(weighted.effectiveSize()).isCloseTo(211, within(1e-9));
            assertThat(byLabel.effectiveSize()).isCloseTo(211, within(1e-9));
            assertThat(plain.effectiveSize()).isEqualTo(211);
        }
    }

    @Test
    void setsHoldTheLabelsWhosePValueExceedsTheError() {
        double[] weights = dyadic(211, 5);
        double[] own = dyadic(100, 6);
        double[] labelWeights = {0, 0.5, 1, 2, 4, 0.25};
        for (ClassConformalizer method : methods().subList(0, 2)) {
            WeightedConformalClassifier weighted =
                    method.conformalize(new Weighted<>(heldOut, weights), labels);
            Weighted<CategoricalBatch> rows = new Weighted<>(test, own);
            ConformalClassifier byLabel =
                    method.conformalizeUnderLabelShift(heldOut, labels, labelWeights);
            for (Coverage coverage : COVERAGES) {
                LabelSets sets = weighted.sets(rows, coverage);
                LabelSets setsByLabel = byLabel.sets(test, coverage);
                for (int k = 0; k < CLASSES; k++) {
                    int[] label = new int[100];
                    Arrays.fill(label, k);
                    double[] p = weighted.pValues(rows, label);
                    double[] pByLabel = byLabel.pValues(test, label);
                    for (int i = 0; i < 100; i++) {
                        double error = coverage.error() + 1e-9;
                        assertThat(sets.contains(i, k)).isEqualTo(p[i] > error);
                        assertThat(setsByLabel.contains(i, k)).isEqualTo(pByLabel[i] > error);
                    }
                }
            }
        }
    }

    @Test
    void modelsComeBack() {
        for (ClassConformalizer method : methods()) {
            WeightedConformalClassifier weighted =
                    method.conformalize(new Weighted<>(heldOut, dyadic(211, 7)), labels);
            Weighted<CategoricalBatch> rows = new Weighted<>(test, dyadic(100, 8));
            WeightedConformalClassifier back =
                    (WeightedConformalClassifier) ModelFiles.fromJson(ModelFiles.toJson(weighted));
            assertThat(back).isEqualTo(weighted).hasSameHashCodeAs(weighted);
            assertThat(back.sets(rows, COVERAGES)).isEqualTo(weighted.sets(rows, COVERAGES));
            ConformalClassifier byLabel =
                    method.conformalizeUnderLabelShift(heldOut, labels, dyadic(CLASSES, 9));
            ConformalClassifier loaded =
                    (ConformalClassifier) ModelFiles.fromJson(ModelFiles.toJson(byLabel));
            assertThat(loaded).isEqualTo(byLabel).hasSameHashCodeAs(byLabel);
            assertThat(loaded.sets(test, COVERAGES)).isEqualTo(byLabel.sets(test, COVERAGES));
        }
    }

    @Test
    void damagedModelsAreRefused() {
        assertThatThrownBy(
                        () ->
                                ModelFiles.fromDocument(
                                        lac("label-shift")
                                                .put("label-weights", new double[] {1})
                                                .build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("field \"label-weights\" must have one weight per label");
        assertThatThrownBy(
                        () ->
                                ModelFiles.fromDocument(
                                        lac("label-shift")
                                                .put("label-weights", new double[] {1, -1})
                                                .build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(
                        "damaged lac model: label-weights[1] must be >= 0 and finite, got -1.0");
        assertThatThrownBy(() -> ModelFiles.fromDocument(lac("cell").build()))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(
                        "field \"taxonomy\" must be \"none\", \"class\", \"group\", \"weight\","
                                + " \"fixed-weight\", \"label-shift\", \"cluster\", \"fold\" or"
                                + " \"conditional\","
                                + " got \"cell\"");
    }

    private static ModelDocument.Builder lac(String taxonomy) {
        return ModelDocument.of("lac")
                .put("taxonomy", taxonomy)
                .putTexts("labels", List.of("a", "b"))
                .put("non-empty", false)
                .put("scores", new double[] {0.5})
                .put("weights", new double[] {1});
    }

    @Test
    void badWeightsAreRefused() {
        ClassConformalizer method = methods().get(0);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> method.conformalizeUnderLabelShift(heldOut, labels, new double[2]))
                .withMessage("labelWeights must have the length of the classes (6), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                method.conformalizeUnderLabelShift(
                                        heldOut, labels, new double[] {1, 1, 1, 1, 1, -1}))
                .withMessage("labelWeights[5] must be >= 0 and finite, got -1.0");
        CategoricalBatch none = CategoricalBatch.wrap(new double[0], CLASSES);
        ConformalClassifier empty =
                method.conformalizeUnderLabelShift(none, new int[0], filled(CLASSES, 1));
        assertThat(empty.sets(test, Coverage.of(0.5)).contains(0, 5)).isTrue();
    }

    /** Labels 0.6, 0.3, 0.1 in calibration and 0.1, 0.3, 0.6 in test rows; the last is hard. */
    @Test
    void coversUnderLabelShiftWhereEqualWeightsDoNot() {
        CoverageSimulation simulation = new CoverageSimulation(30_000, 21);
        double[] ratio = {1.0 / 6, 1, 6};
        double[] estimated = estimated();
        simulation.check("ratio", Ties.POSSIBLE, 60, (n, s) -> byLabel(n, s, ratio));
        // 20 000 rows a side leave an error in the weights that costs less than chance shows
        simulation.check("estimated", Ties.POSSIBLE, 60, (n, s) -> byLabel(n, s, estimated));
        assertThatThrownBy(
                        () ->
                                simulation.check(
                                        "ignored",
                                        Ties.POSSIBLE,
                                        60,
                                        (n, s) -> byLabel(n, s, filled(3, 1))))
                .isInstanceOf(AssertionError.class);
    }

    private static double[] estimated() {
        Drawn held = new Drawn(20_000, 31, new double[] {0.6, 0.3, 0.1});
        Drawn shifted = new Drawn(20_000, 32, new double[] {0.1, 0.3, 0.6});
        double[] weights = BlackBoxShift.weights(held.batch(), held.labels, shifted.batch());
        double[] ratio = {1.0 / 6, 1, 6};
        for (int k = 0; k < 3; k++) {
            // five standard errors, about
            assertThat(weights[k]).isCloseTo(ratio[k], within(0.1 + 0.1 * ratio[k]));
        }
        return weights;
    }

    private static boolean[] byLabel(int n, long seed, double[] weights) {
        SplittableRandom seeds = new SplittableRandom(seed);
        Drawn held = new Drawn(n, seeds.nextLong(), new double[] {0.6, 0.3, 0.1});
        Drawn row = new Drawn(1, seeds.nextLong(), new double[] {0.1, 0.3, 0.6});
        ConformalClassifier fitted =
                ClassConformalizer.of(LeastAmbiguous.withDefaults())
                        .conformalizeUnderLabelShift(held.batch(), held.labels, weights);
        boolean[] covered = new boolean[CoverageSimulation.COVERAGES.size()];
        List<LabelSets> sets = fitted.sets(row.batch(), CoverageSimulation.COVERAGES);
        for (int c = 0; c < covered.length; c++) {
            covered[c] = sets.get(c).contains(0, row.labels[0]);
        }
        return covered;
    }

    /** Rows whose features depend on the label alone. */
    private static final class Drawn {

        private final double[] p;
        private final int[] labels;

        Drawn(int rows, long seed, double[] shares) {
            SplittableRandom random = new SplittableRandom(seed);
            p = new double[3 * rows];
            labels = new int[rows];
            for (int i = 0; i < rows; i++) {
                double u = random.nextDouble();
                labels[i] = u < shares[0] ? 0 : u < shares[0] + shares[1] ? 1 : 2;
                double own = (labels[i] == 2 ? 0.8 : 0.95) - 0.5 * random.nextDouble();
                double split = random.nextDouble();
                p[3 * i + labels[i]] = own;
                p[3 * i + (labels[i] + 1) % 3] = (1 - own) * split;
                p[3 * i + (labels[i] + 2) % 3] = (1 - own) * (1 - split);
            }
        }

        CategoricalBatch batch() {
            return CategoricalBatch.wrap(p, 3);
        }
    }

    @Test
    void aPerfectClassifierGivesTheRatioOfShares() {
        CategoricalBatch held = CategoricalBatch.of(new double[] {1, 0, 1, 0, 0, 1, 1, 0}, 2);
        CategoricalBatch shifted = CategoricalBatch.of(new double[] {0, 1, 1, 0}, 2);
        double[] weights = BlackBoxShift.weights(held, new int[] {0, 0, 1, 0}, shifted);
        assertThat(weights[0]).isCloseTo(0.5 / 0.75, within(1e-15));
        assertThat(weights[1]).isCloseTo(0.5 / 0.25, within(1e-15));
        // one predicted as the other: w solves 0.5 w0 + 0.25 w1 = 0 and 0.25 w1 = 1, cut at 0
        CategoricalBatch confused = CategoricalBatch.of(new double[] {1, 0, 1, 0, 1, 0, 0, 1}, 2);
        CategoricalBatch ones = CategoricalBatch.of(new double[] {0, 1}, 2);
        assertThat(BlackBoxShift.weights(confused, new int[] {0, 0, 1, 1}, ones))
                .containsExactly(0, 4);
    }

    @Test
    void whatDoesNotTellTheSharesIsRefused() {
        CategoricalBatch ones = CategoricalBatch.of(new double[] {1, 0, 1, 0}, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlackBoxShift.weights(ones, new int[] {0, 1}, ones))
                .withMessage(
                        "confusion matrix of the held-out rows must not be singular: the predicted"
                                + " labels do not tell the shares of all classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlackBoxShift.weights(heldOut, labels, ones))
                .withMessageStartingWith("test must have the classes of the held-out rows, ");
        CategoricalBatch none = CategoricalBatch.wrap(new double[0], 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlackBoxShift.weights(none, new int[0], ones))
                .withMessage("heldOut rows must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlackBoxShift.weights(ones, new int[] {0, 1}, none))
                .withMessage("test rows must be >= 1, got 0");
    }

    private static double[] filled(int n, double value) {
        double[] out = new double[n];
        Arrays.fill(out, value);
        return out;
    }

    private static double[] dyadic(int n, long seed) {
        return new SplittableRandom(seed).ints(n, 0, 64).mapToDouble(i -> i / 8.0).toArray();
    }
}
