package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guardband.core.batch.Grouped;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.regression.recalibration.GroupedCalibration;

/**
 * A {@link BoxRecalibration} fitted by group: for each of the four numbers a correction per group.
 *
 * @param form what the four numbers mean
 * @param members four corrections by group, in the order of the form
 */
public record GroupedBoxCalibration(BoxForm form, List<GroupedCalibration> members)
        implements Calibration<GroupedBoxes, UncertainBoxes> {

    static final String METHOD = "grouped-box-recalibration";

    /**
     * Checks the number.
     *
     * @param form what the four numbers mean
     * @param members four corrections by group
     * @throws IllegalArgumentException if there are not four
     */
    public GroupedBoxCalibration {
        Objects.requireNonNull(form, "form");
        Arguments.sameLength("members", members.size(), "a box", Boxes.COORDINATES);
        members = List.copyOf(members);
    }

    /**
     * The corrected boxes.
     *
     * @param batch predicted boxes of the held-out ones' form with their groups; a group that was
     *     not seen takes the fit to all
     * @return as many corrected predictions, in the same order
     * @throws IllegalArgumentException if the form differs or a prediction lacks what the method
     *     needs
     */
    @Override
    public UncertainBoxes apply(GroupedBoxes batch) {
        BoxCalibration.requireForm(form, batch.boxes());
        List<RealBatch> out = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            out.add(
                    members.get(c)
                            .apply(
                                    new Grouped<>(
                                            batch.boxes().coordinates().get(c), batch.groups())));
        }
        return new UncertainBoxes(form, out);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("form", form.name())
                .putChildren(
                        "members", members.stream().map(GroupedCalibration::toDocument).toList())
                .build();
    }
}
