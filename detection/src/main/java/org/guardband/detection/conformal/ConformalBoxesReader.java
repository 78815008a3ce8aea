package org.guardband.detection.conformal;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;

/** Reads {@link ConformalBoxes}. */
public final class ConformalBoxesReader implements ModelReader {

    /** For the service loader. */
    public ConformalBoxesReader() {}

    @Override
    public String method() {
        return ConformalBoxes.METHOD;
    }

    @Override
    public ConformalBoxes read(ModelDocument document) {
        return ConformalBoxes.read(document);
    }
}
