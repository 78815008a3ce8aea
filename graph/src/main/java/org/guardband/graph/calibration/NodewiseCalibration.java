package org.guardband.graph.calibration;

import java.util.Objects;
import org.guardband.classification.ClassCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.graph.NodeBatch;

/**
 * A fitted {@link NodewiseCalibrator}.
 *
 * @param calibration the correction of each row
 * @param classes K
 */
public record NodewiseCalibration(ClassCalibration calibration, int classes)
        implements NodeCalibration {

    private static final String METHOD = "nodewise";

    /**
     * Checks that nothing is missing.
     *
     * @param calibration the correction of each row
     * @param classes K
     */
    public NodewiseCalibration {
        Objects.requireNonNull(calibration, "calibration");
        Arguments.atLeast("classes", classes, 1);
    }

    @Override
    public CategoricalBatch apply(NodeBatch batch) {
        ClassCount.require(batch, classes);
        return calibration.apply(batch.logits());
    }

    @Override
    public boolean preservesAccuracy() {
        return calibration.preservesAccuracy();
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("calibration", calibration.toDocument())
                .put("classes", classes)
                .build();
    }

    /** Reads {@code nodewise} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public NodewiseCalibration read(ModelDocument document) {
            ModelDocument inner = document.child("calibration");
            if (ModelFiles.fromDocument(inner) instanceof ClassCalibration calibration) {
                return new NodewiseCalibration(calibration, document.integer("classes"));
            }
            throw new ModelFormatException(
                    "field \"calibration\" must correct class probabilities, got a "
                            + inner.method()
                            + " model");
        }
    }
}
