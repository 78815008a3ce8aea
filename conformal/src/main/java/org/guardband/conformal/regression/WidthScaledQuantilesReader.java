package org.guardband.conformal.regression;

import org.guardband.core.model.ModelDocument;

/** Reads regressors with {@link WidthScaledQuantiles}. */
public final class WidthScaledQuantilesReader extends ScoreModelReader {

    /** For the service loader. */
    public WidthScaledQuantilesReader() {}

    @Override
    public String method() {
        return WidthScaledQuantiles.METHOD;
    }

    @Override
    protected RegressionScore score(ModelDocument document) {
        return new WidthScaledQuantiles(
                document.number("lower"), document.number("upper"), document.number("beta"));
    }
}
