package org.guardband.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.guardband.detection.format.CocoFiles;

/** The files beside the tests; see the README there. */
public final class Samples {

    private Samples() {}

    public static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Samples.class.getResource(name)).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(String name) {
        try (InputStream raw = Objects.requireNonNull(Samples.class.getResourceAsStream(name));
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static GroundTruthBatch truth() {
        try {
            return CocoFiles.readTruth(file("coco100-truth.json.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static DetectionBatch found() {
        return found(truth().catalogue());
    }

    public static DetectionBatch found(Catalogue catalogue) {
        try {
            return CocoFiles.readDetections(file("coco100-results.json.gz"), catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
