package org.guardband.cli.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.format.EvaluationData;

/** Scenes and what was found in them, as columns. */
public final class SceneBatches {

    private static final int DIGITS = 10;

    private SceneBatches() {}

    /**
     * Looks for digits in every scene, on all cores; the result does not depend on their number.
     *
     * @param detector a detector
     * @param scenes scenes
     * @return what it found, with standard deviations of the four sides, and what is there
     */
    public static EvaluationData detect(DigitDetector detector, List<Scene> scenes) {
        List<List<Found>> found = scenes.parallelStream().map(detector::detect).toList();
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.ofOneSize(
                                scenes.stream().map(s -> Integer.toString(s.number())).toList(),
                                Scene.WIDTH,
                                Scene.HEIGHT),
                        CategoryTable.of(
                                IntStream.range(0, DIGITS).mapToObj(Integer::toString).toList()));
        return new EvaluationData(detections(catalogue, found), objects(catalogue, scenes));
    }

    private static DetectionBatch detections(Catalogue catalogue, List<List<Found>> found) {
        List<Found> all = new ArrayList<>();
        List<Integer> images = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            for (Found one : found.get(i)) {
                all.add(one);
                images.add(i);
            }
        }
        double[] deviations =
                all.stream()
                        .flatMapToDouble(one -> Arrays.stream(one.standardDeviations()))
                        .toArray();
        return DetectionBatch.of(
                        catalogue,
                        images.stream().mapToInt(Integer::intValue).toArray(),
                        all.stream().mapToInt(Found::label).toArray(),
                        all.stream().mapToDouble(Found::score).toArray(),
                        corners(all.stream().map(Found::box).toList()))
                .withSd(deviations);
    }

    private static GroundTruthBatch objects(Catalogue catalogue, List<Scene> scenes) {
        List<Digit> all = scenes.stream().flatMap(scene -> scene.digits().stream()).toList();
        int[] images =
                IntStream.range(0, scenes.size())
                        .flatMap(i -> scenes.get(i).digits().stream().mapToInt(digit -> i))
                        .toArray();
        return GroundTruthBatch.of(
                catalogue,
                images,
                all.stream().mapToInt(Digit::label).toArray(),
                corners(all.stream().map(Digit::box).toList()));
    }

    private static Boxes corners(List<Box> boxes) {
        double[] numbers = new double[Boxes.COORDINATES * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            numbers[Boxes.COORDINATES * i] = box.x1();
            numbers[Boxes.COORDINATES * i + 1] = box.y1();
            numbers[Boxes.COORDINATES * i + 2] = box.x2();
            numbers[Boxes.COORDINATES * i + 3] = box.y2();
        }
        return Boxes.wrap(BoxForm.CORNERS, numbers);
    }
}
