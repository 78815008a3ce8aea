package org.guardband.detection.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;

/** Writes COCO's files, numbers as the shortest decimals that read back exactly. */
final class CocoWriter {

    /** Whole numbers up to here are doubles one by one. */
    private static final double EXACT = 1L << 53;

    private final JsonGenerator json;

    CocoWriter(JsonGenerator json) {
        this.json = json;
    }

    void truth(GroundTruthBatch truth) throws IOException {
        json.writeStartObject();
        images(truth.catalogue().images());
        categories(truth.catalogue().categories());
        json.writeArrayFieldStart("annotations");
        Boxes boxes = truth.boxes().to(BoxForm.SIZE);
        for (int i = 0; i < truth.size(); i++) {
            json.writeStartObject();
            json.writeNumberField("id", truth.id(i));
            place(truth.catalogue(), truth.image(i), truth.category(i));
            box("bbox", boxes, i);
            number("area", truth.area(i));
            json.writeNumberField("iscrowd", truth.isCrowd(i) ? 1 : 0);
            if (truth.isIgnored(i)) {
                json.writeNumberField("ignore", 1);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    void detections(DetectionBatch found) throws IOException {
        // deviations belong to the coordinates as they were given
        Boxes boxes = found.boxes().to(BoxForm.SIZE);
        Optional<double[]> sd = found.sd();
        if (sd.isPresent() && found.boxes().form() != BoxForm.SIZE) {
            throw new IllegalArgumentException(
                    "boxes with standard deviations must have the form SIZE to be written, got "
                            + found.boxes().form());
        }
        json.writeStartArray();
        for (int i = 0; i < found.size(); i++) {
            json.writeStartObject();
            place(found.catalogue(), found.image(i), found.category(i));
            box("bbox", boxes, i);
            number("score", found.score(i));
            if (sd.isPresent()) {
                json.writeArrayFieldStart("bbox_sd");
                for (int c = 0; c < Boxes.COORDINATES; c++) {
                    number(sd.get()[i * Boxes.COORDINATES + c]);
                }
                json.writeEndArray();
            }
            if (found.labels().isPresent()) {
                probabilities(found.labels().get(), i);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void probabilities(CategoricalBatch labels, int row) throws IOException {
        json.writeArrayFieldStart("probabilities");
        for (int k = 0; k < labels.classes(); k++) {
            number(labels.probability(row, k));
        }
        json.writeEndArray();
    }

    private void images(ImageTable images) throws IOException {
        json.writeArrayFieldStart("images");
        for (int i = 0; i < images.size(); i++) {
            json.writeStartObject();
            id("id", images.ids().get(i));
            json.writeStringField("file_name", images.fileNames().get(i));
            number("width", images.width(i));
            number("height", images.height(i));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void categories(CategoryTable categories) throws IOException {
        json.writeArrayFieldStart("categories");
        for (int k = 0; k < categories.size(); k++) {
            json.writeStartObject();
            id("id", categories.ids().get(k));
            json.writeStringField("name", categories.names().get(k));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void place(Catalogue catalogue, int image, int category) throws IOException {
        id("image_id", catalogue.images().ids().get(image));
        id("category_id", catalogue.categories().ids().get(category));
    }

    private void box(String name, Boxes boxes, int row) throws IOException {
        json.writeArrayFieldStart(name);
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            number(boxes.coordinate(row, c));
        }
        json.writeEndArray();
    }

    private void id(String name, String id) throws IOException {
        if (IdOrder.isWhole(id) && Long.toString(Long.parseLong(id)).equals(id)) {
            json.writeNumberField(name, Long.parseLong(id));
        } else {
            json.writeStringField(name, id);
        }
    }

    private void number(String name, double value) throws IOException {
        json.writeFieldName(name);
        number(value);
    }

    private void number(double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }
}
