package org.guardband.cli.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.guardband.tribuo.ensemble.VarianceCombiner;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.rtree.CARTJointRegressionTrainer;
import org.tribuo.regression.rtree.impurity.MeanSquaredError;

/**
 * A sliding-window detector: logistic regression says which digit a window holds, a forest where
 * its sides are and, by how its trees differ, how sure that is. Of boxes that overlap the surest is
 * kept. Its scores are the largest of many windows' probabilities, so that they promise more than
 * they hold.
 */
public final class DigitDetector {

    /** Ten digits, and none. */
    public static final int CLASSES = 11;

    private static final int NOTHING = CLASSES - 1;
    private static final int SIDE_TREES = 12;
    private static final double LEAST_SCORE = 0.1;
    private static final double MOST_OVERLAP = 0.3;

    /** Trees that agree to the bit are not therefore sure: a tenth of a pixel at least. */
    private static final double LEAST_SD = 0.1;

    private final Model<Label> classes;
    private final Model<Regressor> sides;

    private DigitDetector(Model<Label> classes, Model<Regressor> sides) {
        this.classes = classes;
        this.sides = sides;
    }

    /**
     * Trains both models, side by side.
     *
     * @param scenes scenes with their digits
     * @param seed seed of both
     * @return a detector
     */
    public static DigitDetector train(List<Scene> scenes, long seed) {
        TrainingWindows windows = TrainingWindows.of(scenes, seed);
        CompletableFuture<Model<Label>> classes =
                CompletableFuture.supplyAsync(
                        () ->
                                new LinearSGDTrainer(
                                                new LogMulticlass(),
                                                new AdaGrad(0.1, 0.1),
                                                12,
                                                1_000_000,
                                                1,
                                                seed)
                                        .train(windows.classes()));
        Model<Regressor> sides =
                new RandomForestTrainer<>(
                                new CARTJointRegressionTrainer(
                                        10, 3, 0, 0.1f, false, new MeanSquaredError(), false, seed),
                                new VarianceCombiner(),
                                SIDE_TREES,
                                seed)
                        .train(windows.sides());
        return new DigitDetector(classes.join(), sides);
    }

    /**
     * Detects digits.
     *
     * @param scene an image
     * @return what was found, the surest first
     */
    public List<Found> detect(Scene scene) {
        List<Found> all = new ArrayList<>();
        for (Box window : Windows.of(scene)) {
            double[] features = Windows.features(scene, window);
            double[] p = probabilities(features);
            int best = 0;
            for (int k = 1; k < NOTHING; k++) {
                best = p[k] > p[best] ? k : best;
            }
            if (p[best] >= LEAST_SCORE && p[best] > 0.6 * p[NOTHING]) {
                all.add(found(best, p, window, features));
            }
        }
        return surest(all);
    }

    private double[] probabilities(double[] features) {
        Prediction<Label> prediction =
                classes.predict(
                        new ArrayExample<>(
                                new Label(Label.UNKNOWN), TrainingWindows.NAMES, features));
        double[] p = new double[CLASSES];
        for (Map.Entry<String, Label> vote : prediction.getOutputScores().entrySet()) {
            int k =
                    vote.getKey().equals(TrainingWindows.NOTHING)
                            ? NOTHING
                            : Integer.parseInt(vote.getKey());
            p[k] = vote.getValue().getScore();
        }
        double sum = Arrays.stream(p).sum();
        for (int k = 0; k < CLASSES; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private Found found(int label, double[] probabilities, Box window, double[] features) {
        Regressor answer =
                sides.predict(
                                new ArrayExample<>(
                                        RegressionFactory.UNKNOWN_REGRESSOR,
                                        TrainingWindows.NAMES,
                                        features))
                        .getOutput();
        double[] at = new double[TrainingWindows.SIDES.length];
        double[] sd = new double[at.length];
        for (int side = 0; side < at.length; side++) {
            Regressor.DimensionTuple one =
                    answer.getDimension(TrainingWindows.SIDES[side]).orElseThrow();
            at[side] = one.getValue() * window.width();
            sd[side] = Math.max(LEAST_SD, Math.sqrt(one.getVariance()) * window.width());
        }
        double x1 = Math.max(0, Math.min(Scene.WIDTH - 1.0, window.x1() + at[0]));
        double y1 = Math.max(0, Math.min(Scene.HEIGHT - 1.0, window.y1() + at[1]));
        double x2 = Math.max(x1 + 1, Math.min(Scene.WIDTH, window.x1() + at[2]));
        double y2 = Math.max(y1 + 1, Math.min(Scene.HEIGHT, window.y1() + at[3]));
        return new Found(label, probabilities, new Box(x1, y1, x2, y2), sd);
    }

    /** Non-maximum suppression over all classes: two digits are never in one place. */
    private static List<Found> surest(List<Found> all) {
        all.sort(Comparator.comparingDouble(Found::score).reversed());
        List<Found> kept = new ArrayList<>();
        for (Found candidate : all) {
            if (kept.stream().allMatch(k -> k.box().overlap(candidate.box()) <= MOST_OVERLAP)) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }
}
