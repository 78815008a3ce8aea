package org.guardband.detection.matching;

import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.Iou;

/**
 * The matching in the examples of netcal (EFS-OpenSource/calibration-framework): each detection
 * looks at the object of its image, of whatever category, that it overlaps most, the first among
 * equals, and is a hit if the IoU reaches the threshold and the categories agree.
 *
 * <p>It is not one-to-one: several detections may find one object, and each is a hit. Crowds and
 * objects marked to be ignored are objects like any other. It takes the count of duplicates for
 * precision, which is not what average precision measures; it is here to compare with figures that
 * were computed so. Take {@link CocoMatching} for everything else.
 */
public final class NearestMatching {

    private static final int ROWS_PER_BLOCK = 1024;

    private final double threshold;

    private NearestMatching(double threshold) {
        this.threshold = Arguments.probability("threshold", threshold);
    }

    /**
     * The rule with a threshold.
     *
     * @param threshold the IoU that makes a hit, in [0, 1]
     * @return the matching rule
     * @throws IllegalArgumentException if the threshold is outside [0, 1]
     */
    public static NearestMatching at(double threshold) {
        return new NearestMatching(threshold);
    }

    /**
     * Matches detections with the truth.
     *
     * @param found the detections
     * @param truth the true objects of the same catalogue
     * @return hits and false alarms; all detections and objects count
     * @throws IllegalArgumentException if the catalogues differ
     */
    public Outcomes match(DetectionBatch found, GroundTruthBatch truth) {
        CocoMatching.requireOneCatalogue(found, truth);
        int[][] objects = byImage(truth);
        int[] nearest = new int[found.size()];
        Boxes a = found.boxes().to(BoxForm.SIZE);
        Boxes b = truth.boxes().to(BoxForm.SIZE);
        ParallelRows.run(
                found.size(),
                ROWS_PER_BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        nearest[i] = nearest(a, i, b, objects[found.image(i)]);
                    }
                });
        OutcomeColumns columns = new OutcomeColumns(found, truth);
        for (int row : PairedGroups.of(found, truth).ranked) {
            int object = nearest[row];
            if (object >= 0 && truth.category(object) == found.category(row)) {
                columns.addHit(row, object);
            } else {
                columns.addFalseAlarm(row);
            }
        }
        return columns.toOutcomes(threshold, new boolean[truth.size()]);
    }

    private static int[][] byImage(GroundTruthBatch truth) {
        int[][] objects = new int[truth.catalogue().images().size()][];
        int[] count = new int[objects.length];
        IntStream.range(0, truth.size()).forEach(j -> count[truth.image(j)]++);
        for (int i = 0; i < objects.length; i++) {
            objects[i] = new int[count[i]];
            count[i] = 0;
        }
        for (int j = 0; j < truth.size(); j++) {
            objects[truth.image(j)][count[truth.image(j)]++] = j;
        }
        return objects;
    }

    private int nearest(Boxes found, int i, Boxes real, int[] objects) {
        int best = -1;
        double most = -1;
        for (int j : objects) {
            double iou =
                    Iou.of(
                            found.coordinate(i, 0),
                            found.coordinate(i, 1),
                            found.coordinate(i, 2),
                            found.coordinate(i, 3),
                            real.coordinate(j, 0),
                            real.coordinate(j, 1),
                            real.coordinate(j, 2),
                            real.coordinate(j, 3),
                            false);
            if (iou > most) {
                most = iou;
                best = j;
            }
        }
        return most >= threshold ? best : -1;
    }
}
