package org.guardband.conformal.conditional;

import org.guardband.conformal.regression.ScoreDocuments;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;

/** Reads {@link ConditionalConformalRegressor}s. */
public final class ConditionalConformalReader implements ModelReader {

    /** For the service loader. */
    public ConditionalConformalReader() {}

    @Override
    public String method() {
        return ConditionalConformalRegressor.METHOD;
    }

    @Override
    public Persistent read(ModelDocument document) {
        return new ConditionalConformalRegressor(
                ScoreDocuments.read(document.child("score")),
                ConditionalThresholds.read(document.child("calibration")));
    }
}
