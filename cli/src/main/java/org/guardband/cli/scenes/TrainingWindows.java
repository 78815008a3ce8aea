package org.guardband.cli.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

/** What the detector learns from: windows with a digit in the middle, and windows without. */
final class TrainingWindows {

    static final String NOTHING = "none";

    /** Sides in the order of the regression's dimensions. */
    static final String[] SIDES = {"x1", "y1", "x2", "y2"};

    private static final double ON = 0.55;
    private static final double OFF = 0.4;

    /** For each window with a digit this many without. */
    private static final double BACKGROUND = 2.0;

    private final MutableDataset<Label> classes;
    private final MutableDataset<Regressor> sides;

    private TrainingWindows(MutableDataset<Label> classes, MutableDataset<Regressor> sides) {
        this.classes = classes;
        this.sides = sides;
    }

    private record Hit(Box window, Digit digit) {}

    static TrainingWindows of(List<Scene> scenes, long seed) {
        LabelFactory labels = new LabelFactory();
        RegressionFactory regressors = new RegressionFactory();
        MutableDataset<Label> classes =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("windows of scenes", labels), labels);
        MutableDataset<Regressor> sides =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance("digits in windows", regressors),
                        regressors);
        SplittableRandom rng = new SplittableRandom(seed);
        for (Scene scene : scenes) {
            List<Hit> hits = new ArrayList<>();
            List<Box> misses = new ArrayList<>();
            for (Box window : Windows.of(scene)) {
                sort(scene, window, hits, misses);
            }
            for (Hit hit : hits) {
                double[] patch = Windows.features(scene, hit.window);
                classes.add(
                        new ArrayExample<>(
                                new Label(Integer.toString(hit.digit.label())), NAMES, patch));
                if (rng.nextInt(3) == 0) {
                    sides.add(new ArrayExample<>(target(hit), NAMES, patch));
                }
            }
            long keep = Math.round(BACKGROUND * hits.size());
            for (long i = 0; i < keep && !misses.isEmpty(); i++) {
                Box window = misses.remove(rng.nextInt(misses.size()));
                classes.add(
                        new ArrayExample<>(
                                new Label(NOTHING), NAMES, Windows.features(scene, window)));
            }
        }
        return new TrainingWindows(classes, sides);
    }

    /** Names of the features, in the order in which Tribuo keeps them. */
    static final String[] NAMES = names();

    private static String[] names() {
        String[] names = new String[Windows.FEATURES];
        for (int i = 0; i < names.length; i++) {
            names[i] = "p" + (100 + i);
        }
        return names;
    }

    private static void sort(Scene scene, Box window, List<Hit> hits, List<Box> misses) {
        Digit best = scene.digits().get(0);
        double most = -1;
        for (Digit digit : scene.digits()) {
            double overlap = digit.cell().overlap(window);
            if (overlap > most) {
                most = overlap;
                best = digit;
            }
        }
        if (most >= ON) {
            hits.add(new Hit(window, best));
        } else if (most <= OFF) {
            misses.add(window);
        }
    }

    /** Sides relative to the window, in units of its size. */
    private static Regressor target(Hit hit) {
        Box window = hit.window;
        Box box = hit.digit.box();
        double size = window.width();
        return new Regressor(
                SIDES,
                new double[] {
                    (box.x1() - window.x1()) / size,
                    (box.y1() - window.y1()) / size,
                    (box.x2() - window.x1()) / size,
                    (box.y2() - window.y1()) / size
                });
    }

    MutableDataset<Label> classes() {
        return classes;
    }

    MutableDataset<Regressor> sides() {
        return sides;
    }
}
