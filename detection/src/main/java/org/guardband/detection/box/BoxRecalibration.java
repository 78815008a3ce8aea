package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.batch.GroupColumn;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Calibrator;
import org.guardband.detection.Boxes;
import org.guardband.regression.recalibration.GroupedCalibration;
import org.guardband.regression.recalibration.GroupedRecalibration;
import org.guardband.regression.recalibration.RealCalibration;

/**
 * Recalibration of predicted boxes: one method of {@code org.guardband.regression} fitted to each
 * of the four numbers by itself, on detections that were matched with an object and that object's
 * box. By size group, or by any group that is known beforehand, with {@link #calibrateByGroup}.
 *
 * <p>What a method promises of its numbers it promises of each coordinate of matched detections,
 * and nothing of the four together: their dependence is neither used nor corrected. Fitted to
 * matched detections, and right for them: false alarms have no true box.
 *
 * <p>Source: Küppers, Schneider, Haselhoff 2022, Parametric and multivariate uncertainty
 * calibration for regression and object detection, arXiv 2207.01242 (recalibration of boxes by
 * coordinate).
 *
 * @param method what is fitted to each coordinate
 */
public record BoxRecalibration(Calibrator<RealBatch, double[], ? extends RealCalibration<?>> method)
        implements Calibrator<UncertainBoxes, Boxes, BoxCalibration> {

    /**
     * Fits the four coordinates.
     *
     * @param heldOut predicted boxes, matched, at least one
     * @param truths the box of each one's object, in any form
     * @return the fitted corrections
     * @throws IllegalArgumentException if numbers differ, or the method refuses a coordinate, which
     *     the message then names
     */
    @Override
    public BoxCalibration calibrate(UncertainBoxes heldOut, Boxes truths) {
        List<RealCalibration<?>> members = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            double[] y = heldOut.truth(truths, c);
            try {
                members.add(method.calibrate(heldOut.coordinates().get(c), y));
            } catch (IllegalArgumentException e) {
                throw named(heldOut, c, e);
            }
        }
        return new BoxCalibration(heldOut.form(), members);
    }

    /**
     * Fits the four coordinates within every group, for instance {@link UncertainBoxes#sizeGroups}.
     *
     * @param heldOut predicted boxes, matched, at least one
     * @param groups the group of each box
     * @param truths the box of each one's object, in any form
     * @param minimumSize groups with fewer boxes take the fit to all, ≥ 1
     * @return the fitted corrections
     * @throws IllegalArgumentException if numbers differ, or the method refuses a group
     */
    public GroupedBoxCalibration calibrateByGroup(
            UncertainBoxes heldOut, GroupColumn groups, Boxes truths, int minimumSize) {
        GroupedRecalibration grouped = new GroupedRecalibration(method, minimumSize);
        List<GroupedCalibration> members = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            double[] y = heldOut.truth(truths, c);
            try {
                members.add(
                        grouped.calibrate(new Grouped<>(heldOut.coordinates().get(c), groups), y));
            } catch (IllegalArgumentException e) {
                throw named(heldOut, c, e);
            }
        }
        return new GroupedBoxCalibration(heldOut.form(), members);
    }

    private static IllegalArgumentException named(
            UncertainBoxes boxes, int coordinate, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                boxes.form().coordinate(coordinate) + ": " + cause.getMessage(), cause);
    }
}
