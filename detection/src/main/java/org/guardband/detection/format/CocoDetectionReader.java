package org.guardband.detection.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;

/** Reads COCO's result files. */
final class CocoDetectionReader {

    private static final int MISSING = -1;

    private final JsonInput json;
    private final Catalogue catalogue;
    private final Growing.Codes images = new Growing.Codes();
    private final Growing.Codes categories = new Growing.Codes();
    private final Growing.Numbers scores = new Growing.Numbers();
    private final Growing.Numbers boxes = new Growing.Numbers();
    private final Growing.Numbers deviations = new Growing.Numbers();
    private final Growing.Numbers probabilities = new Growing.Numbers();
    private final Growing.Longs ids = new Growing.Longs();

    /** The row that is being read. */
    private final double[] box = new double[Boxes.COORDINATES];

    private final double[] deviation = new double[Boxes.COORDINATES];
    private final double[] probability;
    private int image;
    private int category;
    private double score;
    private boolean hasBox;
    private boolean hasDeviation;
    private boolean hasProbability;

    CocoDetectionReader(JsonInput json, Catalogue catalogue) {
        this.json = json;
        this.catalogue = catalogue;
        this.probability = new double[catalogue.categories().size()];
    }

    DetectionBatch read() throws IOException {
        json.next();
        if (json.token() == JsonToken.START_OBJECT) {
            readWithin();
        } else {
            json.beginArray("a result file");
            readRows();
        }
        return batch();
    }

    private void readWithin() throws IOException {
        boolean found = false;
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            if (!field.equals("annotations")) {
                json.skip();
                continue;
            }
            if (found) {
                throw json.refuse("\"annotations\" must be there once");
            }
            found = true;
            json.beginArray("annotations");
            readRows();
        }
        if (!found) {
            throw json.refuse("a result file must be an array or hold \"annotations\"");
        }
    }

    private void readRows() throws IOException {
        while (json.next() != JsonToken.END_ARRAY) {
            readRow("detections[" + images.size() + "]");
        }
    }

    private void readRow(String what) throws IOException {
        json.beginObject(what);
        image = MISSING;
        category = MISSING;
        score = Double.NaN;
        hasBox = false;
        hasDeviation = false;
        hasProbability = false;
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            readField(what, field);
        }
        require(image != MISSING, what, "image_id");
        require(category != MISSING, what, "category_id");
        require(hasBox, what, "bbox");
        require(!Double.isNaN(score), what, "score");
        images.add(image);
        categories.add(category);
        scores.add(score);
        append(boxes, box);
        if (hasDeviation) {
            append(deviations, deviation);
        }
        if (hasProbability) {
            append(probabilities, probability);
        }
        requireAllOrNone(what, "bbox_sd", deviations.size(), deviation.length);
        requireAllOrNone(what, "probabilities", probabilities.size(), probability.length);
    }

    private void readField(String what, String field) throws IOException {
        switch (field) {
            case "image_id" -> {
                String id = json.id(what + ".image_id");
                image = catalogue.images().position(id);
                if (image < 0) {
                    throw json.refuse(what + ".image_id: no image has the id " + shown(id));
                }
            }
            case "category_id" -> {
                String id = json.id(what + ".category_id");
                category = catalogue.categories().position(id);
                if (category < 0) {
                    throw json.refuse(what + ".category_id: no category has the id " + shown(id));
                }
            }
            case "score" -> {
                score = json.number(what + ".score");
                if (!(score >= 0 && score <= 1)) {
                    throw json.refuse(what + ".score must be in [0, 1], got " + score);
                }
            }
            case "bbox" -> {
                CocoTruthReader.readBox(json, what, box);
                hasBox = true;
            }
            case "bbox_sd" -> {
                json.numbers(what + ".bbox_sd", deviation);
                for (double sd : deviation) {
                    if (!(sd > 0)) {
                        throw json.refuse(what + ".bbox_sd must be > 0, got " + sd);
                    }
                }
                hasDeviation = true;
            }
            case "probabilities" -> {
                json.numbers(what + ".probabilities", probability);
                checkProbabilities(what);
                hasProbability = true;
            }
            case "id" -> ids.add(json.whole(what + ".id"));
            default -> json.skip();
        }
    }

    private void checkProbabilities(String what) {
        double sum = 0;
        for (double p : probability) {
            if (!(p >= 0 && p <= 1)) {
                throw json.refuse(what + ".probabilities must be in [0, 1], got " + p);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= CategoricalBatch.DEFAULT_FLOAT_TOLERANCE)) {
            throw json.refuse(what + ".probabilities must sum to 1, got " + sum);
        }
    }

    private static String shown(String id) {
        return JsonInput.shortened(id);
    }

    private void require(boolean there, String what, String field) {
        if (!there) {
            throw json.refuse(what + " has no \"" + field + "\"");
        }
    }

    private void requireAllOrNone(String what, String field, int numbers, int each) {
        if (numbers != 0 && numbers != (long) images.size() * each) {
            throw json.refuse(
                    what + ": all detections must have \"" + field + "\", or none of them");
        }
    }

    private static void append(Growing.Numbers column, double[] numbers) {
        for (double number : numbers) {
            column.add(number);
        }
    }

    private DetectionBatch batch() {
        requireDifferentIds();
        DetectionBatch batch =
                DetectionBatch.wrap(
                        catalogue,
                        images.toArray(),
                        categories.toArray(),
                        scores.toArray(),
                        Boxes.wrap(BoxForm.SIZE, boxes.toArray()));
        if (deviations.size() > 0) {
            batch = batch.withSd(deviations.toArray());
        }
        if (probabilities.size() > 0) {
            batch =
                    batch.withLabels(
                            CategoricalBatch.wrap(
                                    probabilities.toArray(),
                                    catalogue.categories().names(),
                                    CategoricalBatch.DEFAULT_FLOAT_TOLERANCE));
        }
        return batch;
    }

    /** Ids are of no use to us, but an id that is there twice shows a file glued together. */
    private void requireDifferentIds() {
        long[] sorted = ids.toArray();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw json.refuseWhole("detection id " + sorted[i] + " must be there once");
            }
        }
    }
}
