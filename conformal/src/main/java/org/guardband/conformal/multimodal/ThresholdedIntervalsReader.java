package org.guardband.conformal.multimodal;

import org.guardband.core.model.ModelDocument;

/** Reads regressors with {@link ThresholdedIntervals}. */
public final class ThresholdedIntervalsReader extends UnionScoreReader {

    /** For the service loader. */
    public ThresholdedIntervalsReader() {}

    @Override
    public String method() {
        return ThresholdedIntervals.METHOD;
    }

    @Override
    protected UnionScore score(ModelDocument document) {
        return new ThresholdedIntervals(document.number("low"), document.number("high"));
    }
}
