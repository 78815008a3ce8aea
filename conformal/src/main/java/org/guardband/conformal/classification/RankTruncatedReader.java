package org.guardband.conformal.classification;

import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;

/** Reads classifiers with {@link RankTruncated}. */
public final class RankTruncatedReader extends ClassScoreReader {

    /** For the service loader. */
    public RankTruncatedReader() {}

    @Override
    public String method() {
        return RankTruncated.METHOD;
    }

    @Override
    protected ClassScore score(ModelDocument document) {
        return RankTruncated.of(inner(document.child("score")), document.integers("limits"));
    }

    /** The score of a nested classifier without held-out rows. */
    static ClassScore inner(ModelDocument nested) {
        if (ModelFiles.fromDocument(nested) instanceof ConformalClassifier classifier) {
            return classifier.score();
        }
        throw new ModelFormatException(
                "field \"score\" must be a classifier, got " + nested.method());
    }
}
