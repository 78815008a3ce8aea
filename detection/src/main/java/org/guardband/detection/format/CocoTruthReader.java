package org.guardband.detection.format;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;

/** Reads COCO's truth files, whose three lists may stand in any order. */
final class CocoTruthReader {

    private final JsonInput json;
    private final List<String> imageIds = new ArrayList<>();
    private final List<String> fileNames = new ArrayList<>();
    private final Growing.Numbers widths = new Growing.Numbers();
    private final Growing.Numbers heights = new Growing.Numbers();
    private final List<String> categoryIds = new ArrayList<>();
    private final List<String> categoryNames = new ArrayList<>();

    /** Annotations may come before the images and categories that they name. */
    private final Names imageNames = new Names();

    private final Names labelNames = new Names();
    private final Growing.Codes images = new Growing.Codes();
    private final Growing.Codes labels = new Growing.Codes();
    private final Growing.Longs ids = new Growing.Longs();
    private final Growing.Numbers boxes = new Growing.Numbers();
    private final Growing.Numbers areas = new Growing.Numbers();
    private final Growing.Marks crowds = new Growing.Marks();
    private final Growing.Marks ignored = new Growing.Marks();
    private final double[] box = new double[Boxes.COORDINATES];

    CocoTruthReader(JsonInput json) {
        this.json = json;
    }

    /** Numbers texts in order of appearance. */
    private static final class Names {
        private final Map<String, Integer> codes = new HashMap<>();
        private final List<String> names = new ArrayList<>();

        int code(String name) {
            Integer known = codes.putIfAbsent(name, names.size());
            if (known != null) {
                return known;
            }
            names.add(name);
            return names.size() - 1;
        }
    }

    GroundTruthBatch read() throws IOException {
        json.next();
        json.beginObject("a truth file");
        boolean hasImages = false;
        boolean hasCategories = false;
        boolean hasAnnotations = false;
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            switch (field) {
                case "images" -> {
                    once(hasImages, field);
                    hasImages = true;
                    rows(field, this::image);
                }
                case "categories" -> {
                    once(hasCategories, field);
                    hasCategories = true;
                    rows(field, this::category);
                }
                case "annotations" -> {
                    once(hasAnnotations, field);
                    hasAnnotations = true;
                    rows(field, this::annotation);
                }
                default -> json.skip();
            }
        }
        require(hasImages, "a truth file", "images");
        require(hasCategories, "a truth file", "categories");
        require(hasAnnotations, "a truth file", "annotations");
        return batch();
    }

    private void once(boolean before, String field) {
        if (before) {
            throw json.refuse("\"" + field + "\" must be there once");
        }
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface Row {
        void read(String what) throws IOException;
    }

    private void rows(String field, Row row) throws IOException {
        json.beginArray(field);
        int index = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            String what = field + "[" + index++ + "]";
            json.beginObject(what);
            row.read(what);
        }
    }

    private void image(String what) throws IOException {
        String id = "";
        String name = "";
        double width = 0;
        double height = 0;
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            switch (field) {
                case "id" -> id = json.id(what + ".id");
                case "file_name" -> name = json.text(what + ".file_name");
                case "width" -> width = json.nonNegative(what + ".width");
                case "height" -> height = json.nonNegative(what + ".height");
                default -> json.skip();
            }
        }
        require(!id.isEmpty(), what, "id");
        imageIds.add(id);
        fileNames.add(name.isEmpty() ? id : name);
        widths.add(width);
        heights.add(height);
    }

    private void category(String what) throws IOException {
        String id = "";
        String name = "";
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            switch (field) {
                case "id" -> id = json.id(what + ".id");
                case "name" -> name = json.text(what + ".name");
                default -> json.skip();
            }
        }
        require(!id.isEmpty(), what, "id");
        categoryIds.add(id);
        categoryNames.add(name.isEmpty() ? id : name);
    }

    private void annotation(String what) throws IOException {
        int image = -1;
        int label = -1;
        boolean hasBox = false;
        double area = -1;
        boolean crowd = false;
        boolean ignore = false;
        for (String field = json.nextField(); !field.isEmpty(); field = json.nextField()) {
            switch (field) {
                case "id" -> ids.add(json.whole(what + ".id"));
                case "image_id" -> image = imageNames.code(json.id(what + ".image_id"));
                case "category_id" -> label = labelNames.code(json.id(what + ".category_id"));
                case "bbox" -> {
                    readBox(json, what, box);
                    hasBox = true;
                }
                case "area" -> area = json.nonNegative(what + ".area");
                case "iscrowd" -> crowd = json.mark(what + ".iscrowd");
                case "ignore" -> ignore = json.mark(what + ".ignore");
                default -> json.skip();
            }
        }
        require(image >= 0, what, "image_id");
        require(label >= 0, what, "category_id");
        require(hasBox, what, "bbox");
        images.add(image);
        labels.add(label);
        for (double number : box) {
            boxes.add(number);
        }
        areas.add(area >= 0 ? area : box[2] * box[3]);
        crowds.add(crowd);
        ignored.add(ignore);
        if (ids.size() != 0 && ids.size() != images.size()) {
            throw json.refuse(what + ": all annotations must have one \"id\", or none of them");
        }
    }

    static void readBox(JsonInput json, String what, double[] box) throws IOException {
        json.numbers(what + ".bbox", box);
        for (int c = 2; c < box.length; c++) {
            if (box[c] < 0) {
                throw json.refuse(
                        what
                                + ".bbox "
                                + BoxForm.SIZE.coordinate(c)
                                + " must be >= 0, got "
                                + box[c]);
            }
        }
    }

    private void require(boolean there, String what, String field) {
        if (!there) {
            throw json.refuse(what + " has no \"" + field + "\"");
        }
    }

    private GroundTruthBatch batch() {
        try {
            Catalogue catalogue = new Catalogue(imageTable(), categoryTable());
            int[] image =
                    positions(
                            "image",
                            images.toArray(),
                            imageNames.names.stream()
                                    .mapToInt(catalogue.images()::position)
                                    .toArray(),
                            imageNames.names);
            int[] label =
                    positions(
                            "category",
                            labels.toArray(),
                            labelNames.names.stream()
                                    .mapToInt(catalogue.categories()::position)
                                    .toArray(),
                            labelNames.names);
            GroundTruthBatch batch =
                    GroundTruthBatch.of(
                                    catalogue,
                                    image,
                                    label,
                                    Boxes.wrap(BoxForm.SIZE, boxes.toArray()))
                            .withAreas(areas.toArray())
                            .withCrowds(crowds.toArray())
                            .withIgnored(ignored.toArray());
            return ids.size() > 0 ? batch.withIds(ids.toArray()) : batch;
        } catch (DetectionFileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw json.refuseWhole(String.valueOf(e.getMessage()));
        }
    }

    private int[] positions(String what, int[] codes, int[] positionOf, List<String> names) {
        int[] positions = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            positions[i] = positionOf[codes[i]];
            if (positions[i] < 0) {
                throw json.refuseWhole(
                        "annotations["
                                + i
                                + "]."
                                + what
                                + "_id: no "
                                + what
                                + " has the id "
                                + JsonInput.shortened(names.get(codes[i])));
            }
        }
        return positions;
    }

    private ImageTable imageTable() {
        int[] order = IdOrder.of(imageIds);
        double[] width = widths.toArray();
        double[] height = heights.toArray();
        return ImageTable.of(
                Arrays.stream(order).mapToObj(imageIds::get).toList(),
                Arrays.stream(order).mapToObj(fileNames::get).toList(),
                Arrays.stream(order).mapToDouble(i -> width[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> height[i]).toArray());
    }

    private CategoryTable categoryTable() {
        int[] order = IdOrder.of(categoryIds);
        return CategoryTable.of(
                Arrays.stream(order).mapToObj(categoryIds::get).toList(),
                Arrays.stream(order).mapToObj(categoryNames::get).toList());
    }
}
