package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.cli.report.DetectionReport;
import org.guardband.cli.report.Report;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.core.table.TableException;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.ImageBootstrap;
import org.guardband.detection.error.LocalisationAwareAce;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.error.LocalisationRecallPrecision;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;

/** Measures of detections against the objects that are there. */
final class DetectionEvaluation {

    /** A detection is judged right or wrong at this overlap, wherever one is asked for. */
    static final double OVERLAP = 0.5;

    private static final int BINS = 10;
    private static final int POSITION_BINS = 5;
    private static final int LEAST_IN_CELL = 8;
    private static final List<DetectionFeature> CENTRE =
            List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);

    /** Of the interval around the error, which is of whole images. */
    private static final Coverage SHOWN = Coverage.of(0.95);

    private static final int REPLICATES = 400;
    private static final long SEED = 1;

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
        if (outcomes.size() > 0) {
            calibration(measures);
        }
        return measures;
    }

    private void calibration(Map<String, Double> measures) {
        DetectionCalibrationError binned = DetectionCalibrationError.equalWidth(BINS);
        DetectionMeasure expected = binned.measure(DetectionErrors.Kind.EXPECTED, List.of());
        double value = expected.of(outcomes);
        measures.put("d-ece", value);
        Interval interval = bootstrap().interval(expected, outcomes, SHOWN);
        measures.put("d-ece-low", interval.lower());
        measures.put("d-ece-high", interval.upper());
        DetectionErrors errors = binned.of(DetectionPoints.of(outcomes, List.of()));
        measures.put("d-ace", errors.get(DetectionErrors.Kind.AVERAGE));
        measures.put("d-mce", errors.get(DetectionErrors.Kind.MAXIMUM));
        measures.put("d-ece-class-wise", new CategoryMean(expected).of(outcomes));
        if (haveSizes()) {
            measures.put(
                    "d-ece-position",
                    DetectionCalibrationError.equalWidth(POSITION_BINS)
                            .withSampleThreshold(LEAST_IN_CELL)
                            .measure(DetectionErrors.Kind.EXPECTED, CENTRE)
                            .of(outcomes));
        }
        measures.put("laece", LocalisationAwareEce.withDefaults().of(outcomes));
        measures.put("laace", LocalisationAwareAce.withDefaults().of(outcomes));
        measures.put("lrp", LocalisationRecallPrecision.withDefaults().of(outcomes));
    }

    private boolean haveSizes() {
        ImageTable table = outcomes.detections().catalogue().images();
        return IntStream.range(0, table.size()).allMatch(table::hasSize);
    }

    private static ImageBootstrap bootstrap() {
        return ImageBootstrap.withDefaults(SEED).withReplicates(REPLICATES);
    }

    Report report(String source, Evaluation evaluation) {
        return DetectionReport.of(source, precision, thresholds, outcomes, evaluation.texts());
    }
}
