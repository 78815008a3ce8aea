package org.guardband.conformal.conditional;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;

/** Reads {@link DifficultyForest}s. */
public final class DifficultyForestReader implements ModelReader {

    /** For the service loader. */
    public DifficultyForestReader() {}

    @Override
    public String method() {
        return DifficultyForest.METHOD;
    }

    @Override
    public Persistent read(ModelDocument document) {
        return DifficultyForest.read(document);
    }
}
