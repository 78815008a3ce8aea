package org.guardband.conformal.classification;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;

/** Reads {@link PublishedRankCalibration}. */
public final class PublishedRankCalibrationReader implements ModelReader {

    /** For the service loader. */
    public PublishedRankCalibrationReader() {}

    @Override
    public String method() {
        return PublishedRankCalibration.METHOD;
    }

    @Override
    public PublishedRankCalibration read(ModelDocument document) {
        return PublishedRankCalibration.read(document);
    }
}
