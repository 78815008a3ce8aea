package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.batch.VectorBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;

/**
 * Predicted distributions of the four numbers of n boxes, one batch for each number.
 *
 * @param form what the four numbers mean
 * @param coordinates four batches of the same rows, in the order of the form
 */
public record UncertainBoxes(BoxForm form, List<RealBatch> coordinates) {

    /** The largest area of a small box, in square pixels, as in COCO. */
    public static final double SMALL = 32 * 32;

    /** The largest area of a medium box, in square pixels, as in COCO. */
    public static final double MEDIUM = 96 * 96;

    /**
     * Checks the shape.
     *
     * @param form what the four numbers mean
     * @param coordinates four batches of the same rows
     * @throws IllegalArgumentException if there are not four or numbers of rows differ
     */
    public UncertainBoxes {
        Objects.requireNonNull(form, "form");
        Arguments.sameLength("coordinates", coordinates.size(), "a box", Boxes.COORDINATES);
        for (int c = 1; c < coordinates.size(); c++) {
            Arguments.sameLength(
                    "coordinates[" + c + "]",
                    coordinates.get(c).size(),
                    "coordinates[0]",
                    coordinates.get(0).size());
        }
        coordinates = List.copyOf(coordinates);
    }

    /**
     * The Gaussians of detections that have standard deviations of their boxes.
     *
     * @param detections the detections
     * @return one distribution per box and number
     * @throws IllegalArgumentException if they have none
     */
    public static UncertainBoxes of(DetectionBatch detections) {
        List<RealBatch> coordinates = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            coordinates.add(detections.coordinate(c));
        }
        return new UncertainBoxes(detections.boxes().form(), coordinates);
    }

    /**
     * The marginals of predicted vectors.
     *
     * @param form what the four numbers mean
     * @param vectors one distribution of four numbers per box
     * @return their marginals
     * @throws IllegalArgumentException if the vectors are not of four numbers
     */
    public static UncertainBoxes of(BoxForm form, VectorBatch vectors) {
        Arguments.sameLength("vectors", vectors.dimension(), "a box", Boxes.COORDINATES);
        List<RealBatch> coordinates = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            coordinates.add(vectors.marginal(c));
        }
        return new UncertainBoxes(form, coordinates);
    }

    /**
     * The number of boxes.
     *
     * @return n
     */
    public int size() {
        return coordinates.get(0).size();
    }

    /**
     * Some of the boxes.
     *
     * @param rows row indices in the order wanted
     * @return one box per index
     * @throws IllegalArgumentException if an index is out of range
     */
    public UncertainBoxes select(int[] rows) {
        return new UncertainBoxes(
                form, coordinates.stream().map(batch -> batch.select(rows)).toList());
    }

    /**
     * The size group of every box by the area of its means: {@code small} up to 32², {@code medium}
     * up to 96², else {@code large}. The predicted area, not the true one, which is not known where
     * a correction is applied.
     *
     * @return one name per box
     */
    public GroupColumn sizeGroups() {
        double[][] mean = new double[Boxes.COORDINATES][size()];
        for (int c = 0; c < mean.length; c++) {
            coordinates.get(c).means(mean[c]);
        }
        boolean corners = form == BoxForm.CORNERS;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            double width = corners ? mean[2][i] - mean[0][i] : mean[2][i];
            double height = corners ? mean[3][i] - mean[1][i] : mean[3][i];
            double area = Math.max(0, width) * Math.max(0, height);
            names.add(area <= SMALL ? "small" : area <= MEDIUM ? "medium" : "large");
        }
        return GroupColumn.of(names);
    }

    /** One number of true boxes, in this form. */
    double[] truth(Boxes truths, int coordinate) {
        Arguments.sameLength("truths", truths.size(), "the boxes", size());
        Boxes same = truths.to(form);
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = same.coordinate(i, coordinate);
        }
        return out;
    }
}
