package org.guardband.detection.box;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;

/** The parts of a model document that both calibrations of boxes have. */
final class BoxForms {

    private BoxForms() {}

    static BoxForm form(ModelDocument document) {
        String name = document.text("form");
        return Arrays.stream(BoxForm.values())
                .filter(form -> form.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ModelFormatException(
                                        "field \"form\" must be one of "
                                                + Arrays.toString(BoxForm.values())
                                                + ", got "
                                                + name));
    }

    static <T> List<T> members(ModelDocument document, Class<T> type) {
        List<ModelDocument> children = document.children("members");
        if (children.size() != Boxes.COORDINATES) {
            throw new ModelFormatException(
                    "field \"members\" must hold four models, got " + children.size());
        }
        return children.stream().map(child -> member(child, type)).toList();
    }

    private static <T> T member(ModelDocument document, Class<T> type) {
        Object model = ModelFiles.fromDocument(document);
        if (!type.isInstance(model)) {
            throw new ModelFormatException(
                    "a " + document.method() + " model cannot correct a coordinate of a box here");
        }
        return type.cast(model);
    }
}
