package org.guardband.benchmarks.detection;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.format.EvaluationData;

/**
 * Made-up scenes of the size of COCO's validation set: objects of skewed categories and sizes, a
 * hundred detections per image of which some lie on objects, more so with larger scores.
 */
final class GeneratedScenes {

    private static final double WIDTH = 640;
    private static final double HEIGHT = 480;

    /** Tries at each object. */
    private static final int NEAR = 4;

    private GeneratedScenes() {}

    static EvaluationData draw(int images, int objects, int detections, int categories, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Catalogue catalogue =
                new Catalogue(
                        ImageTable.ofOneSize(
                                IntStream.rangeClosed(1, images)
                                        .mapToObj(Integer::toString)
                                        .toList(),
                                WIDTH,
                                HEIGHT),
                        CategoryTable.of(
                                IntStream.range(0, categories)
                                        .mapToObj(k -> "category" + k)
                                        .toList()));
        int[] image = new int[objects];
        int[] category = new int[objects];
        double[] box = new double[4 * objects];
        boolean[] crowd = new boolean[objects];
        for (int i = 0; i < objects; i++) {
            image[i] = random.nextInt(images);
            category[i] = skewed(random, categories);
            place(random, box, i);
            crowd[i] = random.nextInt(100) == 0;
        }
        GroundTruthBatch truth =
                GroundTruthBatch.of(catalogue, image, category, Boxes.of(BoxForm.SIZE, box))
                        .withCrowds(crowd);
        return new EvaluationData(
                detections(random, catalogue, truth, detections, categories), truth);
    }

    private static DetectionBatch detections(
            SplittableRandom random,
            Catalogue catalogue,
            GroundTruthBatch truth,
            int count,
            int categories) {
        int images = catalogue.images().size();
        int[] image = new int[count];
        int[] category = new int[count];
        double[] score = new double[count];
        double[] box = new double[4 * count];
        for (int i = 0; i < count; i++) {
            int object = i / NEAR;
            if (object < truth.size()) {
                image[i] = truth.image(object);
                category[i] = truth.category(object);
                double shift = random.nextDouble();
                score[i] = rounded((1 - shift) * (0.3 + 0.7 * random.nextDouble()));
                double w = truth.boxes().width(object);
                double h = truth.boxes().height(object);
                box[4 * i] = truth.boxes().x(object) + 0.3 * shift * w * random.nextDouble();
                box[4 * i + 1] = truth.boxes().y(object) + 0.3 * shift * h * random.nextDouble();
                box[4 * i + 2] = w * (1 - 0.3 * shift * random.nextDouble());
                box[4 * i + 3] = h * (1 - 0.3 * shift * random.nextDouble());
            } else {
                image[i] = i % images;
                category[i] = skewed(random, categories);
                double u = random.nextDouble();
                score[i] = rounded(u * u * u);
                place(random, box, i);
            }
        }
        return DetectionBatch.of(catalogue, image, category, score, Boxes.of(BoxForm.SIZE, box));
    }

    /** Detectors write few digits, so that ties are common. */
    private static double rounded(double score) {
        return Math.rint(score * 1e5) / 1e5;
    }

    private static int skewed(SplittableRandom random, int categories) {
        double u = random.nextDouble();
        return (int) (u * u * categories);
    }

    private static void place(SplittableRandom random, double[] box, int row) {
        double size = 8 * Math.exp(3.5 * random.nextDouble());
        double w = size * (0.5 + random.nextDouble());
        double h = size * (0.5 + random.nextDouble());
        box[4 * row] = random.nextDouble() * (WIDTH - Math.min(w, WIDTH));
        box[4 * row + 1] = random.nextDouble() * (HEIGHT - Math.min(h, HEIGHT));
        box[4 * row + 2] = Math.min(w, WIDTH);
        box[4 * row + 3] = Math.min(h, HEIGHT);
    }
}
