package org.guardband.detection.matching;

import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * A range of areas in square pixels, both ends inclusive. Objects outside are ignored, and so are
 * unmatched detections outside.
 *
 * @param name how figures call it
 * @param least the smallest area
 * @param most the largest area
 */
public record AreaRange(String name, double least, double most) {

    /** Every area up to 10¹⁰. */
    public static final AreaRange ALL = new AreaRange("all", 0, 1e10);

    /** Up to 32². */
    public static final AreaRange SMALL = new AreaRange("small", 0, 1024);

    /** From 32² to 96². */
    public static final AreaRange MEDIUM = new AreaRange("medium", 1024, 9216);

    /** From 96². */
    public static final AreaRange LARGE = new AreaRange("large", 9216, 1e10);

    /** The ranges of COCO, in its order. */
    public static final List<AreaRange> COCO = List.of(ALL, SMALL, MEDIUM, LARGE);

    /**
     * Checks the ends.
     *
     * @param name how figures call it
     * @param least the smallest area
     * @param most the largest area
     * @throws IllegalArgumentException if an end is NaN or the range is empty
     */
    public AreaRange {
        Arguments.notNaN("least", least);
        if (!(most >= least)) {
            throw new IllegalArgumentException(
                    "most must be >= least (" + least + "), got " + most);
        }
    }

    /**
     * Whether an area is in the range.
     *
     * @param area square pixels
     * @return least ≤ area ≤ most
     */
    public boolean contains(double area) {
        return area >= least && area <= most;
    }
}
