package org.guardband.detection.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.guardband.classification.measure.EqualWidthBins;
import org.guardband.classification.measure.ReliabilityDiagram;
import org.guardband.detection.Catalogue;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.error.CategoryMean;
import org.guardband.detection.error.DetectionCalibrationError;
import org.guardband.detection.error.DetectionErrors;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.LocalisationAwareAce;
import org.guardband.detection.error.LocalisationAwareEce;
import org.guardband.detection.error.LocalisationRecallPrecision;
import org.guardband.detection.error.LrpError;
import org.guardband.detection.error.LrpThresholds;
import org.guardband.detection.error.ReliabilityMap;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Matches;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CategoryFigures;
import org.guardband.detection.precision.CocoEvaluation;
import org.guardband.detection.precision.CocoFigures;

/**
 * The usual figures of a detector at once: COCO's twelve; calibration of the scores as precision at
 * IoU 0.5, by score alone and by place; localisation-aware errors and LRP where boxes touch (IoU
 * &gt; 0), as in Kuzucu, Oksuz, Sadeghi, Dokania 2024, arXiv 2405.20459. Errors by place are there
 * only if the sizes of all images are known; diagrams, if a detection counts. A figure is NaN where
 * it has no value.
 *
 * @param images the number of images
 * @param objects the number of objects, crowds left out
 * @param detections the number of detections
 * @param evaluation precision and recall by COCO's rules
 * @param outcomes hits and false alarms at IoU 0.5
 * @param byScore errors over 20 bins of the score, all categories together
 * @param byScorePerCategory the mean over categories of their D-ECE over 20 bins of the score
 * @param byCentre errors over 8 × 8 × 8 cells of score and centre with at least 8 detections
 * @param byBox errors over 5⁵ cells of score, centre and size with at least 8 detections
 * @param localisationAwareEce the mean over categories of LaECE with 25 bins
 * @param localisationAwareAce the mean over categories of LaACE
 * @param lrp the means over categories of LRP and its parts
 * @param reliability mean score against precision in 20 bins
 * @param centreMap calibration over 10 × 10 cells of the centre
 * @param categories what is said of each category of the catalogue
 */
public record DetectionReport(
        int images,
        int objects,
        int detections,
        CocoEvaluation evaluation,
        Outcomes outcomes,
        DetectionErrors byScore,
        double byScorePerCategory,
        Optional<DetectionErrors> byCentre,
        Optional<DetectionErrors> byBox,
        double localisationAwareEce,
        double localisationAwareAce,
        LrpError lrp,
        Optional<ReliabilityDiagram> reliability,
        Optional<ReliabilityMap> centreMap,
        List<CategoryReport> categories) {

    private static final int SCORE_BINS = 20;
    private static final int MAP_BINS = 10;
    private static final int ENOUGH = 8;
    private static final List<DetectionFeature> CENTRE =
            List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);
    private static final List<DetectionFeature> BOX =
            List.of(
                    DetectionFeature.CENTRE_X,
                    DetectionFeature.CENTRE_Y,
                    DetectionFeature.WIDTH,
                    DetectionFeature.HEIGHT);

    /**
     * Copies the list.
     *
     * @param images the number of images
     * @param objects the number of objects, crowds left out
     * @param detections the number of detections
     * @param evaluation precision and recall by COCO's rules
     * @param outcomes hits and false alarms at IoU 0.5
     * @param byScore errors over 20 bins of the score, all categories together
     * @param byScorePerCategory the mean over categories of their D-ECE over 20 bins of the score
     * @param byCentre errors over 8 × 8 × 8 cells of score and centre with at least 8 detections
     * @param byBox errors over 5⁵ cells of score, centre and size with at least 8 detections
     * @param localisationAwareEce the mean over categories of LaECE with 25 bins
     * @param localisationAwareAce the mean over categories of LaACE
     * @param lrp the means over categories of LRP and its parts
     * @param reliability mean score against precision in 20 bins
     * @param centreMap calibration over 10 × 10 cells of the centre
     * @param categories what is said of each category of the catalogue
     */
    public DetectionReport {
        categories = List.copyOf(categories);
    }

    /**
     * The report.
     *
     * @param found detections
     * @param truth the true objects of the same catalogue
     * @return the report
     * @throws IllegalArgumentException if the catalogues differ
     */
    public static DetectionReport of(DetectionBatch found, GroundTruthBatch truth) {
        Matches matches = CocoMatching.withDefaults().match(found, truth);
        CocoEvaluation evaluation = CocoEvaluation.of(matches);
        Outcomes half = matches.outcomes(0);
        Outcomes touching = CocoMatching.at(0).match(found, truth).outcomes(0);
        DetectionPoints scores = DetectionPoints.of(half, List.of());
        DetectionCalibrationError binned = DetectionCalibrationError.equalWidth(SCORE_BINS);
        CategoryMean ece =
                new CategoryMean(binned.measure(DetectionErrors.Kind.EXPECTED, List.of()));
        CategoryMean laEce = new CategoryMean(LocalisationAwareEce.withDefaults());
        CategoryMean laAce = new CategoryMean(LocalisationAwareAce.withDefaults());
        LrpError[] lrp = LocalisationRecallPrecision.withDefaults().byCategory(touching);
        boolean sized = sizesAreKnown(found.catalogue());
        return new DetectionReport(
                found.catalogue().images().size(),
                half.objects(),
                found.size(),
                evaluation,
                half,
                binned.of(scores),
                ece.of(half),
                sized ? Optional.of(errors(8, half, CENTRE)) : Optional.empty(),
                sized ? Optional.of(errors(5, half, BOX)) : Optional.empty(),
                laEce.of(touching),
                laAce.of(touching),
                LrpError.mean(lrp),
                scores.size() == 0
                        ? Optional.empty()
                        : Optional.of(
                                ReliabilityDiagram.of(
                                        scores.forecasts(), new EqualWidthBins(SCORE_BINS))),
                sized && scores.size() > 0 ? Optional.of(map(half)) : Optional.empty(),
                categories(
                        evaluation.categories(),
                        half,
                        ece.byCategory(half),
                        laEce.byCategory(touching),
                        laAce.byCategory(touching),
                        lrp,
                        LrpThresholds.optimal(touching)));
    }

    private static boolean sizesAreKnown(Catalogue catalogue) {
        return IntStream.range(0, catalogue.images().size()).allMatch(catalogue.images()::hasSize);
    }

    private static DetectionErrors errors(
            int bins, Outcomes outcomes, List<DetectionFeature> features) {
        return DetectionCalibrationError.equalWidth(bins)
                .withSampleThreshold(ENOUGH)
                .of(DetectionPoints.of(outcomes, features));
    }

    private static ReliabilityMap map(Outcomes outcomes) {
        return DetectionCalibrationError.equalWidth(MAP_BINS)
                .map(DetectionPoints.of(outcomes, CENTRE));
    }

    private static List<CategoryReport> categories(
            List<CategoryFigures> precision,
            Outcomes half,
            double[] ece,
            double[] laEce,
            double[] laAce,
            LrpError[] lrp,
            LrpThresholds thresholds) {
        int[] detections = new int[ece.length];
        for (int i = 0; i < half.size(); i++) {
            detections[half.category(i)]++;
        }
        List<CategoryReport> lines = new ArrayList<>();
        for (int k = 0; k < ece.length; k++) {
            lines.add(
                    new CategoryReport(
                            precision.get(k),
                            detections[k],
                            ece[k],
                            laEce[k],
                            laAce[k],
                            lrp[k],
                            thresholds.threshold(k)));
        }
        return lines;
    }

    /**
     * The average precisions and recalls.
     *
     * @return COCO's twelve figures
     */
    public CocoFigures precision() {
        return evaluation.figures();
    }

    /**
     * The figures of the whole by name.
     *
     * @return COCO's twelve, then the errors, in a fixed order
     */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>(precision().byName());
        metrics.put("D-ECE", byScore.expected());
        metrics.put("D-ACE", byScore.average());
        metrics.put("D-MCE", byScore.maximum());
        metrics.put("D-ECE_by_category", byScorePerCategory);
        byCentre.ifPresent(errors -> metrics.put("D-ECE_centre", errors.expected()));
        byBox.ifPresent(errors -> metrics.put("D-ECE_box", errors.expected()));
        metrics.put("LaECE", localisationAwareEce);
        metrics.put("LaACE", localisationAwareAce);
        metrics.put("LRP", lrp.lrp());
        metrics.put("LRP_localisation", lrp.localisation());
        metrics.put("LRP_false_positive", lrp.falsePositive());
        metrics.put("LRP_false_negative", lrp.falseNegative());
        return metrics;
    }
}
