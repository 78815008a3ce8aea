package org.guardband.detection.matching;

import java.util.Arrays;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Iou;

/** Collects outcomes row by row. */
final class OutcomeColumns {

    private final DetectionBatch found;
    private final GroundTruthBatch truth;
    private final int[] rows;
    private final int[] objects;
    private final int[] ignoredRows;
    private int size;
    private int ignoredSize;

    OutcomeColumns(DetectionBatch found, GroundTruthBatch truth) {
        this.found = found;
        this.truth = truth;
        this.rows = new int[found.size()];
        this.objects = new int[found.size()];
        this.ignoredRows = new int[found.size()];
    }

    void addFalseAlarm(int row) {
        add(row, -1);
    }

    void addHit(int row, int object) {
        add(row, object);
    }

    void addIgnored(int row) {
        ignoredRows[ignoredSize++] = row;
    }

    private void add(int row, int object) {
        rows[size] = row;
        objects[size++] = object;
    }

    /** With the objects that count. */
    Outcomes toOutcomes(double threshold, boolean[] ignored) {
        double[] iou = new double[size];
        for (int i = 0; i < size; i++) {
            iou[i] = objects[i] < 0 ? 0 : overlap(rows[i], objects[i]);
        }
        int counted = 0;
        int[] image = new int[ignored.length];
        int[] category = new int[ignored.length];
        for (int object = 0; object < ignored.length; object++) {
            if (!ignored[object]) {
                image[counted] = truth.image(object);
                category[counted++] = truth.category(object);
            }
        }
        return new Outcomes(
                found,
                threshold,
                Arrays.copyOf(rows, size),
                Arrays.copyOf(objects, size),
                iou,
                Arrays.copyOf(image, counted),
                Arrays.copyOf(category, counted),
                Arrays.copyOf(ignoredRows, ignoredSize));
    }

    private double overlap(int row, int object) {
        Boxes a = found.boxes();
        Boxes b = truth.boxes();
        double iou =
                Iou.of(
                        a.x(row),
                        a.y(row),
                        a.width(row),
                        a.height(row),
                        b.x(object),
                        b.y(object),
                        b.width(object),
                        b.height(object),
                        truth.isCrowd(object));
        // a sliver far from the origin may round to more than its own area
        return Math.min(1, iou);
    }
}
