package org.guardband.cli;

import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;

/**
 * A threshold that keeps a risk in bounds.
 *
 * @param name the method that found it
 * @param columns the columns that it was found on
 * @param promise what it keeps, for people
 * @param threshold the threshold
 */
record RiskThreshold(String name, List<String> columns, String promise, double threshold)
        implements Persistent {

    static final String METHOD = "risk-threshold";

    RiskThreshold {
        columns = List.copyOf(columns);
        Arguments.finite("threshold", threshold);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("name", name)
                .putTexts("columns", columns)
                .put("promise", promise)
                .put("threshold", threshold)
                .build();
    }

    /** Reads {@code risk-threshold} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public RiskThreshold read(ModelDocument document) {
            return new RiskThreshold(
                    document.text("name"),
                    document.texts("columns"),
                    document.text("promise"),
                    document.number("threshold"));
        }
    }
}
