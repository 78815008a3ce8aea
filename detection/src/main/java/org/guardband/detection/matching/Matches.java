package org.guardband.detection.matching;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * What every detection found, for each IoU threshold and area range of a {@link CocoMatching}.
 * Immutable and safe to share between threads.
 */
public final class Matches {

    static final int FALSE_ALARM = -1;
    static final int IGNORED = -2;

    /** Beyond the number of detections that take part. */
    static final int LEFT_OUT = -3;

    private final DetectionBatch found;
    private final GroundTruthBatch truth;
    private final double[] thresholds;
    private final List<AreaRange> areas;
    private final int mostDetections;
    private final int[] ranked;

    /** By area range and threshold: the row of the object taken, or one of the codes above. */
    private final int[][] taken;

    /** By area range: which objects do not count. */
    private final boolean[][] ignored;

    Matches(
            DetectionBatch found,
            GroundTruthBatch truth,
            double[] thresholds,
            List<AreaRange> areas,
            int mostDetections,
            int[] ranked,
            int[][] taken,
            boolean[][] ignored) {
        this.found = found;
        this.truth = truth;
        this.thresholds = thresholds;
        this.areas = areas;
        this.mostDetections = mostDetections;
        this.ranked = ranked;
        this.taken = taken;
        this.ignored = ignored;
    }

    /**
     * The detections.
     *
     * @return the batch that was matched
     */
    public DetectionBatch detections() {
        return found;
    }

    /**
     * The true objects.
     *
     * @return the batch that was matched
     */
    public GroundTruthBatch truth() {
        return truth;
    }

    /**
     * The IoU thresholds.
     *
     * @return a copy
     */
    public double[] thresholds() {
        return thresholds.clone();
    }

    /**
     * The area ranges.
     *
     * @return in the order of the matching
     */
    public List<AreaRange> areas() {
        return areas;
    }

    /**
     * How many detections of an image and a category took part at most.
     *
     * @return ≥ 1
     */
    public int mostDetections() {
        return mostDetections;
    }

    /**
     * All detections by category, within it by falling score, and among equal scores by image: the
     * order in which precision is accumulated.
     *
     * @return a copy, row indices
     */
    public int[] ranked() {
        return ranked.clone();
    }

    /**
     * The object that a detection took.
     *
     * @param threshold index of the threshold
     * @param area index of the area range
     * @param detection row of the detection
     * @return the row of the object, which may be an ignored one; −1 if it took none
     * @throws IllegalArgumentException if an index is out of range
     */
    public int object(int threshold, int area, int detection) {
        return Math.max(-1, code(threshold, area, detection));
    }

    /**
     * Whether a detection found an object that counts.
     *
     * @param threshold index of the threshold
     * @param area index of the area range
     * @param detection row of the detection
     * @return whether it is a hit
     * @throws IllegalArgumentException if an index is out of range
     */
    public boolean isHit(int threshold, int area, int detection) {
        int code = code(threshold, area, detection);
        return code >= 0 && !ignored[area][code];
    }

    /**
     * Whether a detection counts, as a hit or as a false alarm.
     *
     * @param threshold index of the threshold
     * @param area index of the area range
     * @param detection row of the detection
     * @return false if it took an ignored object, took none and is outside the area range, or did
     *     not take part
     * @throws IllegalArgumentException if an index is out of range
     */
    public boolean counts(int threshold, int area, int detection) {
        int code = code(threshold, area, detection);
        return code == FALSE_ALARM || (code >= 0 && !ignored[area][code]);
    }

    private int code(int threshold, int area, int detection) {
        return table(threshold, area)[Arguments.index("detection", detection, found.size())];
    }

    /**
     * Whether an object counts.
     *
     * @param area index of the area range
     * @param object row of the object
     * @return false for crowds and objects outside the range
     * @throws IllegalArgumentException if an index is out of range
     */
    public boolean countsObject(int area, int object) {
        return !objectIgnored(area)[Arguments.index("object", object, truth.size())];
    }

    int[] table(int threshold, int area) {
        Arguments.index("threshold", threshold, thresholds.length);
        Arguments.index("area", area, areas.size());
        return taken[area * thresholds.length + threshold];
    }

    boolean[] objectIgnored(int area) {
        return ignored[Arguments.index("area", area, areas.size())];
    }

    /**
     * The outcomes of one threshold over objects of the first area range: what calibration errors
     * look at.
     *
     * @param threshold index of the threshold
     * @return hits and false alarms
     * @throws IllegalArgumentException if the index is out of range
     */
    public Outcomes outcomes(int threshold) {
        return outcomes(threshold, 0);
    }

    /**
     * The outcomes of one threshold and area range.
     *
     * @param threshold index of the threshold
     * @param area index of the area range
     * @return hits and false alarms
     * @throws IllegalArgumentException if an index is out of range
     */
    public Outcomes outcomes(int threshold, int area) {
        int[] table = table(threshold, area);
        boolean[] isIgnored = objectIgnored(area);
        OutcomeColumns columns = new OutcomeColumns(found, truth);
        for (int row : ranked) {
            int code = table[row];
            if (code == FALSE_ALARM) {
                columns.addFalseAlarm(row);
            } else if (code >= 0 && !isIgnored[code]) {
                columns.addHit(row, code);
            } else if (code != LEFT_OUT) {
                columns.addIgnored(row);
            }
        }
        return columns.toOutcomes(thresholds[threshold], isIgnored);
    }

    @Override
    public String toString() {
        return "Matches["
                + found.size()
                + " detections, "
                + thresholds.length
                + " thresholds, "
                + areas.size()
                + " area ranges]";
    }
}
