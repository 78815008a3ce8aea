package org.guardband.detection.box;

import org.guardband.core.batch.GroupColumn;
import org.guardband.core.numeric.Arguments;

/**
 * Predicted boxes and the group of each.
 *
 * @param boxes predicted boxes
 * @param groups one group per box
 */
public record GroupedBoxes(UncertainBoxes boxes, GroupColumn groups) {

    /**
     * Checks the lengths.
     *
     * @param boxes predicted boxes
     * @param groups one group per box
     * @throws IllegalArgumentException if the numbers differ
     */
    public GroupedBoxes {
        Arguments.sameLength("groups", groups.size(), "the boxes", boxes.size());
    }

    /**
     * Boxes with the groups small, medium and large.
     *
     * @param boxes predicted boxes
     * @return the boxes with {@link UncertainBoxes#sizeGroups}
     */
    public static GroupedBoxes bySize(UncertainBoxes boxes) {
        return new GroupedBoxes(boxes, boxes.sizeGroups());
    }
}
