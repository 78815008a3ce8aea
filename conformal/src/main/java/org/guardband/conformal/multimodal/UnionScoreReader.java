package org.guardband.conformal.multimodal;

import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;

/**
 * Reads {@link UnionRegressor}s back. A score of your own needs a subclass with a public
 * constructor without arguments, registered as a {@link ModelReader} service.
 */
public abstract class UnionScoreReader implements ModelReader {

    /** For subclasses. */
    protected UnionScoreReader() {}

    /**
     * Rebuilds the score from what {@link UnionScore#describe} entered.
     *
     * @param document the document of the fitted object
     * @return the score
     */
    protected abstract UnionScore score(ModelDocument document);

    @Override
    public final UnionRegressor read(ModelDocument document) {
        return new UnionRegressor(
                score(document), ConformalScores.wrap(document.numbers("scores")));
    }
}
