package org.guardband.conformal.classification;

import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;

/**
 * What the sets of a fitted classifier are made of, apart from its thresholds.
 *
 * @param score the nonconformity score
 * @param labels the names of the classes
 * @param nonEmpty whether an empty set gets the most probable label
 */
record SetForm(ClassScore score, List<String> labels, boolean nonEmpty) {

    /** The loops over a batch, which has to have the classes of the held-out rows. */
    ScoredRows rows(CategoricalBatch batch) {
        requireLabels("batch", batch.labels());
        return new ScoredRows(score, batch);
    }

    void requireLabels(String name, List<String> given) {
        if (!given.equals(labels)) {
            throw new IllegalArgumentException(
                    name
                            + " must have the classes of the held-out rows, "
                            + labels
                            + ", got "
                            + given);
        }
    }

    ModelDocument.Builder document(String taxonomy) {
        ModelDocument.Builder document = ModelDocument.of(score.method());
        score.describe(document);
        return document.put("taxonomy", taxonomy)
                .putTexts("labels", labels)
                .put("non-empty", nonEmpty);
    }

    static SetForm read(ModelDocument document, ClassScore score) {
        List<String> labels = document.texts("labels");
        if (labels.isEmpty()) {
            throw new ModelFormatException("field \"labels\" must name a class");
        }
        return new SetForm(score, labels, document.flag("non-empty"));
    }
}
