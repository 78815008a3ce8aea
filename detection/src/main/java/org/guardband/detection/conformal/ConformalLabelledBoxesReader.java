package org.guardband.detection.conformal;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;

/** Reads {@link ConformalLabelledBoxes}. */
public final class ConformalLabelledBoxesReader implements ModelReader {

    /** For the service loader. */
    public ConformalLabelledBoxesReader() {}

    @Override
    public String method() {
        return ConformalLabelledBoxes.METHOD;
    }

    @Override
    public ConformalLabelledBoxes read(ModelDocument document) {
        return ConformalLabelledBoxes.read(document);
    }
}
