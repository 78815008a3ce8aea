package org.guardband.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.prediction.Categorical;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.GaussianVector;
import org.guardband.core.prediction.SampleVector;
import org.guardband.core.prediction.Structured;
import org.junit.jupiter.api.Test;

class TypesTest {

    private static final Catalogue CATALOGUE =
            new Catalogue(
                    ImageTable.ofOneSize(List.of("7", "9"), 100, 50),
                    CategoryTable.of(List.of("cat", "dog", "emu")));

    private static DetectionBatch two() {
        return DetectionBatch.of(
                CATALOGUE,
                new int[] {0, 1},
                new int[] {2, 0},
                new double[] {0.75, 0.5},
                Boxes.of(BoxForm.SIZE, 1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void aDetectionIsAPredictionWithThreeParts() {
        Detection detection = two().detection(0);
        assertThat(detection.image()).isEqualTo("7");
        assertThat(detection.category()).isEqualTo("3");
        assertThat(detection.box()).isEqualTo(new Box(1, 2, 3, 4));
        Structured parts = detection.prediction();
        assertThat(parts.part(Detection.LABEL, Categorical.class))
                .isEqualTo(Categorical.of(0, 0, 1));
        assertThat(parts.part(Detection.OBJECTNESS, Categorical.class))
                .isEqualTo(Categorical.of(0.25, 0.75));
        assertThat(parts.part(Detection.BOX, SampleVector.class))
                .isEqualTo(SampleVector.of(new double[] {1, 2, 3, 4}, 4));
    }

    @Test
    void uncertainBoxesAndClassProbabilitiesComeThrough() {
        DetectionBatch batch =
                two().withSd(new double[] {1, 2, 3, 4, 1, 1, 1, 1})
                        .withLabels(CategoricalBatch.of(new double[] {0.2, 0.3, 0.5, 1, 0, 0}, 3));
        Structured first = batch.get(0);
        assertThat(first.part(Detection.LABEL, Categorical.class))
                .isEqualTo(Categorical.of(0.2, 0.3, 0.5));
        assertThat(first.part(Detection.BOX, GaussianVector.class).marginal(3))
                .isEqualTo(new Gaussian(4, 4));
        assertThat(batch.coordinate(3).get(0)).isEqualTo(new Gaussian(4, 4));
        DetectionBatch second = batch.select(new int[] {1});
        assertThat(second.get(0)).isEqualTo(batch.get(1));
        assertThat(batch.withBoxes(batch.boxes()).sd()).isEmpty();
    }

    @Test
    void boxesTurnIntoOtherForms() {
        Boxes boxes = Boxes.of(BoxForm.SIZE, 1, 2, 3, 4, 0, 0, 0, 0);
        assertThat(boxes.to(BoxForm.CORNERS).toArray()).containsExactly(1, 2, 4, 6, 0, 0, 0, 0);
        assertThat(boxes.to(BoxForm.CENTRE).toArray()).containsExactly(2.5, 4, 3, 4, 0, 0, 0, 0);
        for (BoxForm form : BoxForm.values()) {
            assertThat(boxes.to(form).to(BoxForm.SIZE)).isEqualTo(boxes);
            assertThat(boxes.to(form).get(0)).isEqualTo(boxes.get(0));
        }
        assertThat(boxes.area(0)).isEqualTo(12);
    }

    @Test
    void overlapIsIntersectionOverUnion() {
        Box box = new Box(0, 0, 2, 2);
        assertThat(box.iou(new Box(1, 1, 2, 2))).isCloseTo(1 / 7.0, within(1e-15));
        assertThat(box.iou(new Box(2, 0, 2, 2))).isZero();
        assertThat(box.iou(new Box(0.5, 0.5, 0, 0))).isZero();
        assertThat(box.iou(box)).isEqualTo(1);
        assertThat(Iou.of(0, 0, 1, 1, 0, 0, 10, 10, true)).isEqualTo(1);
    }

    @Test
    void badBoxesAreNamed() {
        assertThatThrownBy(() -> Boxes.of(BoxForm.SIZE, 0, 0, 1, 1, 0, 0, -3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("boxes[1].width must be >= 0, got -3.0");
        assertThatThrownBy(() -> Boxes.of(BoxForm.CORNERS, 5, 0, 4, 1))
                .hasMessage("boxes[0].x2 must be >= x1 (5.0), got 4.0");
        assertThatThrownBy(() -> Boxes.of(BoxForm.SIZE, 0, Double.NaN, 1, 1))
                .hasMessage("boxes[0].y must be finite, got NaN");
        assertThatThrownBy(() -> Boxes.of(BoxForm.SIZE, 0, 1))
                .hasMessage("boxes must hold 4 numbers per row, got 2 numbers");
    }

    @Test
    void badDetectionsAreNamed() {
        Boxes box = Boxes.of(BoxForm.SIZE, 0, 0, 1, 1);
        int[] zero = {0};
        double[] half = {0.5};
        assertThatThrownBy(() -> DetectionBatch.of(CATALOGUE, new int[] {2}, zero, half, box))
                .hasMessage("image[0] must be in [0, 2), got 2");
        assertThatThrownBy(() -> DetectionBatch.of(CATALOGUE, zero, new int[] {3}, half, box))
                .hasMessage("category[0] must be in [0, 3), got 3");
        assertThatThrownBy(() -> DetectionBatch.of(CATALOGUE, zero, zero, new double[] {1.5}, box))
                .hasMessage("score[0] must be in [0, 1], got 1.5");
        assertThatThrownBy(() -> two().withScores(half))
                .hasMessage("score must have the length of the detections (2), got 1");
        assertThatThrownBy(() -> two().coordinate(0))
                .hasMessage("detections must have standard deviations of their boxes");
        assertThatThrownBy(() -> two().withLabels(CategoricalBatch.of(new double[] {1, 1}, 1)))
                .hasMessage("labels must have the 3 categories of the catalogue as classes, got 1");
        assertThatThrownBy(() -> two().get(2)).hasMessage("row must be in [0, 2), got 2");
    }

    @Test
    void idsAreThereOnce() {
        assertThatThrownBy(() -> ImageTable.withoutSizes(List.of("a", "b", "a")))
                .hasMessage("image id a must be there once, is at 0 and at 2");
        assertThatThrownBy(() -> CategoryTable.of(List.of("1", "1"), List.of("a", "b")))
                .hasMessage("category id 1 must be there once, is at 0 and at 1");
        GroundTruthBatch truth =
                GroundTruthBatch.of(
                        CATALOGUE,
                        new int[] {0, 1},
                        new int[] {0, 0},
                        Boxes.of(BoxForm.SIZE, 0, 0, 1, 2, 0, 0, 3, 3));
        assertThat(truth.area(1)).isEqualTo(9);
        assertThat(truth.select(new int[] {1}).id(0)).isEqualTo(2);
        assertThatThrownBy(() -> truth.withIds(new long[] {4, 4}))
                .hasMessage("id 4 must be there once");
        assertThatThrownBy(() -> truth.withAreas(new double[] {1, -1}))
                .hasMessage("area[1] must be >= 0 and finite, got -1.0");
    }
}
