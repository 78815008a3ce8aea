package org.guardband.detection.conformal;

import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.BoxSets;
import org.guardband.core.set.LabelSets;

/**
 * A set of labels and a set of boxes for every detection.
 *
 * @param labels the sets of labels
 * @param boxes the sets of boxes, as many
 */
public record LabelledBoxSets(LabelSets labels, BoxSets boxes) {

    /**
     * Checks the lengths.
     *
     * @param labels the sets of labels
     * @param boxes the sets of boxes
     * @throws IllegalArgumentException if the numbers differ
     */
    public LabelledBoxSets {
        Arguments.sameLength("boxes", boxes.size(), "labels", labels.size());
    }
}
