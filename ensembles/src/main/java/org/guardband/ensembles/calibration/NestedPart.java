package org.guardband.ensembles.calibration;

import org.guardband.classification.ClassCalibration;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.ensembles.pool.ClassPool;

/** Models within models, refused if they are of another kind than the field has to hold. */
final class NestedPart {

    private NestedPart() {}

    static ClassPool pool(ModelDocument document) {
        if (ModelFiles.fromDocument(document) instanceof ClassPool pool) {
            return pool;
        }
        throw new ModelFormatException(
                "field \"pool\" must hold a pool of classes, got a "
                        + document.method()
                        + " model");
    }

    static ClassCalibration calibration(ModelDocument document) {
        if (ModelFiles.fromDocument(document) instanceof ClassCalibration calibration) {
            return calibration;
        }
        throw new ModelFormatException(
                "field \"calibration\" must hold a correction of class probabilities, got a "
                        + document.method()
                        + " model");
    }
}
