package org.guardband.detection.conformal;

import org.guardband.core.numeric.Arguments;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;

/** How far a true box sticks out of a predicted one, side by side. */
final class BoxExcess {

    static final int SIDES = 4;

    private BoxExcess() {}

    static void check(Boxes predicted, Boxes truths) {
        Arguments.sameLength("truths", truths.size(), "the predicted boxes", predicted.size());
    }

    /**
     * The excess of a side in units: left and top of the prediction less the truth's, right and
     * bottom of the truth less the prediction's. Positive where the truth is outside.
     */
    static double outward(Boxes predicted, Boxes truths, BoxScale scale, int row, int side) {
        double difference = edge(predicted, row, side) - edge(truths, row, side);
        return BoxScale.inUnits(
                side < 2 ? difference : -difference, scale.unit(predicted, row, side));
    }

    /** The same inwards: positive where the prediction is outside. */
    static double inward(Boxes predicted, Boxes truths, BoxScale scale, int row, int side) {
        double difference = edge(predicted, row, side) - edge(truths, row, side);
        return BoxScale.inUnits(
                side < 2 ? -difference : difference, scale.unit(predicted, row, side));
    }

    /** The largest excess of a row over its sides. */
    static double largest(Boxes predicted, Boxes truths, BoxBound bound, BoxScale scale, int row) {
        double most = Double.NEGATIVE_INFINITY;
        for (int side = 0; side < SIDES; side++) {
            if (bound.hasOuter()) {
                most = Math.max(most, outward(predicted, truths, scale, row, side));
            }
            if (bound.hasInner()) {
                most = Math.max(most, inward(predicted, truths, scale, row, side));
            }
        }
        return most;
    }

    /** An edge: 0 left, 1 top, 2 right, 3 bottom. */
    static double edge(Boxes boxes, int row, int side) {
        if (boxes.form() == BoxForm.CORNERS) {
            return boxes.coordinate(row, side);
        }
        return switch (side) {
            case 0 -> boxes.x(row);
            case 1 -> boxes.y(row);
            case 2 -> boxes.x(row) + boxes.width(row);
            default -> boxes.y(row) + boxes.height(row);
        };
    }
}
