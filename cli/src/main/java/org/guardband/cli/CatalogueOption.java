package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.format.CocoFiles;
import picocli.CommandLine.Option;

/** The option of {@code apply} that methods for detections have. */
final class CatalogueOption {

    @Option(
            names = DetectionOptions.TRUTH,
            paramLabel = "IMAGES.json",
            description =
                    "Images and categories of the detections in the form of COCO; objects in it are"
                            + " not looked at.")
    Optional<Path> truth = Optional.empty();

    DetectionBatch read(Path detections) throws IOException {
        Path file = DetectionOptions.required(truth, detections);
        return CocoFiles.readDetections(detections, CocoFiles.readTruth(file).catalogue());
    }
}
