package org.guardband.conformal.multimodal;

import org.guardband.core.model.ModelDocument;

/** Reads regressors with {@link NearestSample}. */
public final class NearestSampleReader extends UnionScoreReader {

    /** For the service loader. */
    public NearestSampleReader() {}

    @Override
    public String method() {
        return NearestSample.METHOD;
    }

    @Override
    protected UnionScore score(ModelDocument document) {
        return NearestSample.withDefaults();
    }
}
