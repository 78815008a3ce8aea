package org.guardband.detection.format;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.guardband.core.file.AtomicFile;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * COCO's files: a truth file, an object with {@code images}, {@code categories} and {@code
 * annotations}, and a result file, an array of detections (or an object that holds it as {@code
 * annotations}). Names that end in {@code .gz} are compressed.
 *
 * <p>Files are read token by token: beside the columns that come out, memory does not grow with the
 * file, however large. Fields that are not needed, such as outlines, are skipped. Ids may be whole
 * numbers or texts, and {@code 42} is {@code "42"}. Images and categories are sorted by id, as
 * numbers where all are, since COCO's own evaluation visits images in this order.
 *
 * <p>A detection has {@code image_id}, {@code category_id}, {@code bbox} (left, top, width, height)
 * and {@code score}; in addition to COCO all detections, or none, may have {@code bbox_sd}, four
 * standard deviations, and {@code probabilities}, one number per category in the order of their
 * ids. An annotation has {@code image_id}, {@code category_id}, {@code bbox} and may have {@code
 * id}, {@code area} (else that of the box), {@code iscrowd} and {@code ignore}. Anything else that
 * is wrong is refused in one line with file, line and column: cut files, deep nesting, wrong types,
 * unknown or repeated ids, negative sizes, scores outside [0, 1].
 */
public final class CocoFiles {

    private static final JsonFactory JSON = new JsonFactory();

    private CocoFiles() {}

    /**
     * Reads a truth file.
     *
     * @param file the file, {@code .json} or {@code .json.gz}
     * @return the true objects, with their catalogue
     * @throws DetectionFileException if the content is no truth
     * @throws IOException if the file cannot be read
     */
    public static GroundTruthBatch readTruth(Path file) throws IOException {
        return JsonInput.read(file, json -> new CocoTruthReader(json).read());
    }

    /**
     * Reads a result file.
     *
     * @param file the file, {@code .json} or {@code .json.gz}
     * @param catalogue the images and categories that it may refer to
     * @return the detections
     * @throws DetectionFileException if the content is no list of detections
     * @throws IOException if the file cannot be read
     */
    public static DetectionBatch readDetections(Path file, Catalogue catalogue) throws IOException {
        return JsonInput.read(file, json -> new CocoDetectionReader(json, catalogue).read());
    }

    /**
     * Writes a truth file, whole or not at all.
     *
     * @param file the file, replaced if it exists
     * @param truth the true objects
     * @throws IOException if the file cannot be written
     */
    public static void writeTruth(Path file, GroundTruthBatch truth) throws IOException {
        write(file, json -> new CocoWriter(json).truth(truth));
    }

    /**
     * Writes a result file, whole or not at all.
     *
     * @param file the file, replaced if it exists
     * @param detections the detections
     * @throws IOException if the file cannot be written
     */
    public static void writeDetections(Path file, DetectionBatch detections) throws IOException {
        write(file, json -> new CocoWriter(json).detections(detections));
    }

    /** Writes through a generator. */
    @FunctionalInterface
    private interface Writing {
        void write(JsonGenerator json) throws IOException;
    }

    private static void write(Path file, Writing writing) throws IOException {
        boolean gzip = file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        AtomicFile.write(
                file,
                out -> {
                    GZIPOutputStream packed = gzip ? new GZIPOutputStream(out) : null;
                    try (JsonGenerator json =
                            JSON.createGenerator(packed != null ? packed : out, JsonEncoding.UTF8)
                                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                        writing.write(json);
                    }
                    if (packed != null) {
                        packed.finish();
                    }
                });
    }
}
