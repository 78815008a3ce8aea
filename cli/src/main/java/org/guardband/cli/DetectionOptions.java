package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.guardband.core.table.TableException;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.calibration.DetectionTarget;
import org.guardband.detection.conformal.BoxBound;
import org.guardband.detection.format.CocoFiles;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Options of {@code fit} that methods for detections have. */
final class DetectionOptions {

    static final String TRUTH = "--truth";

    /** Those of a method that learns what a score is to tell. */
    static final Set<String> OF_SCORES = Set.of(TRUTH, "--by-category", "--target", "--overlap");

    @Option(
            names = TRUTH,
            paramLabel = "TRUTH.json",
            description =
                    "True objects, images and categories in the form of COCO; the predictions are"
                            + " then detections in the form of COCO's results.")
    Optional<Path> truth = Optional.empty();

    @Option(
            names = "--by-category",
            description =
                    "A map for every category with 50 detections or more; the others share one"
                            + " (detections).")
    boolean byCategory;

    @Option(
            names = "--target",
            paramLabel = "NAME",
            converter = TargetConverter.class,
            description =
                    "What a score is to tell (detections): precision (default), the probability of"
                            + " being right, or iou, the expected overlap.")
    DetectionTarget target = DetectionTarget.PRECISION;

    @Option(
            names = "--overlap",
            paramLabel = "X",
            description =
                    "A detection is right if it overlaps an object of its category by so much,"
                            + " intersection over union (detections); default 0.5.")
    double overlap = DetectionEvaluation.OVERLAP;

    @Option(
            names = "--bound",
            paramLabel = "NAME",
            converter = BoundConverter.class,
            description =
                    "outer (default), a box around the object; inner, a box within it; or both"
                            + " (boxes).")
    BoxBound bound = BoxBound.OUTER;

    @Option(
            names = "--relative",
            description = "Margins in widths and heights of the box, not in pixels (boxes).")
    boolean relative;

    /** Bounds by name. */
    static final class BoundConverter implements ITypeConverter<BoxBound> {
        @Override
        public BoxBound convert(String text) {
            return FitOptions.named(text, BoxBound.values());
        }
    }

    /** Targets by name. */
    static final class TargetConverter implements ITypeConverter<DetectionTarget> {
        @Override
        public DetectionTarget convert(String text) {
            return FitOptions.named(text, DetectionTarget.values());
        }
    }

    /** Detections and the objects that are there. */
    record Held(DetectionBatch found, GroundTruthBatch truth) {}

    Held read(Path detections) throws IOException {
        GroundTruthBatch objects = CocoFiles.readTruth(required(truth, detections));
        DetectionBatch found = CocoFiles.readDetections(detections, objects.catalogue());
        if (found.size() == 0) {
            throw new TableException(detections + ": has no detections to fit on");
        }
        return new Held(found, objects);
    }

    /** The file of {@code --truth}. */
    static Path required(Optional<Path> truth, Path detections) {
        return truth.orElseThrow(
                () ->
                        new TableException(
                                detections
                                        + ": detections need their images and categories; give "
                                        + TRUTH
                                        + " TRUTH.json"));
    }
}
