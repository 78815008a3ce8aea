package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.regression.recalibration.RealCalibration;

/** Reads {@link BoxCalibration}. */
public final class BoxCalibrationReader implements ModelReader {

    /** For the service loader. */
    public BoxCalibrationReader() {}

    @Override
    public String method() {
        return BoxCalibration.METHOD;
    }

    @Override
    public BoxCalibration read(ModelDocument document) {
        List<RealCalibration<?>> members = new ArrayList<>();
        for (RealCalibration<?> member : BoxForms.members(document, RealCalibration.class)) {
            members.add(member);
        }
        return new BoxCalibration(BoxForms.form(document), members);
    }
}
