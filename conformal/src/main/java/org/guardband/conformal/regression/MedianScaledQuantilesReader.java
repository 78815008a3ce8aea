package org.guardband.conformal.regression;

import org.guardband.core.model.ModelDocument;

/** Reads regressors with {@link MedianScaledQuantiles}. */
public final class MedianScaledQuantilesReader extends ScoreModelReader {

    /** For the service loader. */
    public MedianScaledQuantilesReader() {}

    @Override
    public String method() {
        return MedianScaledQuantiles.METHOD;
    }

    @Override
    protected RegressionScore score(ModelDocument document) {
        return new MedianScaledQuantiles(
                document.number("lower"), document.number("upper"), document.number("beta"));
    }
}
