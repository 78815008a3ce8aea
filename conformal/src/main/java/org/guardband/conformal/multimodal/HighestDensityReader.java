package org.guardband.conformal.multimodal;

import org.guardband.core.model.ModelDocument;

/** Reads regressors with {@link HighestDensity}. */
public final class HighestDensityReader extends UnionScoreReader {

    /** For the service loader. */
    public HighestDensityReader() {}

    @Override
    public String method() {
        return HighestDensity.METHOD;
    }

    @Override
    protected UnionScore score(ModelDocument document) {
        return HighestDensity.read(document);
    }
}
