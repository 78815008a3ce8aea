package org.guardband.detection.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.AdaptivePredictionSets;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.junit.jupiter.api.Test;

class JointLabelledBoxesTest {

    private static final Coverage EIGHTY = Coverage.of(0.8);
    private static final Coverage SURE = Coverage.of(0.999999999);
    private static final int DRAWS = 2500;
    private static final int LABELS = 3;

    /** Unsure labels go with bad boxes; the third label is rare and its boxes are worse. */
    private static LabelledPairs draw(int n, SplittableRandom random) {
        double[] p = new double[LABELS * n];
        int[] labels = new int[n];
        double[] predicted = new double[4 * n];
        double[] truths = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double trouble = random.nextDouble();
            int likely = random.nextDouble() < 0.15 ? 2 : random.nextInt(2);
            double top = 1 - 0.6 * trouble;
            for (int k = 0; k < LABELS; k++) {
                p[LABELS * i + k] = k == likely ? top : (1 - top) / 2;
            }
            double u = random.nextDouble();
            labels[i] = u < top ? likely : (likely + (random.nextBoolean() ? 1 : 2)) % LABELS;
            double wide = (labels[i] == 2 ? 12 : 4) * (0.2 + trouble);
            for (int side = 0; side < 4; side++) {
                predicted[4 * i + side] = side < 2 ? 0 : 100;
                truths[4 * i + side] =
                        predicted[4 * i + side]
                                + (side < 2 ? -1 : 1) * wide * (random.nextDouble() - 0.2);
            }
        }
        return LabelledPairs.of(
                new LabelledBoxes(
                        CategoricalBatch.of(p, LABELS), Boxes.of(BoxForm.CORNERS, predicted)),
                labels,
                Boxes.of(BoxForm.CORNERS, truths));
    }

    private static boolean covers(LabelledBoxSets sets, LabelledPairs pairs, int row) {
        Boxes truths = pairs.boxes();
        return sets.labels().contains(row, pairs.labels()[row])
                && sets.boxes()
                        .contains(
                                row,
                                truths.coordinate(row, 0),
                                truths.coordinate(row, 1),
                                truths.coordinate(row, 2),
                                truths.coordinate(row, 3));
    }

    private static List<JointLabelledBoxConformalizer> methods() {
        ClassScore plain = LeastAmbiguous.withDefaults();
        return List.of(
                new JointLabelledBoxConformalizer(plain, BoxConformalizer.maxScore(BoxBound.OUTER)),
                new JointLabelledBoxConformalizer(
                        plain, BoxConformalizer.bonferroni(BoxBound.BOTH)),
                new JointLabelledBoxConformalizer(
                        AdaptivePredictionSets.randomized(5),
                        BoxConformalizer.bonferroni(BoxBound.OUTER).withScale(BoxScale.BOX_SIZE)));
    }

    @Test
    void labelAndBoxAreCoveredTogether() {
        for (JointLabelledBoxConformalizer method : methods()) {
            for (int n : new int[] {9, 60}) {
                long covered =
                        IntStream.range(0, DRAWS)
                                .parallel()
                                .filter(
                                        r -> {
                                            SplittableRandom random = new SplittableRandom(r);
                                            LabelledPairs held = draw(n, random);
                                            LabelledPairs one = draw(1, random);
                                            return covers(
                                                    method.conformalize(held)
                                                            .sets(one.predicted(), EIGHTY),
                                                    one,
                                                    0);
                                        })
                                .count();
                assertThat(ClopperPearson.of(covered, DRAWS, SURE).upper())
                        .as("%s %d", method, n)
                        .isGreaterThanOrEqualTo(0.8);
            }
        }
    }

    @Test
    void everyLabelIsCovered() {
        JointLabelledBoxConformalizer method = methods().get(0);
        int[] covered = new int[LABELS];
        int[] all = new int[LABELS];
        for (int r = 0; r < DRAWS; r++) {
            SplittableRandom random = new SplittableRandom(r);
            LabelledPairs held = draw(120, random);
            LabelledPairs some = draw(4, random);
            LabelledBoxSets sets =
                    method.conformalizeByLabel(held, 5).sets(some.predicted(), EIGHTY);
            // one draw a label, so that draws are independent
            boolean[] seen = new boolean[LABELS];
            for (int i = 0; i < some.size(); i++) {
                int label = some.labels()[i];
                if (!seen[label]) {
                    seen[label] = true;
                    all[label]++;
                    covered[label] += covers(sets, some, i) ? 1 : 0;
                }
            }
        }
        for (int k = 0; k < LABELS; k++) {
            assertThat(ClopperPearson.of(covered[k], all[k], SURE).upper())
                    .as("label %d", k)
                    .isGreaterThanOrEqualTo(0.8);
        }
    }

    /** Where trouble with label and box goes together, dividing the error gives away a part. */
    @Test
    void setsAreSmallerThanByTheUnionBound() {
        SplittableRandom random = new SplittableRandom(11);
        LabelledPairs held = draw(4000, random);
        LabelledPairs fresh = draw(2000, random);
        LeastAmbiguous score = LeastAmbiguous.withDefaults();
        BoxConformalizer whole = BoxConformalizer.maxScore(BoxBound.OUTER);
        for (BoxConformalizer boxes : List.of(whole, BoxConformalizer.bonferroni(BoxBound.OUTER))) {
            LabelledBoxSets joint =
                    new JointLabelledBoxConformalizer(score, boxes)
                            .conformalize(held)
                            .sets(fresh.predicted(), EIGHTY);
            LabelledBoxSets union =
                    new LabelledBoxConformalizer(ClassConformalizer.of(score), boxes)
                            .conformalize(held.predicted(), held.labels(), held.boxes())
                            .sets(fresh.predicted(), EIGHTY);
            int smaller = 0;
            int larger = 0;
            for (int i = 0; i < fresh.size(); i++) {
                smaller += union.labels().cardinality(i) - joint.labels().cardinality(i);
                larger += joint.boxes().outer(i)[2] > union.boxes().outer(i)[2] ? 1 : 0;
            }
            // by sides a label has the share of one side, which is less than half
            assertThat(smaller > 0).isEqualTo(boxes == whole);
            assertThat(larger).isZero();
        }
    }

    @Test
    void setsGrowWithTheCoverageAndAgreeWithPValues() {
        SplittableRandom random = new SplittableRandom(2);
        LabelledPairs held = draw(100, random);
        LabelledPairs fresh = draw(200, random);
        for (JointLabelledBoxConformalizer method : methods()) {
            for (JointLabelledBoxes fitted :
                    List.of(method.conformalize(held), method.conformalizeByLabel(held, 20))) {
                double[] p = fitted.pValues(fresh.predicted(), fresh.labels(), fresh.boxes());
                LabelledBoxSets small = fitted.sets(fresh.predicted(), Coverage.of(0.6));
                LabelledBoxSets large = fitted.sets(fresh.predicted(), Coverage.of(0.9));
                for (int i = 0; i < fresh.size(); i++) {
                    // a box may be in through another label's margins, never out by its own
                    if (p[i] > 0.1 + 1e-12) {
                        assertThat(covers(large, fresh, i)).isTrue();
                    }
                    for (int k = 0; k < LABELS; k++) {
                        assertThat(large.labels().contains(i, k) || !small.labels().contains(i, k))
                                .isTrue();
                    }
                    assertThat(large.boxes().outer(i)[3])
                            .isGreaterThanOrEqualTo(small.boxes().outer(i)[3]);
                }
            }
        }
    }

    @Test
    void rareLabelsShareAPool() {
        LabelledPairs held = draw(60, new SplittableRandom(6));
        int[] count = new int[LABELS];
        Arrays.stream(held.labels()).forEach(label -> count[label]++);
        JointLabelledBoxConformalizer method = methods().get(0);
        JointLabelledBoxes all = method.conformalizeByLabel(held, 1000);
        assertThat(all.calibrationSize(0)).isEqualTo(60);
        assertThat(all.sets(held.predicted(), EIGHTY))
                .isEqualTo(method.conformalize(held).sets(held.predicted(), EIGHTY));
        JointLabelledBoxes each = method.conformalizeByLabel(held, 1);
        for (int k = 0; k < LABELS; k++) {
            assertThat(each.calibrationSize(k)).isEqualTo(count[k]);
        }
        assertThat(each.calibrationSize()).isEqualTo(60);
        assertThat(each)
                .hasToString(
                        "JointLabelledBoxes["
                                + LeastAmbiguous.withDefaults()
                                + ", OUTER, PIXELS, 3 pools, n=60]");
    }

    @Test
    void nothingHeldOutLeavesEverythingOpen() {
        SplittableRandom random = new SplittableRandom(1);
        LabelledPairs none = draw(0, random);
        LabelledPairs one = draw(1, random);
        for (JointLabelledBoxConformalizer method : methods()) {
            JointLabelledBoxes fitted = method.conformalize(none);
            LabelledBoxSets sets = fitted.sets(one.predicted(), EIGHTY);
            assertThat(sets.labels().cardinality(0)).isEqualTo(LABELS);
            assertThat(sets.boxes().contains(0, -1e300, -7, 1e300, 9)).isTrue();
            assertThat(fitted.sets(none.predicted(), EIGHTY).labels().size()).isZero();
        }
    }

    @Test
    void modelsAreSavedToTheBit() {
        LabelledPairs held = draw(40, new SplittableRandom(5));
        for (JointLabelledBoxConformalizer method : methods()) {
            for (JointLabelledBoxes fitted :
                    List.of(method.conformalize(held), method.conformalizeByLabel(held, 8))) {
                assertThat(ModelFiles.fromDocument(fitted.toDocument()))
                        .isEqualTo(fitted)
                        .hasSameHashCodeAs(fitted);
            }
        }
        ModelDocument whole = methods().get(0).conformalize(held).toDocument();
        ModelDocument damaged =
                ModelDocument.of("joint-labelled-boxes")
                        .put("score", whole.child("score"))
                        .put("bound", "OUTER")
                        .put("scale", "PIXELS")
                        .putChildren("pools", whole.children("pools"))
                        .put("poolOf", new int[] {0, 0, 1})
                        .build();
        assertThatThrownBy(() -> ModelFiles.fromDocument(damaged))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("field \"poolOf\" must hold a pool of one kind for every label");
    }

    /** A cat taken for a dog: COCO's matching would leave the pair out. */
    @Test
    void pairsAreMatchedByTheirBoxesAlone() {
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.withoutSizes(List.of("a")),
                        CategoryTable.of(List.of("cat", "dog")));
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                        catalogue,
                        new int[2],
                        new int[] {0, 1},
                        Boxes.of(BoxForm.SIZE, 0, 0, 10, 10, 50, 50, 10, 10));
        DetectionBatch found =
                DetectionBatch.of(
                        catalogue,
                        new int[2],
                        new int[] {1, 1},
                        new double[] {0.9, 0.8},
                        Boxes.of(BoxForm.SIZE, 1, 0, 10, 10, 200, 0, 10, 10));
        assertThatThrownBy(() -> LabelledPairs.of(found, truth, 0.5))
                .hasMessage("detections must have probabilities of the categories");
        LabelledPairs pairs =
                LabelledPairs.of(
                        found.withLabels(CategoricalBatch.of(new double[] {0.3, 0.7, 0.1, 0.9}, 2)),
                        truth,
                        0.5);
        assertThat(pairs.labels()).containsExactly(0);
        assertThat(pairs.predicted().boxes().x(0)).isEqualTo(1);
        assertThat(pairs.boxes().x(0)).isZero();
    }

    @Test
    void badInputIsNamed() {
        LabelledPairs held = draw(5, new SplittableRandom(5));
        assertThatThrownBy(() -> methods().get(0).conformalizeByLabel(held, 0))
                .hasMessage("minimumSize must be >= 1, got 0");
        assertThatThrownBy(
                        () ->
                                LabelledPairs.of(
                                        held.predicted(), new int[] {0, 0, 0, 0, 3}, held.boxes()))
                .hasMessage("labels[4] must be in [0, 3), got 3");
        LabelledBoxes others =
                new LabelledBoxes(
                        CategoricalBatch.of(new double[] {0.5, 0.5}, 2),
                        Boxes.of(BoxForm.CORNERS, 0, 0, 1, 1));
        assertThatThrownBy(() -> methods().get(0).conformalize(held).sets(others, EIGHTY))
                .hasMessageStartingWith("labels must be those of the held-out detections, ");
    }
}
