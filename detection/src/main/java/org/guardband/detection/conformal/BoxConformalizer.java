package org.guardband.detection.conformal;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.calibration.Conformalizer;
import org.guardband.detection.Boxes;

/**
 * Sets of boxes around predicted ones, from held-out pairs of a predicted box and the object that
 * it was matched with.
 *
 * <p>The scores of a pair are how far the truth sticks out of the prediction on each side, x̂₁ −
 * x₁, ŷ₁ − y₁, x₂ − x̂₂, y₂ − ŷ₂ (for the inner box the other way round), in pixels or in predicted
 * widths and heights ({@link BoxScale}); negative where it does not, so that a detector whose boxes
 * are too large has them shrunk. The outer box is (x̂₁ − q₁, ŷ₁ − q₂, x̂₂ + q₃, ŷ₂ + q₄), the inner
 * one (x̂₁ + r₁, ŷ₁ + r₂, x̂₂ − r₃, ŷ₂ − r₄).
 *
 * <ul>
 *   <li>{@link #bonferroni}: a quantile for each side at coverage 1 − α/4, or 1 − α/8 for inner and
 *       outer boxes together. n ≥ 4/α − 1 pairs are needed (8/α − 1), or sides are infinite.
 *   <li>{@link #maxScore}: the score of a pair is the largest one of its sides, with one quantile
 *       for all, exact where scores have no ties. n ≥ 1/α − 1.
 * </ul>
 *
 * <p><b>Guarantee</b> (object level). If the held-out pairs and a future pair are exchangeable,
 * P(the true box is in the set) ≥ 1 − α. It is a statement of detections that have an object: it is
 * conditional on the matching, here and there by the same rule (IoU threshold, score threshold),
 * and says nothing of false alarms and of objects that no detection found. Objects of one image are
 * not exchangeable with those of another unless images have one object each or objects are drawn
 * singly; {@link ImageBoxConformalizer} needs exchangeable images only.
 *
 * <p>Source: de Grancey, Adam, Alecu, Gerchinovitz, Mamalet, Vigouroux 2022, Object detection with
 * probabilistic guarantees: a conformal prediction approach (SafeComp workshops); Andéol, Fel, de
 * Grancey, Mossina 2023, Confident object detection via conformal prediction and conformal risk
 * control, arXiv 2304.06052 (box-wise, Bonferroni and maximum). Software of the same group adds the
 * quantiles of prediction less truth on all four sides, which is wrong on the right and the bottom;
 * {@link ReferenceCompatibleBoxConformalizer} is that.
 */
public final class BoxConformalizer implements Conformalizer<Boxes, Boxes, ConformalBoxes> {

    private final boolean joint;
    private final BoxBound bound;
    private final BoxScale scale;

    private BoxConformalizer(boolean joint, BoxBound bound, BoxScale scale) {
        this.joint = joint;
        this.bound = bound;
        this.scale = scale;
    }

    /**
     * A quantile for each side, in pixels.
     *
     * @param bound from which side sets are bounded
     * @return the method
     */
    public static BoxConformalizer bonferroni(BoxBound bound) {
        return new BoxConformalizer(false, bound, BoxScale.PIXELS);
    }

    /**
     * One quantile for all sides, in pixels.
     *
     * @param bound from which side sets are bounded
     * @return the method
     */
    public static BoxConformalizer maxScore(BoxBound bound) {
        return new BoxConformalizer(true, bound, BoxScale.PIXELS);
    }

    /**
     * The same with margins in another unit.
     *
     * @param other the unit
     * @return the method
     */
    public BoxConformalizer withScale(BoxScale other) {
        return new BoxConformalizer(joint, bound, other);
    }

    /**
     * Scores held-out pairs.
     *
     * @param heldOut predicted boxes that were matched with an object
     * @param truths the box of that object, one per predicted box
     * @return the predictor; any number of pairs will do, 0 included
     * @throws IllegalArgumentException if the numbers of boxes differ
     */
    @Override
    public ConformalBoxes conformalize(Boxes heldOut, Boxes truths) {
        return new ConformalBoxes(
                bound, scale, scores(heldOut, truths).stream().map(ConformalScores::wrap).toList());
    }

    /** The scores of pairs: one column; or four; or the four outer and then the four inner ones. */
    List<double[]> scores(Boxes heldOut, Boxes truths) {
        BoxExcess.check(heldOut, truths);
        int n = heldOut.size();
        List<double[]> scores = new ArrayList<>();
        if (joint) {
            double[] largest = new double[n];
            for (int i = 0; i < n; i++) {
                largest[i] = BoxExcess.largest(heldOut, truths, bound, scale, i);
            }
            scores.add(largest);
            return scores;
        }
        for (int side = 0; side < BoxExcess.SIDES && bound.hasOuter(); side++) {
            double[] s = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = BoxExcess.outward(heldOut, truths, scale, i, side);
            }
            scores.add(s);
        }
        for (int side = 0; side < BoxExcess.SIDES && bound.hasInner(); side++) {
            double[] s = new double[n];
            for (int i = 0; i < n; i++) {
                s[i] = BoxExcess.inward(heldOut, truths, scale, i, side);
            }
            scores.add(s);
        }
        return scores;
    }

    static BoxConformalizer of(BoxBound bound, BoxScale scale, boolean bySide) {
        return new BoxConformalizer(!bySide, bound, scale);
    }

    BoxBound bound() {
        return bound;
    }

    BoxScale scale() {
        return scale;
    }

    @Override
    public String toString() {
        return "BoxConformalizer["
                + (joint ? "max score" : "Bonferroni")
                + ", "
                + bound
                + ", "
                + scale
                + "]";
    }
}
