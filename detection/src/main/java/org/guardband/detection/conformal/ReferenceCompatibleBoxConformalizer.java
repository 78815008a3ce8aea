package org.guardband.detection.conformal;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.detection.Boxes;

/**
 * Boxes as puncc has them: the scores of all four sides are prediction less truth, with quantiles
 * at 1 − α/4 that are taken off on the left and at the top and added on the right and at the bottom
 * (outer), or the other way round (inner).
 *
 * <p>On the right and the bottom this bounds the wrong tail: the outer box covers only where errors
 * are symmetric about 0, and the inner one on the left and at the top. {@link BoxConformalizer} has
 * the signs right and is what to use.
 *
 * @param bound outer or inner; both would ask for the double number of quantiles, which puncc has
 *     not
 * @param scale the unit of the margins
 */
public record ReferenceCompatibleBoxConformalizer(BoxBound bound, BoxScale scale)
        implements Conformalizer<Boxes, Boxes, ConformalBoxes> {

    /**
     * Checks the bound.
     *
     * @param bound outer or inner
     * @param scale the unit of the margins
     * @throws IllegalArgumentException if both bounds are asked for
     */
    public ReferenceCompatibleBoxConformalizer {
        if (bound == BoxBound.BOTH) {
            throw new IllegalArgumentException("bound must be OUTER or INNER, got BOTH");
        }
    }

    /**
     * Scores held-out pairs.
     *
     * @param heldOut predicted boxes that were matched with an object
     * @param truths the box of that object, one per predicted box
     * @return the predictor
     * @throws IllegalArgumentException if the numbers of boxes differ
     */
    @Override
    public ConformalBoxes conformalize(Boxes heldOut, Boxes truths) {
        BoxExcess.check(heldOut, truths);
        List<ConformalScores> scores = new ArrayList<>();
        for (int side = 0; side < BoxExcess.SIDES; side++) {
            double[] s = new double[heldOut.size()];
            for (int i = 0; i < s.length; i++) {
                s[i] =
                        side < 2
                                ? BoxExcess.outward(heldOut, truths, scale, i, side)
                                : BoxExcess.inward(heldOut, truths, scale, i, side);
            }
            scores.add(ConformalScores.wrap(s));
        }
        return new ConformalBoxes(bound, scale, scores);
    }
}
