package org.guardband.detection.box;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.regression.recalibration.GroupedCalibration;

/** Reads {@link GroupedBoxCalibration}. */
public final class GroupedBoxCalibrationReader implements ModelReader {

    /** For the service loader. */
    public GroupedBoxCalibrationReader() {}

    @Override
    public String method() {
        return GroupedBoxCalibration.METHOD;
    }

    @Override
    public GroupedBoxCalibration read(ModelDocument document) {
        return new GroupedBoxCalibration(
                BoxForms.form(document), BoxForms.members(document, GroupedCalibration.class));
    }
}
