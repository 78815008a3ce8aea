package org.guardband.detection.matching;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * COCO's greedy matching of detections with true objects, by the rules of its reference
 * implementation (pycocotools, {@code cocoeval.py}), for all IoU thresholds and area ranges in one
 * sweep.
 *
 * <p>Within an image and a category the detections, at most so many of the highest scores, take
 * turns by falling score, equal scores in the order of the input. Each takes, among the objects
 * that overlap it by at least the threshold t, or 1 − 10⁻¹⁰ if less, and are not yet taken, the one
 * of the largest IoU; of equal ones the last. Objects to ignore (crowds, and objects whose area is
 * outside the range) are taken only if no other can be; a crowd may be taken by many, and its IoU
 * is the share of the detection that it covers. A detection that took an ignored object is ignored,
 * and so is one that took none and whose own area is outside the range. What is left is a hit or a
 * false alarm.
 *
 * <p>Two faults of the reference are not followed, unless {@link #referenceCompatible} asks for
 * them: an object with id 0 counts as missed and the detection that takes it as a false alarm; and
 * at t = 0 a detection may take an object that it does not touch. As there, a row's mark to be
 * ignored is overwritten by the crowd's mark, unless {@link #withIgnoreMarks} is set.
 *
 * <p>The result depends on nothing but the input; images and categories are matched in parallel.
 * Source: Lin et al. 2014, arXiv 1405.0312, and github.com/cocodataset/cocoapi.
 */
public final class CocoMatching {

    private static final int GROUPS_PER_BLOCK = 512;

    private final double[] thresholds;
    private final List<AreaRange> areas;
    private final int mostDetections;
    private final boolean ignoreMarks;
    private final boolean reference;

    private CocoMatching(
            double[] thresholds,
            List<AreaRange> areas,
            int mostDetections,
            boolean ignoreMarks,
            boolean reference) {
        this.thresholds = thresholds;
        this.areas = areas;
        this.mostDetections = mostDetections;
        this.ignoreMarks = ignoreMarks;
        this.reference = reference;
    }

    /**
     * COCO's settings: thresholds 0.5, 0.55, …, 0.95; all, small, medium and large objects; 100
     * detections per image and category.
     *
     * @return the matching rule
     */
    public static CocoMatching withDefaults() {
        double[] thresholds = new double[10];
        // as NumPy's linspace(0.5, 0.95, 10) rounds them
        double step = (0.95 - 0.5) / 9;
        for (int t = 0; t < thresholds.length; t++) {
            thresholds[t] = t == 9 ? 0.95 : 0.5 + t * step;
        }
        return new CocoMatching(thresholds, AreaRange.COCO, 100, false, false);
    }

    /**
     * COCO's settings with one threshold and objects of every size: what calibration errors look
     * at.
     *
     * @param threshold the IoU that makes a hit, in [0, 1]; at 0 the boxes have to touch
     * @return the matching rule
     * @throws IllegalArgumentException if the threshold is outside [0, 1]
     */
    public static CocoMatching at(double threshold) {
        return withDefaults().withThresholds(threshold).withAreas(List.of(AreaRange.ALL));
    }

    /**
     * Sets the IoU thresholds.
     *
     * @param values at least one number in [0, 1]; copied
     * @return the rule with these thresholds
     * @throws IllegalArgumentException if there is none or one is outside [0, 1]
     */
    public CocoMatching withThresholds(double... values) {
        Arguments.atLeast("thresholds", values.length, 1);
        for (int t = 0; t < values.length; t++) {
            Arguments.probability("thresholds[" + t + "]", values[t]);
        }
        return new CocoMatching(values.clone(), areas, mostDetections, ignoreMarks, reference);
    }

    /**
     * Sets the area ranges.
     *
     * @param ranges at least one range
     * @return the rule with these ranges
     * @throws IllegalArgumentException if there is none
     */
    public CocoMatching withAreas(List<AreaRange> ranges) {
        Arguments.atLeast("ranges", ranges.size(), 1);
        return new CocoMatching(
                thresholds, List.copyOf(ranges), mostDetections, ignoreMarks, reference);
    }

    /**
     * Sets how many detections of an image and a category take part.
     *
     * @param most ≥ 1
     * @return the rule with this bound
     * @throws IllegalArgumentException if {@code most} is not positive
     */
    public CocoMatching withMostDetections(int most) {
        return new CocoMatching(
                thresholds, areas, Arguments.atLeast("most", most, 1), ignoreMarks, reference);
    }

    /**
     * Ignores the objects that are marked so beside the crowds. COCO's own code reads the mark and
     * then overwrites it.
     *
     * @return the rule with this choice
     */
    public CocoMatching withIgnoreMarks() {
        return new CocoMatching(thresholds, areas, mostDetections, true, reference);
    }

    /**
     * Follows the reference where it errs: objects with id 0 and pairs that do not touch at a
     * threshold of 0.
     *
     * @return the rule with this choice
     */
    public CocoMatching referenceCompatible() {
        return new CocoMatching(thresholds, areas, mostDetections, ignoreMarks, true);
    }

    /**
     * Matches detections with the truth.
     *
     * @param found the detections
     * @param truth the true objects of the same catalogue
     * @return for each threshold and area range, which detection found what
     * @throws IllegalArgumentException if the catalogues differ
     */
    public Matches match(DetectionBatch found, GroundTruthBatch truth) {
        requireOneCatalogue(found, truth);
        PairedGroups groups = PairedGroups.of(found, truth);
        int tables = thresholds.length * areas.size();
        int[][] taken = new int[tables][found.size()];
        boolean[][] ignored = ignored(truth);
        GroupData data = GroupData.of(found, truth, groups);
        ParallelRows.run(
                groups.size(),
                GROUPS_PER_BLOCK,
                (from, to) -> {
                    GroupMatcher matcher =
                            new GroupMatcher(
                                    data, thresholds, areas, ignored, mostDetections, reference);
                    for (int g = from; g < to; g++) {
                        matcher.match(g, taken);
                    }
                });
        return new Matches(
                found, truth, thresholds, areas, mostDetections, groups.ranked, taken, ignored);
    }

    static void requireOneCatalogue(DetectionBatch found, GroundTruthBatch truth) {
        if (!found.catalogue().equals(truth.catalogue())) {
            throw new IllegalArgumentException(
                    "detections and truth must have one catalogue of images and categories");
        }
    }

    private boolean[][] ignored(GroundTruthBatch truth) {
        boolean[][] ignored = new boolean[areas.size()][truth.size()];
        for (int a = 0; a < ignored.length; a++) {
            AreaRange range = areas.get(a);
            for (int i = 0; i < truth.size(); i++) {
                ignored[a][i] =
                        truth.isCrowd(i)
                                || (ignoreMarks && truth.isIgnored(i))
                                || !range.contains(truth.area(i));
            }
        }
        return ignored;
    }
}
