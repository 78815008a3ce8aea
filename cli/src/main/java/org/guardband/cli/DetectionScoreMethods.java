package org.guardband.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.guardband.classification.calibration.BayesianBinning;
import org.guardband.classification.calibration.NearIsotonicEnsemble;
import org.guardband.core.model.Persistent;
import org.guardband.detection.calibration.BoxBeta;
import org.guardband.detection.calibration.BoxBetaDependent;
import org.guardband.detection.calibration.BoxLogistic;
import org.guardband.detection.calibration.CategoryWiseCalibrator;
import org.guardband.detection.calibration.DetectionCalibration;
import org.guardband.detection.calibration.DetectionCalibrator;
import org.guardband.detection.calibration.GridHistogram;
import org.guardband.detection.calibration.PooledCalibrator;
import org.guardband.detection.calibration.PositionCalibrator;
import org.guardband.detection.calibration.ScoreBeta;
import org.guardband.detection.calibration.ScoreIsotonic;
import org.guardband.detection.calibration.ScoreLinear;
import org.guardband.detection.calibration.ScoreOnly;
import org.guardband.detection.calibration.ScorePlatt;
import org.guardband.detection.calibration.ScoreTemperature;
import org.guardband.detection.calibration.TwoStepCalibrator;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.matching.CocoMatching;

/** Calibration of detections' scores: files of COCO in, a file of COCO out. */
final class DetectionScoreMethods implements MethodFamily {

    static final String MODULE = "detection";

    private static final String NOTHING = "none; maximum likelihood";
    private static final String KUEPPERS = "Küppers et al. 2020, arXiv 2004.13546";
    private static final String KUZUCU = "Kuzucu et al. 2024, arXiv 2405.20459";

    /** What box-conditional maps look at beside the score. */
    private static final List<DetectionFeature> BOX =
            List.of(
                    DetectionFeature.CENTRE_X,
                    DetectionFeature.CENTRE_Y,
                    DetectionFeature.WIDTH,
                    DetectionFeature.HEIGHT);

    private static final List<DetectionFeature> CENTRE =
            List.of(DetectionFeature.CENTRE_X, DetectionFeature.CENTRE_Y);

    @Override
    public List<MethodEntry> methods() {
        return List.of(
                ofScores(
                        "detection-temperature",
                        "Guo et al. 2017, arXiv 1706.04599",
                        () -> ScoreOnly.of(ScoreTemperature.withDefaults())),
                ofScores("detection-platt", KUZUCU, () -> ScoreOnly.of(ScorePlatt.withDefaults())),
                ofScores(
                        "detection-beta",
                        "Kull et al. 2017, doi 10.1214/17-EJS1338SI",
                        () -> ScoreOnly.of(ScoreBeta.withDefaults())),
                ofScores(
                        "detection-isotonic",
                        KUZUCU,
                        () -> ScoreOnly.of(ScoreIsotonic.withDefaults())),
                ofScores(
                        "detection-linear", KUZUCU, () -> ScoreOnly.of(ScoreLinear.withDefaults())),
                ofScores(
                        "detection-bbq",
                        "Naeini, Cooper, Hauskrecht 2015, doi 10.1609/aaai.v29i1.9602",
                        () -> ScoreOnly.of(BayesianBinning.withDefaults())),
                ofScores(
                        "detection-enir",
                        "Naeini, Cooper 2016, arXiv 1511.05191",
                        () -> ScoreOnly.of(NearIsotonicEnsemble.withDefaults())),
                ofScores(
                        "detection-histogram",
                        KUEPPERS,
                        () -> GridHistogram.equalWidth(CENTRE, 10, 5, 5)),
                ofScores("detection-box-logistic", KUEPPERS, () -> BoxLogistic.independent(BOX)),
                ofScores(
                        "detection-box-logistic-dependent",
                        KUEPPERS,
                        () -> BoxLogistic.dependent(BOX)),
                ofScores("detection-box-beta", KUEPPERS, () -> BoxBeta.independent(BOX)),
                ofScores("detection-box-beta-dependent", KUEPPERS, () -> BoxBetaDependent.of(BOX)),
                entry(
                        "detection-two-step",
                        "detections above a threshold for each category, scores that tell it",
                        KUZUCU,
                        (held, options) ->
                                TwoStepCalibrator.of(
                                                calibrator(
                                                        ScoreOnly.of(ScoreIsotonic.withDefaults()),
                                                        options))
                                        .calibrate(held.found(), held.truth())));
    }

    /** What a model file may hold; all are applied alike, whichever map is in them. */
    private static final Set<String> FITTED =
            Set.of("detection-pooled", "detection-category-wise", "detection-two-step");

    @Override
    public Optional<MethodEntry> forModel(String model) {
        return FITTED.contains(model) ? Optional.of(methods().get(0)) : Optional.empty();
    }

    @FunctionalInterface
    private interface Fit {
        Persistent fit(DetectionOptions.Held held, DetectionOptions options);
    }

    private static MethodEntry ofScores(
            String name, String paper, Supplier<PositionCalibrator<?>> map) {
        return entry(
                name,
                "the detections with calibrated scores",
                paper,
                (held, options) ->
                        calibrator(map.get(), options).calibrate(held.found(), held.truth()));
    }

    private static DetectionCalibrator<? extends DetectionCalibration> calibrator(
            PositionCalibrator<?> map, DetectionOptions options) {
        CocoMatching matching = CocoMatching.at(options.overlap);
        return options.byCategory
                ? CategoryWiseCalibrator.of(map).withTarget(options.target).withMatching(matching)
                : PooledCalibrator.of(map).withTarget(options.target).withMatching(matching);
    }

    private static MethodEntry entry(String name, String output, String paper, Fit fit) {
        return new MethodEntry(
                name,
                MODULE,
                "COCO results, --truth COCO objects",
                output,
                NOTHING,
                paper,
                DetectionOptions.OF_SCORES,
                new MethodEntry.OfFiles(
                        (file, options, notes) ->
                                fit.fit(options.detection.read(file), options.detection),
                        DetectionScoreMethods::apply));
    }

    private static void apply(
            Persistent model, Path file, Path output, ApplyOptions options, Notes notes)
            throws IOException {
        CocoFiles.writeDetections(
                output, ((DetectionCalibration) model).apply(options.catalogue.read(file)));
    }
}
