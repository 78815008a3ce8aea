package org.guardband.detection.matching;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;

/**
 * What became of the detections at one IoU threshold: for each one that counts whether it is a hit
 * and how far it overlaps its object; and the objects that count. Detections stand by category and
 * within it by falling score.
 *
 * <p>Immutable and safe to share between threads. Accessors are unchecked beyond the arrays' own
 * bounds.
 */
public final class Outcomes {

    private final DetectionBatch detections;
    private final double threshold;
    private final int[] rows;
    private final int[] objects;
    private final double[] iou;
    private final int[] objectImage;
    private final int[] objectCategory;
    private final int[] ignoredRows;

    Outcomes(
            DetectionBatch detections,
            double threshold,
            int[] rows,
            int[] objects,
            double[] iou,
            int[] objectImage,
            int[] objectCategory,
            int[] ignoredRows) {
        this.detections = detections;
        this.threshold = threshold;
        this.rows = rows;
        this.objects = objects;
        this.iou = iou;
        this.objectImage = objectImage;
        this.objectCategory = objectCategory;
        this.ignoredRows = ignoredRows;
    }

    /**
     * The detections that were matched, with those that do not count.
     *
     * @return the batch
     */
    public DetectionBatch detections() {
        return detections;
    }

    /**
     * The IoU threshold.
     *
     * @return τ in [0, 1]
     */
    public double threshold() {
        return threshold;
    }

    /**
     * The number of detections that count.
     *
     * @return n
     */
    public int size() {
        return rows.length;
    }

    /**
     * The row of an outcome in the batch of detections.
     *
     * @param i index of the outcome in [0, n)
     * @return a row index
     */
    public int row(int i) {
        return rows[i];
    }

    /**
     * A copy of the rows.
     *
     * @return for each outcome its row in the batch of detections
     */
    public int[] rows() {
        return rows.clone();
    }

    /**
     * Whether the detection found an object that counts.
     *
     * @param i index of the outcome
     * @return whether it is a hit
     */
    public boolean isHit(int i) {
        return objects[i] >= 0;
    }

    /**
     * The object that was found.
     *
     * @param i index of the outcome
     * @return its row in the batch of true objects; −1 for a false alarm
     */
    public int object(int i) {
        return objects[i];
    }

    /**
     * How far the detection overlaps the object that it found.
     *
     * @param i index of the outcome
     * @return the IoU, in [0, 1]; 0 for a false alarm
     */
    public double iou(int i) {
        return iou[i];
    }

    /**
     * The score.
     *
     * @param i index of the outcome
     * @return in [0, 1]
     */
    public double score(int i) {
        return detections.score(rows[i]);
    }

    /**
     * The category of the detection.
     *
     * @param i index of the outcome
     * @return its position in the catalogue
     */
    public int category(int i) {
        return detections.category(rows[i]);
    }

    /**
     * The image of the detection.
     *
     * @param i index of the outcome
     * @return its position in the catalogue
     */
    public int image(int i) {
        return detections.image(rows[i]);
    }

    /**
     * The number of objects that count.
     *
     * @return m
     */
    public int objects() {
        return objectImage.length;
    }

    /**
     * The image of an object that counts.
     *
     * @param j index among these objects, in [0, m)
     * @return its position in the catalogue
     */
    public int objectImage(int j) {
        return objectImage[j];
    }

    /**
     * The category of an object that counts.
     *
     * @param j index among these objects, in [0, m)
     * @return its position in the catalogue
     */
    public int objectCategory(int j) {
        return objectCategory[j];
    }

    /**
     * The objects that count, by category.
     *
     * @return one number per category of the catalogue
     */
    public int[] objectsByCategory() {
        int[] count = new int[detections.catalogue().categories().size()];
        for (int category : objectCategory) {
            count[category]++;
        }
        return count;
    }

    /**
     * The detections that took part and do not count, as false alarms or otherwise.
     *
     * @return a copy, rows in the batch of detections
     */
    public int[] ignoredRows() {
        return ignoredRows.clone();
    }

    /**
     * The outcomes of one category.
     *
     * @param category its position in the catalogue
     * @return its detections and objects
     * @throws IllegalArgumentException if there is no such category
     */
    public Outcomes ofCategory(int category) {
        Arguments.index("category", category, detections.catalogue().categories().size());
        int[] some = IntStream.range(first(category), first(category + 1)).toArray();
        return select(some, k -> k == category);
    }

    /**
     * The outcomes of the categories that have an object that counts. COCO's figures look at no
     * others; a false alarm of another category is left out with them.
     *
     * @return their detections and objects
     */
    public Outcomes ofCategoriesWithObjects() {
        int[] count = objectsByCategory();
        return select(
                IntStream.range(0, size()).filter(i -> count[category(i)] > 0).toArray(),
                k -> count[k] > 0);
    }

    /** The first outcome of this category or a later one. */
    private int first(int category) {
        int low = 0;
        int high = rows.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (category(middle) < category) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Outcomes select(int[] some, IntPredicate kept) {
        int[] there =
                IntStream.range(0, objects()).filter(j -> kept.test(objectCategory[j])).toArray();
        return new Outcomes(
                detections,
                threshold,
                at(rows, some),
                at(objects, some),
                Arrays.stream(some).mapToDouble(i -> iou[i]).toArray(),
                at(objectImage, there),
                at(objectCategory, there),
                Arrays.stream(ignoredRows)
                        .filter(row -> kept.test(detections.category(row)))
                        .toArray());
    }

    private static int[] at(int[] column, int[] positions) {
        return Arrays.stream(positions).map(i -> column[i]).toArray();
    }

    /**
     * A copy of the scores.
     *
     * @return one per outcome
     */
    public double[] scores() {
        double[] scores = new double[rows.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(i);
        }
        return scores;
    }

    /**
     * The outcomes as events.
     *
     * @return for each outcome whether it is a hit
     */
    public boolean[] hits() {
        boolean[] hits = new boolean[rows.length];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = isHit(i);
        }
        return hits;
    }

    /**
     * A copy of the overlaps.
     *
     * @return the IoU of each hit, 0 for each false alarm
     */
    public double[] ious() {
        return iou.clone();
    }

    @Override
    public String toString() {
        return "Outcomes["
                + size()
                + " detections, "
                + objects()
                + " objects, IoU "
                + threshold
                + "]";
    }
}
