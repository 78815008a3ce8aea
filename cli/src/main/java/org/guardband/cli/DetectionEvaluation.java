package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guardband.cli.report.DetectionReport;
import org.guardband.cli.report.Report;
import org.guardband.core.table.TableException;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;

/** Measures of detections against the objects that are there. */
final class DetectionEvaluation {

    /** A detection is judged right or wrong at this overlap, wherever one is asked for. */
    static final double OVERLAP = 0.5;

    private final CocoEvaluation precision;
    private final double[] thresholds;
    private final Outcomes outcomes;
    private final int images;

    private DetectionEvaluation(
            CocoEvaluation precision, double[] thresholds, Outcomes outcomes, int images) {
        this.precision = precision;
        this.thresholds = thresholds;
        this.outcomes = outcomes;
        this.images = images;
    }

    /** Whether a file holds detections, told by its name. */
    static boolean isDetections(Path file) {
        return file.toString().endsWith(".json");
    }

    static DetectionEvaluation of(Path detections, Path truth) throws IOException {
        GroundTruthBatch objects = CocoFiles.readTruth(truth);
        DetectionBatch found = CocoFiles.readDetections(detections, objects.catalogue());
        if (found.size() == 0) {
            throw new TableException(detections + ": has no detections to evaluate");
        }
        Matches matches = CocoMatching.withDefaults().match(found, objects);
        return new DetectionEvaluation(
                CocoEvaluation.of(matches),
                matches.thresholds(),
                CocoMatching.at(OVERLAP).match(found, objects).outcomes(0),
                objects.catalogue().images().size());
    }

    Map<String, Double> measures() {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("images", (double) images);
        measures.put("objects", (double) outcomes.objects());
        measures.put("detections", (double) outcomes.detections().size());
        measures.putAll(precision.figures().byName());
        return measures;
    }

    Report report(String source, Evaluation evaluation) {
        return DetectionReport.of(source, precision, thresholds, outcomes, evaluation.texts());
    }
}
