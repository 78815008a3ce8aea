package org.guardband.ensembles.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.ImageTable;
import org.guardband.ensembles.MemberWeights;
import org.junit.jupiter.api.Test;

class DetectionPoolTest {

    private static final Catalogue WORLD =
            new Catalogue(
                    ImageTable.ofOneSize(List.of("one", "two"), 100, 100),
                    CategoryTable.of(List.of("cat", "dog")));

    private static DetectionBatch batch(
            int[] image, int[] category, double[] score, double... corners) {
        return DetectionBatch.of(WORLD, image, category, score, Boxes.of(BoxForm.CORNERS, corners));
    }

    private static final DetectionMembers THREE =
            new DetectionMembers(
                    List.of(
                            batch(
                                    new int[] {0, 1},
                                    new int[] {0, 1},
                                    new double[] {0.9, 0.6},
                                    0,
                                    0,
                                    10,
                                    10,
                                    5,
                                    5,
                                    9,
                                    9),
                            batch(
                                    new int[] {0, 0},
                                    new int[] {0, 1},
                                    new double[] {0.6, 0.8},
                                    1,
                                    0,
                                    11,
                                    10,
                                    0,
                                    0,
                                    10,
                                    10),
                            batch(
                                    new int[] {0},
                                    new int[] {0},
                                    new double[] {0.3},
                                    50,
                                    50,
                                    60,
                                    60)));

    @Test
    void fusesByHand() {
        FusedDetections fused = new WeightedBoxesFusion().apply(THREE);
        DetectionBatch out = fused.detections();
        assertThat(out.size()).isEqualTo(4);
        // boxes (0..10) of .9 and (1..11) of .6: two of three members
        assertThat(out.boxes().coordinate(0, 0)).isCloseTo(0.6 / 1.5, within(1e-15));
        assertThat(out.boxes().coordinate(0, 2)).isCloseTo(10 + 0.6 / 1.5, within(1e-14));
        assertThat(out.score(0)).isCloseTo(0.75 * 2 / 3, within(1e-15));
        assertThat(fused.support(0)).isEqualTo(2);
        assertThat(fused.spread(0, 0)).isCloseTo(Math.sqrt(0.4 * 0.6), within(1e-14));
        assertThat(fused.spread(0, 1)).isZero();
        // alone: a third of the score
        assertThat(out.score(1)).isCloseTo(0.1, within(1e-15));
        assertThat(out.category(2)).isEqualTo(1);
        assertThat(out.image(3)).isEqualTo(1);
        assertThat(fused.withSpread(0.5).sd().orElseThrow()[1]).isEqualTo(0.5);
    }

    @Test
    void weightsMultiplyScores() {
        FusedDetections fused =
                new WeightedBoxesFusion(0.55, MemberWeights.of(2, 1, 0)).apply(THREE);
        DetectionBatch out = fused.detections();
        // scores .9 · 2 and .6 · 1
        assertThat(out.boxes().coordinate(0, 0)).isCloseTo(0.6 / 2.4, within(1e-15));
        assertThat(out.score(0)).isCloseTo(1.2 * 2 / 3, within(1e-15));
        assertThat(out.score(1)).isZero();
    }

    @Test
    void suppressionKeepsTheBestBoxAsItIs() {
        FusedDetections kept = new MemberSuppression().apply(THREE);
        DetectionBatch out = kept.detections();
        assertThat(out.size()).isEqualTo(4);
        assertThat(out.score(0)).isEqualTo(0.9);
        assertThat(out.boxes().coordinate(0, 0)).isZero();
        assertThat(kept.support(0)).isEqualTo(2);
        assertThat(kept.spread(0, 0)).isPositive();
    }

    @Property(tries = 30)
    void aMemberAndItsCopiesFuseToItself(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] corners = new double[12];
        for (int i = 0; i < 3; i++) {
            double x = 30 * i + random.nextDouble(5);
            corners[4 * i] = x;
            corners[4 * i + 1] = random.nextDouble(5);
            corners[4 * i + 2] = x + 10;
            corners[4 * i + 3] = 20;
        }
        DetectionBatch one =
                batch(new int[] {0, 0, 0}, new int[3], new double[] {0.9, 0.5, 0.2}, corners);
        FusedDetections fused =
                new WeightedBoxesFusion().apply(new DetectionMembers(List.of(one, one, one)));
        assertThat(fused.detections().size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(fused.detections().score(i)).isCloseTo(one.score(i), within(1e-15));
            assertThat(fused.support(i)).isEqualTo(3);
            for (int c = 0; c < 4; c++) {
                assertThat(fused.detections().boxes().coordinate(i, c))
                        .isCloseTo(corners[4 * i + c], within(1e-12));
                assertThat(fused.spread(i, c)).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void nothingFoundIsAnEmptyBatch() {
        DetectionBatch none = batch(new int[0], new int[0], new double[0]);
        assertThat(
                        new WeightedBoxesFusion()
                                .apply(new DetectionMembers(List.of(none)))
                                .detections()
                                .size())
                .isZero();
    }

    @Test
    void scoresOfZeroFuseToo() {
        DetectionBatch zero = batch(new int[2], new int[2], new double[2], 0, 0, 9, 9, 0, 0, 9, 9);
        FusedDetections fused =
                new WeightedBoxesFusion().apply(new DetectionMembers(List.of(zero)));
        assertThat(fused.detections().size()).isEqualTo(1);
        assertThat(fused.detections().score(0)).isZero();
        assertThat(fused.detections().boxes().coordinate(0, 2)).isEqualTo(9);
    }

    @Test
    void badInputIsNamed() {
        Catalogue other =
                new Catalogue(
                        ImageTable.ofOneSize(List.of("three"), 1, 1),
                        CategoryTable.of(List.of("cat")));
        DetectionBatch far =
                DetectionBatch.of(
                        other, new int[0], new int[0], new double[0], Boxes.of(BoxForm.CORNERS));
        DetectionBatch near = batch(new int[0], new int[0], new double[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DetectionMembers(List.of(near, far)))
                .withMessage("members[1] must have the catalogue of members[0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberSuppression(1.5))
                .withMessage("threshold must be in [0, 1], got 1.5");
    }
}
