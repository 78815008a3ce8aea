package org.guardband.detection.conformal;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;

/** Reads {@link JointLabelledBoxes}. */
public final class JointLabelledBoxesReader implements ModelReader {

    /** For the service loader. */
    public JointLabelledBoxesReader() {}

    @Override
    public String method() {
        return JointLabelledBoxes.METHOD;
    }

    @Override
    public JointLabelledBoxes read(ModelDocument document) {
        return JointLabelledBoxes.read(document);
    }
}
