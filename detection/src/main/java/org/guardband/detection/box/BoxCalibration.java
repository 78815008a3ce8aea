package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.regression.recalibration.RealCalibration;

/**
 * A fitted {@link BoxRecalibration}: a correction for each of the four numbers of a box.
 *
 * @param form what the four numbers mean
 * @param members four corrections, in the order of the form
 */
public record BoxCalibration(BoxForm form, List<RealCalibration<?>> members)
        implements Calibration<UncertainBoxes, UncertainBoxes> {

    static final String METHOD = "box-recalibration";

    /**
     * Checks the number.
     *
     * @param form what the four numbers mean
     * @param members four corrections
     * @throws IllegalArgumentException if there are not four
     */
    public BoxCalibration {
        Objects.requireNonNull(form, "form");
        Arguments.sameLength("members", members.size(), "a box", Boxes.COORDINATES);
        members = List.copyOf(members);
    }

    /**
     * The corrected boxes.
     *
     * @param batch predicted boxes of the held-out ones' form
     * @return as many corrected predictions, in the same order
     * @throws IllegalArgumentException if the form differs or a prediction lacks what the method
     *     needs
     */
    @Override
    public UncertainBoxes apply(UncertainBoxes batch) {
        requireForm(form, batch);
        List<RealBatch> out = new ArrayList<>();
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            out.add(members.get(c).apply(batch.coordinates().get(c)));
        }
        return new UncertainBoxes(form, out);
    }

    static void requireForm(BoxForm form, UncertainBoxes batch) {
        if (batch.form() != form) {
            throw new IllegalArgumentException(
                    "boxes must have the form of the held-out ones ("
                            + form
                            + "), got "
                            + batch.form());
        }
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("form", form.name())
                .putChildren("members", members.stream().map(RealCalibration::toDocument).toList())
                .build();
    }
}
