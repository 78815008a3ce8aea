package org.guardband.detection;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.guardband.detection.format.EvaluationData;

/**
 * Images in which every detection either lies on an object of its own, shifted to a drawn IoU, or
 * on nothing; the chance of an object is a known function of score and place.
 */
public final class SimulatedDetections {

    private static final int PER_IMAGE = 16;
    private static final double CELL = 100;
    private static final double SIDE = 50;

    private SimulatedDetections() {}

    /** The chance that a detection has an object. */
    @FunctionalInterface
    public interface Chance {
        double of(double score, double centreX);
    }

    /** Detections whose chance depends on the score alone. */
    public static EvaluationData byScore(int rows, long seed, DoubleUnaryOperator chance) {
        return draw(rows, 3, seed, (score, x) -> chance.applyAsDouble(score));
    }

    /** Detections in a grid of 4 × 4 cells an image; categories take turns by chance. */
    public static EvaluationData draw(int rows, int categories, long seed, Chance chance) {
        SplittableRandom random = new SplittableRandom(seed);
        int images = (rows + PER_IMAGE - 1) / PER_IMAGE;
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.ofOneSize(
                                IntStream.range(0, images).mapToObj(Integer::toString).toList(),
                                4 * CELL,
                                4 * CELL),
                        CategoryTable.of(
                                IntStream.range(0, categories).mapToObj(k -> "c" + k).toList()));
        int[] image = new int[rows];
        int[] category = new int[rows];
        double[] score = new double[rows];
        double[] boxes = new double[4 * rows];
        double[] objects = new double[4 * rows];
        int[] objectImage = new int[rows];
        int[] objectCategory = new int[rows];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            image[i] = i / PER_IMAGE;
            category[i] = random.nextInt(categories);
            score[i] = random.nextDouble();
            double x = CELL * (i % 4) + random.nextDouble() * SIDE;
            int line = i % PER_IMAGE / 4;
            double y = CELL * line + random.nextDouble() * SIDE;
            set(boxes, i, x, y, SIDE, SIDE);
            if (random.nextDouble() < chance.of(score[i], (x + SIDE / 2) / (4 * CELL))) {
                // shrunk to a part of the detection: the IoU is that part
                set(objects, count, x, y, SIDE, SIDE * (0.6 + 0.4 * random.nextDouble()));
                objectImage[count] = image[i];
                objectCategory[count++] = category[i];
            }
        }
        return new EvaluationData(
                DetectionBatch.of(catalogue, image, category, score, Boxes.of(BoxForm.SIZE, boxes)),
                GroundTruthBatch.of(
                        catalogue,
                        Arrays.copyOf(objectImage, count),
                        Arrays.copyOf(objectCategory, count),
                        Boxes.of(BoxForm.SIZE, Arrays.copyOf(objects, 4 * count))));
    }

    private static void set(double[] boxes, int row, double... box) {
        System.arraycopy(box, 0, boxes, 4 * row, 4);
    }
}
