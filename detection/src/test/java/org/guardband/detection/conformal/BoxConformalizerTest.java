package org.guardband.detection.conformal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.conformal.classification.LeastAmbiguous;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.set.BoxSets;
import org.guardband.core.set.Interval;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoxConformalizerTest {

    private static final Coverage EIGHTY = Coverage.of(0.8);

    /** An interval at this level misses the truth once in a billion times. */
    private static final Coverage SURE = Coverage.of(0.999999999);

    private static final int DRAWS = 2500;

    /** Predicted boxes, and truths whose errors are skewed, of one sign, and go together. */
    private record Pairs(Boxes predicted, Boxes truths) {

        static Pairs draw(int n, SplittableRandom random) {
            double[] p = new double[4 * n];
            double[] t = new double[4 * n];
            for (int i = 0; i < n; i++) {
                double size = 20 + 80 * random.nextDouble();
                double x = 200 * random.nextDouble();
                double y = 200 * random.nextDouble();
                double[] box = {x, y, x + size, y + 0.5 * size};
                double shared = -Math.log(1 - random.nextDouble());
                for (int side = 0; side < 4; side++) {
                    double out =
                            0.03 * size * (shared - 0.3 - 0.5 * Math.log(1 - random.nextDouble()));
                    p[4 * i + side] = box[side];
                    // Truths stick out of predictions much more often than not.
                    t[4 * i + side] = box[side] + (side < 2 ? -out : out);
                }
            }
            return new Pairs(Boxes.wrap(BoxForm.CORNERS, p), Boxes.wrap(BoxForm.CORNERS, t));
        }
    }

    private static boolean contains(BoxSets sets, int row, Boxes truths, int truth) {
        return sets.contains(
                row,
                truths.x(truth),
                truths.y(truth),
                truths.coordinate(truth, 2),
                truths.coordinate(truth, 3));
    }

    /** One pair many times: its own scores are the margins, and it may not fall out of its set. */
    @ParameterizedTest
    @EnumSource(BoxScale.class)
    void truthsThatRepeatAreNotLostToRounding(BoxScale scale) {
        for (int seed = 0; seed < 300; seed++) {
            Pairs pair = Pairs.draw(1, new SplittableRandom(seed));
            int[] often = new int[100];
            Boxes predicted = pair.predicted().select(often);
            Boxes truths = pair.truths().select(often);
            for (BoxBound bound : BoxBound.values()) {
                for (BoxConformalizer method :
                        List.of(
                                BoxConformalizer.bonferroni(bound),
                                BoxConformalizer.maxScore(bound))) {
                    BoxSets sets =
                            method.withScale(scale)
                                    .conformalize(predicted, truths)
                                    .sets(pair.predicted(), EIGHTY);
                    assertThat(contains(sets, 0, pair.truths(), 0))
                            .as("%s, pair %d", method.withScale(scale), seed)
                            .isTrue();
                }
            }
        }
    }

    /** The share of fresh pairs that are covered, by a fresh fit each. */
    private static long covered(
            Conformalizer<Boxes, Boxes, ConformalBoxes> method, int n, Coverage coverage) {
        return IntStream.range(0, DRAWS)
                .parallel()
                .filter(
                        r -> {
                            SplittableRandom random = new SplittableRandom(1000L * n + r);
                            Pairs held = Pairs.draw(n, random);
                            Pairs one = Pairs.draw(1, random);
                            return contains(
                                    method.conformalize(held.predicted, held.truths)
                                            .sets(one.predicted, coverage),
                                    0,
                                    one.truths,
                                    0);
                        })
                .count();
    }

    @ParameterizedTest
    @EnumSource(BoxBound.class)
    void largestScoresCoverExactlyAsAsked(BoxBound bound) {
        for (BoxScale scale : BoxScale.values()) {
            BoxConformalizer method = BoxConformalizer.maxScore(bound).withScale(scale);
            for (int n : new int[] {4, 20, 79}) {
                Interval share = ClopperPearson.of(covered(method, n, EIGHTY), DRAWS, SURE);
                double exact = EIGHTY.upperRank(n) / (n + 1.0);
                assertThat(share.lower()).as("%s %d", method, n).isLessThanOrEqualTo(exact);
                assertThat(share.upper()).as("%s %d", method, n).isGreaterThanOrEqualTo(exact);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BoxBound.class)
    void sidesTogetherCoverAtLeastAsAsked(BoxBound bound) {
        for (BoxScale scale : BoxScale.values()) {
            BoxConformalizer method = BoxConformalizer.bonferroni(bound).withScale(scale);
            for (int n : new int[] {39, 79}) {
                Interval share = ClopperPearson.of(covered(method, n, EIGHTY), DRAWS, SURE);
                assertThat(share.upper()).as("%s %d", method, n).isGreaterThanOrEqualTo(0.8);
            }
        }
    }

    /** Truths stick out on the right: the reference's sign there takes the margin away. */
    @Test
    void theReferencesSignDoesNotCover() {
        long covered =
                covered(
                        new ReferenceCompatibleBoxConformalizer(BoxBound.OUTER, BoxScale.PIXELS),
                        79,
                        EIGHTY);
        assertThat(ClopperPearson.of(covered, DRAWS, SURE).upper()).isLessThan(0.5);
    }

    @Test
    void theReferencesQuantilesAreOfPredictionLessTruth() {
        double[] p = new double[4 * 9];
        double[] t = new double[4 * 9];
        for (int i = 0; i < 9; i++) {
            for (int side = 0; side < 4; side++) {
                p[4 * i + side] = side < 2 ? 0 : 100;
                t[4 * i + side] = p[4 * i + side] - (i + 1) * (side + 1);
            }
        }
        ConformalBoxes fitted =
                new ReferenceCompatibleBoxConformalizer(BoxBound.OUTER, BoxScale.PIXELS)
                        .conformalize(Boxes.of(BoxForm.CORNERS, p), Boxes.of(BoxForm.CORNERS, t));
        // Rank 9 of 9 at 1 − 0.4/4 = 0.9.
        assertThat(fitted.outerMargins(Coverage.of(0.6))).containsExactly(9, 18, 27, 36);
        ConformalBoxes right =
                BoxConformalizer.bonferroni(BoxBound.OUTER)
                        .conformalize(Boxes.of(BoxForm.CORNERS, p), Boxes.of(BoxForm.CORNERS, t));
        assertThat(right.outerMargins(Coverage.of(0.6))).containsExactly(9, 18, -3, -4);
        assertThatThrownBy(
                        () ->
                                new ReferenceCompatibleBoxConformalizer(
                                        BoxBound.BOTH, BoxScale.PIXELS))
                .hasMessage("bound must be OUTER or INNER, got BOTH");
    }

    @Test
    void marginsAreByHand() {
        // Truths one pixel out on the left, two in on the right; boxes of width 10, height 20.
        Boxes predicted = Boxes.of(BoxForm.SIZE, 0, 0, 10, 20);
        Boxes truths = Boxes.of(BoxForm.CORNERS, -1, 0, 8, 20);
        Coverage half = Coverage.of(0.5);
        ConformalBoxes outer =
                BoxConformalizer.maxScore(BoxBound.OUTER).conformalize(predicted, truths);
        assertThat(outer.sets(predicted, half).outer(0)).containsExactly(-1, -1, 11, 21);
        assertThat(outer.sets(predicted, half).isInnerEmpty(0)).isTrue();
        ConformalBoxes inner =
                BoxConformalizer.maxScore(BoxBound.INNER)
                        .withScale(BoxScale.BOX_SIZE)
                        .conformalize(predicted, truths);
        assertThat(inner.innerMargins(half)[0]).isCloseTo(0.2, within(1e-15));
        assertThat(inner.sets(predicted, half).inner(0)).containsExactly(2, 4, 8, 16);
        assertThat(inner.sets(predicted, half).outer(0))
                .containsExactly(
                        Double.NEGATIVE_INFINITY,
                        Double.NEGATIVE_INFINITY,
                        Double.POSITIVE_INFINITY,
                        Double.POSITIVE_INFINITY);
    }

    @Test
    void setsGrowWithTheCoverageAndPermutationsChangeNothing() {
        SplittableRandom random = new SplittableRandom(5);
        Pairs held = Pairs.draw(200, random);
        Pairs fresh = Pairs.draw(50, random);
        int[] back = IntStream.range(0, 200).map(i -> 199 - i).toArray();
        for (BoxBound bound : BoxBound.values()) {
            for (BoxConformalizer method :
                    List.of(
                            BoxConformalizer.bonferroni(bound),
                            BoxConformalizer.maxScore(bound).withScale(BoxScale.BOX_SIZE))) {
                ConformalBoxes fitted = method.conformalize(held.predicted, held.truths);
                assertThat(
                                method.conformalize(
                                        held.predicted.select(back), held.truths.select(back)))
                        .isEqualTo(fitted);
                BoxSets small = fitted.sets(fresh.predicted, Coverage.of(0.5));
                BoxSets large = fitted.sets(fresh.predicted, Coverage.of(0.95));
                for (int i = 0; i < 50; i++) {
                    for (int side = 0; side < 4; side++) {
                        int sign = side < 2 ? 1 : -1;
                        assertThat(sign * large.outer(i)[side])
                                .isLessThanOrEqualTo(sign * small.outer(i)[side]);
                        assertThat(sign * large.inner(i)[side])
                                .isGreaterThanOrEqualTo(sign * small.inner(i)[side]);
                    }
                }
            }
        }
    }

    @Test
    void tooFewPairsGiveTheWholePlane() {
        Boxes none = Boxes.of(BoxForm.CORNERS);
        Boxes one = Boxes.of(BoxForm.CORNERS, 0, 0, 0, 5);
        for (BoxBound bound : BoxBound.values()) {
            for (BoxScale scale : BoxScale.values()) {
                ConformalBoxes fitted =
                        BoxConformalizer.bonferroni(bound)
                                .withScale(scale)
                                .conformalize(none, none);
                assertThat(fitted.calibrationSize()).isZero();
                assertThat(fitted.sets(one, EIGHTY).contains(0, -1e300, -7, 1e300, 9)).isTrue();
                assertThat(fitted.sets(none, EIGHTY).size()).isZero();
            }
        }
        // 1/α − 1 pairs are needed for one quantile, 4/α − 1 for four.
        SplittableRandom random = new SplittableRandom(1);
        Pairs four = Pairs.draw(4, random);
        assertThat(
                        BoxConformalizer.maxScore(BoxBound.OUTER)
                                .conformalize(four.predicted, four.truths)
                                .outerMargins(EIGHTY)[0])
                .isFinite();
        Pairs nineteen = Pairs.draw(19, random);
        assertThat(
                        BoxConformalizer.bonferroni(BoxBound.OUTER)
                                .conformalize(nineteen.predicted, nineteen.truths)
                                .outerMargins(EIGHTY))
                .doesNotContain(Double.POSITIVE_INFINITY);
        Pairs eighteen = Pairs.draw(18, random);
        assertThat(
                        BoxConformalizer.bonferroni(BoxBound.OUTER)
                                .conformalize(eighteen.predicted, eighteen.truths)
                                .outerMargins(EIGHTY))
                .containsOnly(Double.POSITIVE_INFINITY);
    }

    @Test
    void boxesWithoutWidthHaveNoRelativeMargin() {
        Boxes flat = Boxes.of(BoxForm.CORNERS, 5, 0, 5, 10, 0, 0, 10, 10);
        Boxes same = Boxes.of(BoxForm.CORNERS, 5, 0, 5, 10, -1, 0, 10, 10);
        ConformalBoxes fitted =
                BoxConformalizer.maxScore(BoxBound.OUTER)
                        .withScale(BoxScale.BOX_SIZE)
                        .conformalize(flat, same);
        BoxSets sets = fitted.sets(flat, Coverage.of(0.6));
        assertThat(sets.outer(0)).containsExactly(5, -1, 5, 11);
        assertThat(sets.outer(1)).containsExactly(-1, -1, 11, 11);
        assertThat(sets.contains(0, 5, 0, 5, 10)).isTrue();
    }

    @Test
    void modelsAreSavedToTheBit() {
        SplittableRandom random = new SplittableRandom(5);
        Pairs held = Pairs.draw(30, random);
        for (BoxBound bound : BoxBound.values()) {
            for (BoxConformalizer method :
                    List.of(
                            BoxConformalizer.bonferroni(bound),
                            BoxConformalizer.maxScore(bound).withScale(BoxScale.BOX_SIZE))) {
                ConformalBoxes fitted = method.conformalize(held.predicted, held.truths);
                assertThat(ModelFiles.fromDocument(fitted.toDocument())).isEqualTo(fitted);
            }
        }
        ModelDocument wrong =
                ModelDocument.of("conformal-boxes")
                        .put("bound", "AROUND")
                        .put("scale", "PIXELS")
                        .put("parts", 1)
                        .put("scores-0", new double[] {1})
                        .build();
        assertThatThrownBy(() -> ModelFiles.fromDocument(wrong))
                .isInstanceOf(ModelFormatException.class)
                .hasMessage("field \"bound\" must be one of [OUTER, INNER, BOTH], got AROUND");
        ModelDocument parts =
                ModelDocument.of("conformal-boxes")
                        .put("bound", "BOTH")
                        .put("scale", "PIXELS")
                        .put("parts", 4)
                        .build();
        assertThatThrownBy(() -> ModelFiles.fromDocument(parts))
                .hasMessage("field \"parts\" must be 1 or 8, got 4");
    }

    /** Objects of an image share their error: pairs are not exchangeable, images are. */
    @Test
    void imagesAreCoveredWhole() {
        ImageBoxConformalizer method = new ImageBoxConformalizer(BoxBound.BOTH, BoxScale.BOX_SIZE);
        int images = 19;
        long covered =
                IntStream.range(0, DRAWS)
                        .parallel()
                        .filter(
                                r -> {
                                    SplittableRandom random = new SplittableRandom(r);
                                    ImageBoxes held = images(images, random);
                                    ImageBoxes one = images(1, random);
                                    BoxSets sets =
                                            method.conformalize(held).sets(one.predicted(), EIGHTY);
                                    return IntStream.range(0, sets.size())
                                            .allMatch(i -> contains(sets, i, one.truths(), i));
                                })
                        .count();
        // Images without an object tie at −∞, which can only raise the coverage.
        assertThat(ClopperPearson.of(covered, DRAWS, SURE).upper()).isGreaterThanOrEqualTo(0.8);
        assertThat(ClopperPearson.of(covered, DRAWS, SURE).lower()).isLessThan(0.85);
    }

    private static ImageBoxes images(int images, SplittableRandom random) {
        int[] image =
                IntStream.range(0, images)
                        .flatMap(i -> IntStream.range(0, random.nextInt(5)).map(k -> i))
                        .toArray();
        Pairs pairs = Pairs.draw(image.length, random);
        double[] t = pairs.truths.toArray();
        double[] shift = random.doubles(images).map(u -> 10 * u).toArray();
        for (int i = 0; i < image.length; i++) {
            t[4 * i + 2] += shift[image[i]];
        }
        return ImageBoxes.of(pairs.predicted, Boxes.wrap(BoxForm.CORNERS, t), image, images);
    }

    @Test
    void labelsAndBoxesHoldTogether() {
        LabelledBoxConformalizer method =
                new LabelledBoxConformalizer(
                        ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                        BoxConformalizer.maxScore(BoxBound.OUTER));
        int n = 59;
        long covered =
                IntStream.range(0, DRAWS)
                        .parallel()
                        .filter(
                                r -> {
                                    SplittableRandom random = new SplittableRandom(r);
                                    double[] p = probabilities(n + 1, random);
                                    int[] labels = labels(p, random);
                                    Pairs held = Pairs.draw(n, random);
                                    Pairs one = Pairs.draw(1, random);
                                    ConformalLabelledBoxes fitted =
                                            method.conformalize(
                                                    new LabelledBoxes(
                                                            CategoricalBatch.of(
                                                                    Arrays.copyOf(p, 3 * n), 3),
                                                            held.predicted),
                                                    Arrays.copyOf(labels, n),
                                                    held.truths);
                                    LabelledBoxSets sets =
                                            fitted.sets(
                                                    new LabelledBoxes(
                                                            CategoricalBatch.of(
                                                                    Arrays.copyOfRange(
                                                                            p, 3 * n, 3 * n + 3),
                                                                    3),
                                                            one.predicted),
                                                    EIGHTY);
                                    return sets.labels().contains(0, labels[n])
                                            && contains(sets.boxes(), 0, one.truths, 0);
                                })
                        .count();
        assertThat(ClopperPearson.of(covered, DRAWS, SURE).upper()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void labelsAndBoxesAreSavedTogether() {
        SplittableRandom random = new SplittableRandom(3);
        double[] p = probabilities(20, random);
        Pairs held = Pairs.draw(20, random);
        ConformalLabelledBoxes fitted =
                new LabelledBoxConformalizer(
                                ClassConformalizer.of(LeastAmbiguous.withDefaults()),
                                BoxConformalizer.bonferroni(BoxBound.BOTH))
                        .conformalize(
                                new LabelledBoxes(CategoricalBatch.of(p, 3), held.predicted),
                                labels(p, random),
                                held.truths);
        assertThat(fitted.calibrationSize()).isEqualTo(20);
        assertThat(ModelFiles.fromDocument(fitted.toDocument())).isEqualTo(fitted);
    }

    private static double[] probabilities(int rows, SplittableRandom random) {
        double[] p = random.doubles(3L * rows).toArray();
        for (int i = 0; i < rows; i++) {
            double sum = p[3 * i] + p[3 * i + 1] + p[3 * i + 2];
            for (int k = 0; k < 3; k++) {
                p[3 * i + k] /= sum;
            }
        }
        return p;
    }

    private static int[] labels(double[] p, SplittableRandom random) {
        int[] labels = new int[p.length / 3];
        for (int i = 0; i < labels.length; i++) {
            double u = random.nextDouble();
            labels[i] = u < p[3 * i] ? 0 : u < p[3 * i] + p[3 * i + 1] ? 1 : 2;
        }
        return labels;
    }

    @Test
    void badInputIsNamed() {
        Boxes one = Boxes.of(BoxForm.CORNERS, 0, 0, 1, 1);
        Boxes none = Boxes.of(BoxForm.CORNERS);
        assertThatThrownBy(() -> BoxConformalizer.maxScore(BoxBound.BOTH).conformalize(one, none))
                .hasMessage("truths must have the length of the predicted boxes (1), got 0");
        assertThatThrownBy(() -> ImageBoxes.of(one, one, new int[] {3}, 3))
                .hasMessage("image[0] must be in [0, 3), got 3");
        assertThatThrownBy(() -> new LabelledBoxes(CategoricalBatch.of(new double[] {1}, 1), none))
                .hasMessage("boxes must have the length of labels (1), got 0");
    }
}
