package org.guardband.conformal.conditional;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;

/** Reads {@link AdaptiveThresholds}. */
public final class AdaptiveThresholdsReader implements ModelReader {

    /** For the service loader. */
    public AdaptiveThresholdsReader() {}

    @Override
    public String method() {
        return AdaptiveThresholds.METHOD;
    }

    @Override
    public Persistent read(ModelDocument document) {
        return AdaptiveThresholds.read(document);
    }
}
