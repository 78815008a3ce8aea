package org.guardband.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.cli.report.Figure;
import org.guardband.cli.report.Heading;
import org.guardband.cli.report.Paragraph;
import org.guardband.cli.report.PositionFigure;
import org.guardband.cli.report.ReliabilityFigure;
import org.guardband.cli.report.Report;
import org.guardband.cli.report.Table;
import org.guardband.cli.scenes.DigitDetector;
import org.guardband.cli.scenes.Scene;
import org.guardband.cli.scenes.SceneBatches;
import org.guardband.cli.scenes.SceneComposer;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.format.CocoFiles;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.Outcomes;

/** Digits in scenes: a detector, its scores calibrated, its boxes with margins. */
final class SceneSection implements Section {

    private static final String NAME = "scenes";
    private static final long SEED = 1;
    private static final int TRAIN_DIGITS = 900;
    private static final int HELD_OUT_DIGITS = 450;
    private static final int TRAIN = 90;
    private static final int HELD_OUT = 150;
    private static final int TEST = 150;

    private final List<List<String>> scores;
    private final List<List<String>> boxes;
    private final List<Figure> figures;
    private final EvaluationData heldOut;
    private final EvaluationData test;

    private SceneSection(
            List<List<String>> scores,
            List<List<String>> boxes,
            List<Figure> figures,
            EvaluationData heldOut,
            EvaluationData test) {
        this.scores = scores;
        this.boxes = boxes;
        this.figures = figures;
        this.heldOut = heldOut;
        this.test = test;
    }

    /** Trains the detector on some digits, calibrates on others and judges on others again. */
    static SceneSection run() {
        DataFile file = DataFile.read("digits");
        List<String> pixels = file.header().stream().filter(name -> name.startsWith("px")).toList();
        double[][] images = file.matrix(pixels);
        int[] labels = file.texts("label").stream().mapToInt(Integer::parseInt).toArray();
        int second = TRAIN_DIGITS + HELD_OUT_DIGITS;
        DigitDetector detector =
                DigitDetector.train(
                        composer(images, labels, 0, TRAIN_DIGITS).scenes(0, TRAIN, SEED), SEED);
        List<Scene> testScenes =
                composer(images, labels, second, images.length)
                        .scenes(TRAIN + HELD_OUT, TEST, SEED);
        EvaluationData heldOut =
                SceneBatches.detect(
                        detector,
                        composer(images, labels, TRAIN_DIGITS, second)
                                .scenes(TRAIN, HELD_OUT, SEED));
        EvaluationData test = SceneBatches.detect(detector, testScenes);
        List<List<String>> scores = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (SceneCalibrations.Method method : SceneCalibrations.all()) {
            Outcomes outcomes = method.outcomes(heldOut, test);
            scores.add(SceneCalibrations.row(method, outcomes, test));
            if (method.isDrawn()) {
                figures.add(reliability(method.name(), outcomes));
                figures.add(PositionFigure.of("Scores over the image, " + method.name(), outcomes));
            }
        }
        SceneMargins margins = SceneMargins.of(heldOut, test);
        figures.add(0, SceneFigure.of(testScenes.get(0), 0, test, margins.drawn()));
        figures.add(1, SceneFigure.of(testScenes.get(1), 1, test, margins.drawn()));
        return new SceneSection(scores, margins.rows(), figures, heldOut, test);
    }

    private static SceneComposer composer(double[][] images, int[] labels, int from, int to) {
        return new SceneComposer(
                Arrays.copyOfRange(images, from, to), Arrays.copyOfRange(labels, from, to));
    }

    private static Figure reliability(String name, Outcomes outcomes) {
        return ReliabilityFigure.of(
                "Reliability of the scores, " + name,
                BinaryForecasts.of(outcomes.scores(), outcomes.hits()));
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(TourTable.aligned(SceneCalibrations.COLUMNS, scores));
        lines.add("");
        lines.addAll(TourTable.aligned(SceneMargins.COLUMNS, boxes));
        return lines;
    }

    @Override
    public Report addTo(Report report) {
        return report.with(
                        new Heading("Digits in scenes"),
                        new Paragraph(
                                "The digits, laid out in scenes of "
                                        + Scene.WIDTH
                                        + " × "
                                        + Scene.HEIGHT
                                        + " pixels that a cheap camera sees: paler towards the"
                                        + " corners, with noise, and among scraps that are no"
                                        + " digits. A sliding-window detector (Tribuo: logistic"
                                        + " regression for the digit, a forest for the box) learns"
                                        + " from "
                                        + TRAIN
                                        + " scenes; "
                                        + HELD_OUT
                                        + " scenes of other digits calibrate, and "
                                        + TEST
                                        + " of others again judge. A detection is right if it has"
                                        + " the digit and overlaps it by 0.5 or more."),
                        Table.of(
                                "Calibration of the scores: errors are means over detections of"
                                        + " |score − share that is right| in 10 bins, and in 5 × 5"
                                        + " × 5 cells of score and position",
                                SceneCalibrations.COLUMNS,
                                scores),
                        Table.of(
                                "Margins around the boxes that contain the whole digit with"
                                        + " probability 0.9",
                                SceneMargins.COLUMNS,
                                boxes))
                .with(figures);
    }

    @Override
    public void write(Path folder) throws IOException {
        CocoFiles.writeTruth(folder.resolve(NAME + "-cal-truth.json"), heldOut.truth());
        CocoFiles.writeDetections(folder.resolve(NAME + "-cal.json"), plain(heldOut));
        CocoFiles.writeTruth(folder.resolve(NAME + "-test-truth.json"), test.truth());
        CocoFiles.writeDetections(folder.resolve(NAME + "-test.json"), plain(test));
    }

    /** COCO has no place for standard deviations of corners. */
    private static DetectionBatch plain(EvaluationData data) {
        return data.detections().withBoxes(data.detections().boxes());
    }

    @Override
    public List<String> nextCommands(Path folder) {
        String in = folder + "/" + NAME;
        return List.of(
                "guardband fit detection-box-logistic "
                        + in
                        + "-cal.json --truth "
                        + in
                        + "-cal-truth.json -o detector.json",
                "guardband apply detector.json "
                        + in
                        + "-test.json --truth "
                        + in
                        + "-test-truth.json -o better.json",
                "guardband evaluate better.json --truth " + in + "-test-truth.json -o better.html");
    }
}
