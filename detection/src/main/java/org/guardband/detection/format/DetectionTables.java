package org.guardband.detection.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.table.Column;
import org.guardband.core.table.Table;
import org.guardband.core.table.Tables;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;

/**
 * Detections and truths as tables ({@code .csv}, {@code .csv.gz}, {@code .npz}, see {@link
 * Tables}), a row per box.
 *
 * <ul>
 *   <li>Both have {@code image} and {@code category}, which are ids, and a box in one of the forms
 *       of {@link BoxForm}: {@code x, y, width, height}, or {@code x1, y1, x2, y2}, or {@code cx,
 *       cy, width, height}.
 *   <li>Detections have {@code score}, and may have standard deviations {@code sd:x} … of the four
 *       coordinates and probabilities {@code p:}id of all categories.
 *   <li>Truths may have {@code id}, {@code area}, and {@code crowd} and {@code ignore} (0 or 1).
 *   <li>Images, in a table of their own, have {@code image} and may have {@code width} and {@code
 *       height}. Without it the images are those that have an object, of unknown size.
 * </ul>
 *
 * <p>Images and categories are sorted by id, as numbers where all are. What is wrong is refused in
 * one line with file, line and column.
 */
public final class DetectionTables {

    private static final List<String> MARKED = List.of("1", "true");

    private DetectionTables() {}

    /**
     * Reads true objects; the images are those that have one.
     *
     * @param truth the table
     * @return the objects, with their catalogue
     * @throws IllegalArgumentException if the content is no truth
     * @throws IOException if the file cannot be read
     */
    public static GroundTruthBatch readTruth(Path truth) throws IOException {
        Table table = read(truth);
        return truth(table, ImageTable.withoutSizes(sorted(table.texts("image"))));
    }

    /**
     * Reads true objects and the images.
     *
     * @param truth the table of objects
     * @param images the table of images
     * @return the objects, with their catalogue
     * @throws IllegalArgumentException if the content is no truth
     * @throws IOException if a file cannot be read
     */
    public static GroundTruthBatch readTruth(Path truth, Path images) throws IOException {
        return truth(read(truth), images(read(images)));
    }

    /**
     * Reads detections.
     *
     * @param detections the table
     * @param catalogue the images and categories that it may refer to
     * @return the detections
     * @throws IllegalArgumentException if the content is no table of detections
     * @throws IOException if the file cannot be read
     */
    public static DetectionBatch readDetections(Path detections, Catalogue catalogue)
            throws IOException {
        Table table = read(detections);
        Boxes boxes = boxes(table);
        double[] score = table.numbers("score");
        for (int i = 0; i < score.length; i++) {
            if (!(score[i] >= 0 && score[i] <= 1)) {
                throw refuse(table, i, "score", "must be in [0, 1], got " + score[i]);
            }
        }
        DetectionBatch batch =
                DetectionBatch.wrap(
                        catalogue,
                        positions(table, "image", catalogue.images()::position),
                        positions(table, "category", catalogue.categories()::position),
                        score,
                        boxes);
        Optional<double[]> sd = deviations(table, boxes.form());
        if (sd.isPresent()) {
            batch = batch.withSd(sd.get());
        }
        Optional<CategoricalBatch> labels = labels(table, catalogue.categories());
        return labels.isPresent() ? batch.withLabels(labels.get()) : batch;
    }

    /**
     * Writes detections.
     *
     * @param file the table, replaced if it exists
     * @param found the detections
     * @throws IOException if the file cannot be written
     */
    public static void writeDetections(Path file, DetectionBatch found) throws IOException {
        List<Column> columns =
                places(found.catalogue(), found.size(), found::image, found::category);
        columns.add(Column.wrap("score", found.scores()));
        addBoxes(columns, found.boxes());
        found.sd()
                .ifPresent(
                        sd -> {
                            for (int c = 0; c < Boxes.COORDINATES; c++) {
                                double[] column = new double[found.size()];
                                for (int i = 0; i < column.length; i++) {
                                    column[i] = sd[i * Boxes.COORDINATES + c];
                                }
                                columns.add(
                                        Column.wrap(
                                                "sd:" + found.boxes().form().coordinate(c),
                                                column));
                            }
                        });
        found.labels()
                .ifPresent(
                        labels -> {
                            for (int k = 0; k < labels.classes(); k++) {
                                double[] column = new double[found.size()];
                                for (int i = 0; i < column.length; i++) {
                                    column[i] = labels.probability(i, k);
                                }
                                String id = found.catalogue().categories().ids().get(k);
                                columns.add(Column.wrap("p:" + id, column));
                            }
                        });
        Tables.write(file, Table.of(columns));
    }

    /**
     * Writes true objects and images.
     *
     * @param file the table of objects, replaced if it exists
     * @param images the table of images, replaced if it exists
     * @param truth the objects
     * @throws IOException if a file cannot be written
     */
    public static void writeTruth(Path file, Path images, GroundTruthBatch truth)
            throws IOException {
        int n = truth.size();
        List<Column> columns = places(truth.catalogue(), n, truth::image, truth::category);
        addBoxes(columns, truth.boxes());
        List<String> ids = new ArrayList<>();
        double[] area = new double[n];
        double[] crowd = new double[n];
        double[] ignore = new double[n];
        for (int i = 0; i < n; i++) {
            ids.add(Long.toString(truth.id(i)));
            area[i] = truth.area(i);
            crowd[i] = truth.isCrowd(i) ? 1 : 0;
            ignore[i] = truth.isIgnored(i) ? 1 : 0;
        }
        columns.add(Column.of("id", ids));
        columns.add(Column.wrap("area", area));
        columns.add(Column.wrap("crowd", crowd));
        columns.add(Column.wrap("ignore", ignore));
        Tables.write(file, Table.of(columns));
        ImageTable table = truth.catalogue().images();
        double[] width = new double[table.size()];
        double[] height = new double[table.size()];
        for (int i = 0; i < width.length; i++) {
            width[i] = table.width(i);
            height[i] = table.height(i);
        }
        Tables.write(
                images,
                Table.of(
                        List.of(
                                Column.of("image", table.ids()),
                                Column.wrap("width", width),
                                Column.wrap("height", height))));
    }

    /** A position by row or by name. */
    @FunctionalInterface
    private interface Position<T> {
        int of(T what);
    }

    private static Table read(Path file) throws IOException {
        return Tables.read(
                file,
                name ->
                        !name.equals("image")
                                && !name.equals("category")
                                && !name.equals("id")
                                && !name.equals("crowd")
                                && !name.equals("ignore"));
    }

    private static List<String> sorted(List<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        List<String> out = new ArrayList<>();
        for (int i : IdOrder.of(distinct)) {
            out.add(distinct.get(i));
        }
        return out;
    }

    private static ImageTable images(Table table) {
        List<String> ids = table.texts("image");
        double[] width = table.has("width") ? table.numbers("width") : new double[ids.size()];
        double[] height = table.has("height") ? table.numbers("height") : new double[ids.size()];
        int[] order = IdOrder.of(ids);
        double[] widths = new double[order.length];
        double[] heights = new double[order.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < order.length; i++) {
            names.add(ids.get(order[i]));
            widths[i] = notNegative(table, order[i], "width", width[order[i]]);
            heights[i] = notNegative(table, order[i], "height", height[order[i]]);
        }
        try {
            return ImageTable.of(names, names, widths, heights);
        } catch (IllegalArgumentException e) {
            throw new DetectionFileException(table.place() + ": image: " + e.getMessage(), e);
        }
    }

    private static double notNegative(Table table, int row, String column, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw refuse(table, row, column, "must be >= 0 and finite, got " + value);
        }
        return value;
    }

    private static GroundTruthBatch truth(Table table, ImageTable images) {
        List<String> names = sorted(table.texts("category"));
        Catalogue catalogue = new Catalogue(images, CategoryTable.of(names, names));
        GroundTruthBatch batch =
                GroundTruthBatch.of(
                        catalogue,
                        positions(table, "image", images::position),
                        positions(table, "category", catalogue.categories()::position),
                        boxes(table));
        if (table.has("area")) {
            double[] areas = table.numbers("area");
            for (int i = 0; i < areas.length; i++) {
                notNegative(table, i, "area", areas[i]);
            }
            batch = batch.withAreas(areas);
        }
        if (table.has("crowd")) {
            batch = batch.withCrowds(marks(table, "crowd"));
        }
        if (table.has("ignore")) {
            batch = batch.withIgnored(marks(table, "ignore"));
        }
        return table.has("id") ? withIds(batch, table) : batch;
    }

    private static GroundTruthBatch withIds(GroundTruthBatch batch, Table table) {
        List<String> texts = table.texts("id");
        long[] ids = new long[texts.size()];
        for (int i = 0; i < ids.length; i++) {
            try {
                ids[i] = Long.parseLong(texts.get(i).strip());
            } catch (NumberFormatException e) {
                throw refuse(table, i, "id", "must be a whole number, got " + shown(texts.get(i)));
            }
        }
        try {
            return batch.withIds(ids);
        } catch (IllegalArgumentException e) {
            throw new DetectionFileException(table.place() + ": id: " + e.getMessage(), e);
        }
    }

    private static boolean[] marks(Table table, String column) {
        List<String> texts = table.texts(column);
        boolean[] marks = new boolean[texts.size()];
        for (int i = 0; i < marks.length; i++) {
            String text = texts.get(i).strip();
            marks[i] = MARKED.contains(text);
            if (!marks[i] && !text.equals("0") && !text.equals("false")) {
                throw refuse(table, i, column, "must be 0 or 1, got " + shown(text));
            }
        }
        return marks;
    }

    private static int[] positions(Table table, String column, Position<String> position) {
        List<String> ids = table.texts(column);
        int[] positions = new int[ids.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position.of(ids.get(i));
            if (positions[i] < 0) {
                throw refuse(table, i, column, "no " + column + " has the id " + shown(ids.get(i)));
            }
        }
        return positions;
    }

    private static Boxes boxes(Table table) {
        BoxForm form =
                table.has("x1") ? BoxForm.CORNERS : table.has("cx") ? BoxForm.CENTRE : BoxForm.SIZE;
        double[] numbers = new double[Math.multiplyExact(table.rows(), Boxes.COORDINATES)];
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            String name = form.coordinate(c);
            double[] column = table.numbers(name);
            for (int i = 0; i < column.length; i++) {
                if (!Double.isFinite(column[i])) {
                    throw refuse(table, i, name, "must be finite, got " + column[i]);
                }
                int at = i * Boxes.COORDINATES + c;
                numbers[at] = column[i];
                double least = form == BoxForm.CORNERS ? numbers[Math.max(at - 2, 0)] : 0;
                if (c >= 2 && column[i] < least) {
                    throw refuse(table, i, name, "must be >= " + least + ", got " + column[i]);
                }
            }
        }
        return Boxes.wrap(form, numbers);
    }

    private static Optional<double[]> deviations(Table table, BoxForm form) {
        if (!table.has("sd:" + form.coordinate(0))) {
            return Optional.empty();
        }
        double[] sd = new double[table.rows() * Boxes.COORDINATES];
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            String name = "sd:" + form.coordinate(c);
            double[] column = table.numbers(name);
            for (int i = 0; i < column.length; i++) {
                if (!(column[i] > 0 && column[i] < Double.POSITIVE_INFINITY)) {
                    throw refuse(table, i, name, "must be > 0 and finite, got " + column[i]);
                }
                sd[i * Boxes.COORDINATES + c] = column[i];
            }
        }
        return Optional.of(sd);
    }

    private static Optional<CategoricalBatch> labels(Table table, CategoryTable categories) {
        if (table.names().stream().noneMatch(name -> name.startsWith("p:"))) {
            return Optional.empty();
        }
        int k = categories.size();
        double[] probabilities = new double[Math.multiplyExact(table.rows(), k)];
        for (int label = 0; label < k; label++) {
            double[] column = table.numbers("p:" + categories.ids().get(label));
            for (int i = 0; i < column.length; i++) {
                probabilities[i * k + label] = column[i];
            }
        }
        try {
            return Optional.of(
                    CategoricalBatch.wrap(
                            probabilities,
                            categories.names(),
                            CategoricalBatch.DEFAULT_FLOAT_TOLERANCE));
        } catch (IllegalArgumentException e) {
            throw new DetectionFileException(table.place() + ": p:…: " + e.getMessage(), e);
        }
    }

    private static List<Column> places(
            Catalogue catalogue, int rows, Position<Integer> image, Position<Integer> category) {
        List<String> images = new ArrayList<>(rows);
        List<String> categories = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            images.add(catalogue.images().ids().get(image.of(i)));
            categories.add(catalogue.categories().ids().get(category.of(i)));
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.of("image", images));
        columns.add(Column.of("category", categories));
        return columns;
    }

    private static void addBoxes(List<Column> columns, Boxes boxes) {
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            double[] column = new double[boxes.size()];
            for (int i = 0; i < column.length; i++) {
                column[i] = boxes.coordinate(i, c);
            }
            columns.add(Column.wrap(boxes.form().coordinate(c), column));
        }
    }

    private static String shown(String text) {
        return "\"" + JsonInput.shortened(text) + "\"";
    }

    private static DetectionFileException refuse(Table table, int row, String column, String rule) {
        return new DetectionFileException(table.place(row) + ": " + column + ": " + rule);
    }
}
