package org.guardband.detection.conformal;

import org.guardband.conformal.classification.ClassConformalizer;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.Boxes;

/**
 * Sets of labels and sets of boxes that hold together: each at coverage 1 − α/2.
 *
 * <p><b>Guarantee.</b> For exchangeable detections that were matched with an object, P(the true
 * label is in its set and the true box in its) ≥ 1 − α, by the union bound. The matching must then
 * be one that does not look at labels, or the label of a matched detection is right by definition.
 * What is said of the matching in {@link BoxConformalizer} holds here too.
 *
 * <p>Source: the union bound; sets of labels for detectors by Timans, Straehle, Sakmann, Nalisnick
 * 2024, arXiv 2403.07263, who take the label's set first and then boxes for each of its classes.
 *
 * @param labels the method for labels
 * @param boxes the method for boxes
 */
public record LabelledBoxConformalizer(ClassConformalizer labels, BoxConformalizer boxes) {

    /**
     * Scores held-out detections.
     *
     * @param heldOut predicted labels and boxes of detections that were matched with an object
     * @param labelTruths the label of that object
     * @param boxTruths its box
     * @return the predictor
     * @throws IllegalArgumentException if numbers differ or a label is out of range
     */
    public ConformalLabelledBoxes conformalize(
            LabelledBoxes heldOut, int[] labelTruths, Boxes boxTruths) {
        Arguments.sameLength(
                "labelTruths", labelTruths.length, "the detections", heldOut.boxes().size());
        return new ConformalLabelledBoxes(
                labels.conformalize(heldOut.labels(), labelTruths),
                boxes.conformalize(heldOut.boxes(), boxTruths));
    }
}
