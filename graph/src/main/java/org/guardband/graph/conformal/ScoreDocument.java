package org.guardband.graph.conformal;

import java.util.List;
import org.guardband.conformal.classification.ClassScore;
import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.Persistent;

/** Reads a score back, by way of a classifier without rows, which its reader knows how to read. */
final class ScoreDocument {

    private ScoreDocument() {}

    static ClassScore read(ModelDocument score, List<String> labels) {
        ModelDocument.Builder classifier = ModelDocument.of(score.method());
        for (String name : score.names()) {
            copy(score, name, classifier);
        }
        classifier
                .put("taxonomy", "none")
                .putTexts("labels", labels)
                .put("non-empty", false)
                .put("scores", new double[0]);
        Persistent read = ModelFiles.fromDocument(classifier.build());
        if (read instanceof ConformalClassifier known) {
            return known.score();
        }
        throw new ModelFormatException(
                "field \"score\" must be a class score, got a " + score.method() + " model");
    }

    private static void copy(ModelDocument from, String name, ModelDocument.Builder to) {
        Object value = from.value(name);
        if (value instanceof Double number) {
            to.put(name, number);
        } else if (value instanceof Long number) {
            to.put(name, number);
        } else if (value instanceof Boolean flag) {
            to.put(name, flag);
        } else if (value instanceof String text) {
            to.put(name, text);
        } else {
            throw new ModelFormatException(
                    "field \"" + name + "\" of a score must be a number, a text or a flag");
        }
    }
}
