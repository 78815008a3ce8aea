package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guardband.cli.report.DetectionPages;
import org.guardband.cli.report.Report;
import org.guardband.core.Coverage;
import org.guardband.core.set.Interval;
import org.guardband.core.table.TableException;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.box.BoxUncertaintyReport;
import org.guardband.detection.box.CoordinateMeasures;
import org.guardband.detection.box.UncertainBoxes;
import org.guardband.detection.calibration.DetectionTarget;
import org.guardband.detection.conformal.ImageBoxes;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionMeasure;
import org.guardband.detection.error.ImageBootstrap;
import org.guardband.detection.error.ThresholdMean;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.kde.DetectionKernelError;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.AveragePrecision;
import org.guardband.detection.report.DetectionReport;

/** Measures of detections against the objects that are there. */
final class DetectionEvaluation {

    /** A detection is judged right or wrong at this overlap, wherever one is asked for. */
    static final double OVERLAP = 0.5;

    private static final int BINS = 20;

    /** Of the intervals around figures, which are of whole images. */
    private static final Coverage SHOWN = Coverage.of(0.95);

    /** Of the central intervals of a box's coordinates. */
    private static final Coverage CENTRAL = Coverage.of(0.9);

    private static final ImageBootstrap BOOTSTRAP =
            ImageBootstrap.withDefaults(1).withReplicates(400);

    private final DetectionReport figures;

    private DetectionEvaluation(DetectionReport figures) {
        this.figures = figures;
    }

    /** Whether a file holds detections, told by its name. */
    static boolean isDetections(Path file) {
        String name = file.toString();
        return name.endsWith(".json") || name.endsWith(".json.gz");
    }

    static DetectionEvaluation of(Path detections, Path truth) throws IOException {
        GroundTruthBatch objects = CocoFiles.readTruth(truth);
        DetectionBatch found = CocoFiles.readDetections(detections, objects.catalogue());
        if (found.size() == 0) {
            throw new TableException(detections + ": has no detections to evaluate");
        }
        return new DetectionEvaluation(DetectionReport.of(found, objects));
    }

    Map<String, Double> measures() {
        Map<String, Double> measures = new LinkedHashMap<>();
        measures.put("images", (double) figures.images());
        measures.put("objects", (double) figures.objects());
        measures.put("detections", (double) figures.detections());
        measures.putAll(figures.precision().byName());
        precisionIntervals(measures);
        if (figures.outcomes().size() > 0) {
            calibration(measures);
        }
        spread(measures);
        return measures;
    }

    /** Of images drawn again; left out where no category has an object. */
    private void precisionIntervals(Map<String, Double> measures) {
        Matches matches = figures.evaluation().matches();
        CategoryMean precision = new CategoryMean(AveragePrecision.withDefaults());
        if (!Double.isNaN(figures.precision().ap())) {
            put(measures, "AP", new ThresholdMean(precision).prepare(matches, 0));
            put(measures, "AP50", precision.prepare(figures.outcomes()));
        }
    }

    private void put(
            Map<String, Double> measures, String name, DetectionMeasure.Prepared prepared) {
        Interval interval = BOOTSTRAP.interval(prepared, figures.images(), SHOWN);
        measures.put(name + "-low", interval.lower());
        measures.put(name + "-high", interval.upper());
    }

    private void calibration(Map<String, Double> measures) {
        DetectionMeasure expected =
                DetectionCalibrationError.equalWidth(BINS)
                        .measure(DetectionErrors.Kind.EXPECTED, List.of());
        measures.put("d-ece", figures.byScore().get(DetectionErrors.Kind.EXPECTED));
        put(measures, "d-ece", expected.prepare(figures.outcomes()));
        measures.put("d-ace", figures.byScore().get(DetectionErrors.Kind.AVERAGE));
        measures.put("d-mce", figures.byScore().get(DetectionErrors.Kind.MAXIMUM));
        measures.put("d-ece-mean-of-categories", figures.byScorePerCategory());
        figures.byCentre().ifPresent(errors -> put(measures, "d-ece-centre", errors));
        figures.byBox().ifPresent(errors -> put(measures, "d-ece-box", errors));
        measures.put(
                "kernel-error-mean-of-categories",
                new CategoryMean(DetectionKernelError.withDefaults(DetectionTarget.PRECISION))
                        .of(figures.outcomes()));
        measures.put("laece", figures.localisationAwareEce());
        measures.put("laace", figures.localisationAwareAce());
        measures.put("lrp", figures.lrp().lrp());
    }

    /** What the deviations of the boxes say, those of an ensemble or a detector's own. */
    private void spread(Map<String, Double> measures) {
        Outcomes outcomes = figures.outcomes();
        DetectionBatch found = outcomes.detections();
        Optional<double[]> sd = found.sd();
        if (sd.isEmpty()) {
            return;
        }
        double[] each = new double[found.size()];
        double sum = 0;
        for (int i = 0; i < each.length; i++) {
            for (int c = 0; c < Boxes.COORDINATES; c++) {
                each[i] += sd.get()[i * Boxes.COORDINATES + c] / Boxes.COORDINATES;
            }
            sum += each[i];
        }
        measures.put("mean-box-sd", sum / each.length);
        coordinates(measures);
        double[] judged = new double[outcomes.size()];
        boolean[] wrong = new boolean[judged.length];
        for (int i = 0; i < judged.length; i++) {
            judged[i] = each[outcomes.row(i)];
            wrong[i] = !outcomes.isHit(i);
        }
        if (judged.length > 0) {
            measures.putAll(UncertaintyColumns.ofErrors("box-sd", judged, wrong));
        }
    }

    /** Of the detections that have an object, coordinate by coordinate. */
    private void coordinates(Map<String, Double> measures) {
        ImageBoxes pairs =
                ImageBoxes.of(figures.outcomes(), figures.evaluation().matches().truth().boxes());
        if (pairs.size() == 0) {
            return;
        }
        int[] rows =
                IntStream.range(0, figures.outcomes().size())
                        .filter(figures.outcomes()::isHit)
                        .map(figures.outcomes()::row)
                        .toArray();
        BoxUncertaintyReport boxes =
                BoxUncertaintyReport.of(
                        UncertainBoxes.of(figures.outcomes().detections().select(rows)),
                        pairs.truths(),
                        CENTRAL);
        for (CoordinateMeasures one : boxes.coordinates()) {
            measures.put("nll:" + one.coordinate(), one.negativeLogLikelihood());
            measures.put("ence:" + one.coordinate(), one.ence());
            measures.put("picp@0.9:" + one.coordinate(), one.picp());
        }
        measures.put("picp@0.9:box", boxes.jointPicp());
    }

    /** Left out where no cell has detections enough. */
    private static void put(Map<String, Double> measures, String name, DetectionErrors errors) {
        if (errors.keptCells() > 0) {
            measures.put(name, errors.get(DetectionErrors.Kind.EXPECTED));
        }
    }

    Report report(String source, Evaluation evaluation) {
        return DetectionPages.of(source, figures, evaluation.texts());
    }
}
