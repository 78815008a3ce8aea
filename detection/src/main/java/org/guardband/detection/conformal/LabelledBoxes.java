package org.guardband.detection.conformal;

import java.util.Objects;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.Boxes;

/**
 * Predicted labels and boxes of the same detections.
 *
 * @param labels class probabilities
 * @param boxes boxes, as many
 */
public record LabelledBoxes(CategoricalBatch labels, Boxes boxes) {

    /**
     * Checks the lengths.
     *
     * @param labels class probabilities
     * @param boxes boxes, as many
     * @throws IllegalArgumentException if the numbers differ
     */
    public LabelledBoxes {
        Objects.requireNonNull(labels, "labels");
        Arguments.sameLength("boxes", boxes.size(), "labels", labels.size());
    }
}
