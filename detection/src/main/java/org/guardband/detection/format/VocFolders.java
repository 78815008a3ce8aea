package org.guardband.detection.format;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.guardband.core.file.AtomicFile;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;

/**
 * Folders of text files, one {@code .txt} per image and one line per box, as the mAP tools for
 * Pascal VOC read them. A line of the truth is {@code category left top right bottom}, with {@code
 * difficult} behind it for an object to be ignored; a line of detections is {@code category score
 * left top right bottom}. Categories have no blanks.
 *
 * <p>The images are the files of the truth, by name; sizes of images are not known. A file of
 * detections must have its file of truth; an image without detections may have none. The categories
 * are those of either folder, by name. No pixel is added to widths, other than in Pascal VOC's own
 * scripts.
 */
public final class VocFolders {

    private static final String SUFFIX = ".txt";

    private VocFolders() {}

    /**
     * Reads both folders.
     *
     * @param truth the folder of true objects
     * @param detections the folder of detections
     * @return both, over one catalogue
     * @throws DetectionFileException if a line is wrong or an image has no truth
     * @throws IOException if a file cannot be read
     */
    public static EvaluationData read(Path truth, Path detections) throws IOException {
        List<String> images = images(truth);
        TreeSet<String> categories = new TreeSet<>();
        List<VocLine> objects = lines(truth, images, false);
        List<VocLine> found = lines(detections, images(detections), true);
        objects.forEach(line -> categories.add(line.category()));
        found.forEach(line -> categories.add(line.category()));
        List<String> names = List.copyOf(categories);
        Catalogue catalogue =
                new Catalogue(ImageTable.withoutSizes(images), CategoryTable.of(names, names));
        return new EvaluationData(detections(catalogue, found), truth(catalogue, objects));
    }

    private static List<String> images(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<VocLine> lines(Path folder, List<String> images, boolean scored)
            throws IOException {
        List<VocLine> lines = new ArrayList<>();
        for (String image : images) {
            Path file = folder.resolve(image + SUFFIX);
            int number = 0;
            for (String text : readLines(file)) {
                number++;
                if (!text.isBlank()) {
                    lines.add(VocLine.parse(file + ":" + number + ": ", image, text, scored));
                }
            }
        }
        return lines;
    }

    private static List<String> readLines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new DetectionFileException(file + ": is not UTF-8 text", e);
        }
    }

    private static DetectionBatch detections(Catalogue catalogue, List<VocLine> lines) {
        for (VocLine line : lines) {
            if (catalogue.images().position(line.image()) < 0) {
                throw new DetectionFileException(
                        line.place() + "there is no file of truth for the image " + line.image());
            }
        }
        return DetectionBatch.wrap(
                catalogue,
                images(catalogue, lines),
                categories(catalogue, lines),
                lines.stream().mapToDouble(VocLine::score).toArray(),
                boxes(lines));
    }

    private static GroundTruthBatch truth(Catalogue catalogue, List<VocLine> lines) {
        boolean[] ignored = new boolean[lines.size()];
        for (int i = 0; i < ignored.length; i++) {
            ignored[i] = lines.get(i).difficult();
        }
        return GroundTruthBatch.of(
                        catalogue,
                        images(catalogue, lines),
                        categories(catalogue, lines),
                        boxes(lines))
                .withIgnored(ignored);
    }

    private static int[] images(Catalogue catalogue, List<VocLine> lines) {
        return lines.stream().mapToInt(line -> catalogue.images().position(line.image())).toArray();
    }

    private static int[] categories(Catalogue catalogue, List<VocLine> lines) {
        return lines.stream()
                .mapToInt(line -> catalogue.categories().position(line.category()))
                .toArray();
    }

    private static Boxes boxes(List<VocLine> lines) {
        double[] numbers = new double[lines.size() * Boxes.COORDINATES];
        for (int i = 0; i < lines.size(); i++) {
            VocLine line = lines.get(i);
            int at = i * Boxes.COORDINATES;
            numbers[at] = line.left();
            numbers[at + 1] = line.top();
            numbers[at + 2] = line.right();
            numbers[at + 3] = line.bottom();
        }
        return Boxes.wrap(BoxForm.CORNERS, numbers);
    }

    /**
     * Writes detections, a file per image of the catalogue, empty where there is none. The folder
     * is made if need be.
     *
     * @param folder the folder
     * @param found the detections; the ids of images and the names of categories make file names
     *     and words
     * @throws IllegalArgumentException if an id or a name cannot be one
     * @throws IOException if a file cannot be written
     */
    public static void writeDetections(Path folder, DetectionBatch found) throws IOException {
        List<StringBuilder> texts = texts(found.catalogue());
        Boxes boxes = found.boxes().to(BoxForm.CORNERS);
        for (int i = 0; i < found.size(); i++) {
            StringBuilder text = texts.get(found.image(i));
            text.append(found.catalogue().categories().names().get(found.category(i)));
            text.append(' ').append(found.score(i));
            appendBox(text, boxes, i);
            text.append('\n');
        }
        write(folder, found.catalogue(), texts);
    }

    /**
     * Writes true objects, a file per image of the catalogue. The folder is made if need be. Crowds
     * and ignored objects are marked difficult.
     *
     * @param folder the folder
     * @param truth the objects; the ids of images and the names of categories make file names and
     *     words
     * @throws IllegalArgumentException if an id or a name cannot be one
     * @throws IOException if a file cannot be written
     */
    public static void writeTruth(Path folder, GroundTruthBatch truth) throws IOException {
        List<StringBuilder> texts = texts(truth.catalogue());
        Boxes boxes = truth.boxes().to(BoxForm.CORNERS);
        for (int i = 0; i < truth.size(); i++) {
            StringBuilder text = texts.get(truth.image(i));
            text.append(truth.catalogue().categories().names().get(truth.category(i)));
            appendBox(text, boxes, i);
            text.append(truth.isCrowd(i) || truth.isIgnored(i) ? " difficult\n" : "\n");
        }
        write(folder, truth.catalogue(), texts);
    }

    private static void appendBox(StringBuilder text, Boxes boxes, int row) {
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            text.append(' ').append(boxes.coordinate(row, c));
        }
    }

    private static List<StringBuilder> texts(Catalogue catalogue) {
        for (String name : catalogue.categories().names()) {
            if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException(
                        "category names must be words without blanks, got \"" + name + "\"");
            }
        }
        for (String id : catalogue.images().ids()) {
            if (id.isEmpty() || id.chars().anyMatch(c -> c == '/' || c == '\\' || c == 0)) {
                throw new IllegalArgumentException(
                        "image ids must be file names, got \"" + id + "\"");
            }
        }
        return Stream.generate(StringBuilder::new).limit(catalogue.images().size()).toList();
    }

    private static void write(Path folder, Catalogue catalogue, List<StringBuilder> texts)
            throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = texts.get(i).toString().getBytes(StandardCharsets.UTF_8);
            AtomicFile.write(
                    folder.resolve(catalogue.images().ids().get(i) + SUFFIX),
                    out -> out.write(bytes));
        }
    }
}
