package org.guardband.ensembles.detection;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;

/**
 * Detections pooled from several members: an ordinary batch, with how many boxes went into each and
 * how far they are apart, which is the epistemic uncertainty of the box.
 */
public final class FusedDetections {

    private final DetectionBatch detections;
    private final int[] support;
    private final double[] spread;

    /** Of width and height. */
    private final double[] sides;

    FusedDetections(DetectionBatch detections, int[] support, double[] spread, double[] sides) {
        this.detections = detections;
        this.support = support;
        this.spread = spread;
        this.sides = sides;
    }

    /**
     * The pooled detections, corners as the form of their boxes, best scores of an image and
     * category first.
     *
     * @return a batch that every method accepts
     */
    public DetectionBatch detections() {
        return detections;
    }

    /**
     * How many boxes of the members went into a detection.
     *
     * @param row row index in [0, n)
     * @return a number ≥ 1
     * @throws IllegalArgumentException if {@code row} is out of range
     */
    public int support(int row) {
        return support[Arguments.index("row", row, support.length)];
    }

    /**
     * The standard deviation of a corner's coordinate over the boxes of a detection, each weighing
     * as its score.
     *
     * @param row row index in [0, n)
     * @param coordinate 0 to 3: left, top, right, bottom
     * @return a number ≥ 0; 0 for a single box
     * @throws IllegalArgumentException if an index is out of range
     */
    public double spread(int row, int coordinate) {
        Arguments.index("row", row, support.length);
        return spread[
                row * Boxes.COORDINATES
                        + Arguments.index("coordinate", coordinate, Boxes.COORDINATES)];
    }

    /**
     * The detections with the spread as standard deviation of their boxes.
     *
     * @param least what stands for a smaller spread, as of a single box, in pixels; &gt; 0
     * @return a batch with uncertain boxes
     * @throws IllegalArgumentException if {@code least} is not positive and finite
     */
    public DetectionBatch withSpread(double least) {
        Arguments.positive("least", least);
        return detections.withSd(Arrays.stream(spread).map(s -> Math.max(s, least)).toArray());
    }

    /**
     * The same with left, top, width and height as the form of the boxes, which files of COCO have;
     * the deviations are those of these four.
     *
     * @param least what stands for a smaller spread, as of a single box, in pixels; &gt; 0
     * @return a batch with uncertain boxes
     * @throws IllegalArgumentException if {@code least} is not positive and finite
     */
    public DetectionBatch withSpreadOfSizes(double least) {
        Arguments.positive("least", least);
        double[] sd = new double[spread.length];
        for (int i = 0; i < sd.length; i++) {
            int row = i / Boxes.COORDINATES;
            int c = i % Boxes.COORDINATES;
            sd[i] = Math.max(least, c < 2 ? spread[i] : sides[2 * row + c - 2]);
        }
        return detections.withBoxes(detections.boxes().to(BoxForm.SIZE)).withSd(sd);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FusedDetections that
                && detections.equals(that.detections)
                && Arrays.equals(support, that.support)
                && Arrays.equals(spread, that.spread);
    }

    @Override
    public int hashCode() {
        return 31 * detections.hashCode() + Arrays.hashCode(support);
    }

    @Override
    public String toString() {
        return "FusedDetections[" + detections + "]";
    }
}
