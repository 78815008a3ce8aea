package org.guardband.detection.conformal;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.calibration.ConformalScores;

/**
 * Sets of boxes that cover all matched objects of an image at once: the score of an image is the
 * largest score of its pairs (see {@link BoxConformalizer#maxScore}), −∞ for an image without one,
 * and the quantile is taken over images.
 *
 * <p><b>Guarantee</b> (image level). If the held-out images and a future image are exchangeable,
 * P(every matched object of the image is in its set) ≥ 1 − α, however many objects there are and
 * however they depend on each other. Images without a pair are part of it: leaving them out of the
 * held-out ones makes the guarantee one of images that have a pair. It is conditional on nothing
 * but the rule of matching, and says nothing of objects that were not found ({@link RecallControl}
 * does). Margins grow with the number of objects per image.
 *
 * <p>Source: Andéol, Fel, de Grancey, Mossina 2023, arXiv 2304.06052 (image-wise).
 *
 * @param bound from which side sets are bounded
 * @param scale the unit of the margins
 */
public record ImageBoxConformalizer(BoxBound bound, BoxScale scale) {

    /**
     * Scores held-out images.
     *
     * @param heldOut pairs by image
     * @return the predictor; its calibration size is the number of images
     */
    public ConformalBoxes conformalize(ImageBoxes heldOut) {
        double[] largest = new double[heldOut.images()];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < heldOut.size(); i++) {
            largest[heldOut.image(i)] =
                    Math.max(
                            largest[heldOut.image(i)],
                            BoxExcess.largest(
                                    heldOut.predicted(), heldOut.truths(), bound, scale, i));
        }
        return new ConformalBoxes(bound, scale, List.of(ConformalScores.wrap(largest)));
    }
}
