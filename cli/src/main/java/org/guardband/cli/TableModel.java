package org.guardband.cli;

import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;

/**
 * What a method fitted, with the columns that it was fitted on: where these are features or targets
 * with names of the user's, another table must have the same ones, in any order.
 *
 * @param name the method that applies it
 * @param columns the names of the columns, in the order in which the models know them
 * @param models what was fitted
 */
record TableModel(String name, List<String> columns, List<Persistent> models)
        implements Persistent {

    static final String METHOD = "table-model";

    TableModel {
        columns = List.copyOf(columns);
        models = List.copyOf(models);
    }

    static TableModel of(String name, List<String> columns, Persistent... models) {
        return new TableModel(name, columns, List.of(models));
    }

    /** A model of the kind that the method fits; a damaged or forged file may hold another. */
    <T extends Persistent> T model(int index, Class<T> kind) {
        if (index >= models.size() || !kind.isInstance(models.get(index))) {
            throw new ModelFormatException(
                    "field \"models\" of a "
                            + name
                            + " model must hold a "
                            + kind.getSimpleName()
                            + " at "
                            + index);
        }
        return kind.cast(models.get(index));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("name", name)
                .putTexts("columns", columns)
                .putChildren("models", models.stream().map(Persistent::toDocument).toList())
                .build();
    }

    /** Reads {@code table-model} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public TableModel read(ModelDocument document) {
            return new TableModel(
                    document.text("name"),
                    document.texts("columns"),
                    ModelFiles.fromDocuments(document.children("models")));
        }
    }
}
