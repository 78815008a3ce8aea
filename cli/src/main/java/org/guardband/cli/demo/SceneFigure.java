package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.List;
import org.guardband.cli.report.Figure;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.cli.report.svg.Outlines;
import org.guardband.cli.report.svg.Plot;
import org.guardband.cli.report.svg.Series;
import org.guardband.cli.report.svg.Shades;
import org.guardband.cli.scenes.Scene;
import org.guardband.core.set.BoxSets;
import org.guardband.detection.Box;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.format.EvaluationData;

/** A scene with what was found in it. */
final class SceneFigure {

    private static final double LEAST_INK = 0.08;
    private static final double LEAST_SCORE = 0.3;

    private SceneFigure() {}

    /** The scene, boxes with scores, and the margins around them. */
    static Figure of(Scene scene, int image, EvaluationData data, SceneMargins.BoxSetsOf margins) {
        DetectionBatch found = data.detections();
        BoxSets sets = margins.of(found.boxes());
        List<Outlines.Box> boxes = new ArrayList<>();
        List<Outlines.Box> outer = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (found.image(i) == image && found.score(i) >= LEAST_SCORE) {
                Box box = found.boxes().get(i);
                String name = found.catalogue().categories().names().get(found.category(i));
                boxes.add(
                        new Outlines.Box(
                                box.x(),
                                box.y(),
                                box.right(),
                                box.bottom(),
                                name + " " + Decimals.fixed(found.score(i), 2)));
                double[] o = sets.outer(i);
                outer.add(new Outlines.Box(o[0], o[1], o[2], o[3], ""));
            }
        }
        return new Figure(
                new Plot(
                        "Scene " + scene.number(),
                        "An image of digits in grey, with boxes around what was found and a wider"
                                + " box around each.",
                        Axis.of("pixels", 0, Scene.WIDTH),
                        Axis.downwards("pixels", Scene.HEIGHT),
                        List.of(
                                Shades.image(pixels(scene)),
                                new Outlines("box, digit and score", new Series(0), boxes),
                                new Outlines("with its margin", new Series(1), outer))),
                "Detections with a score of "
                        + LEAST_SCORE
                        + " or more. The margin is such that the wider box contains the digit,"
                        + " where there is one, with probability 0.9.");
    }

    /** All but the palest: a picture of every pixel would be large. */
    private static List<Shades.Cell> pixels(Scene scene) {
        List<Shades.Cell> cells = new ArrayList<>();
        for (int y = 0; y < Scene.HEIGHT; y++) {
            for (int x = 0; x < Scene.WIDTH; x++) {
                double ink = scene.ink(x, y);
                if (ink >= LEAST_INK) {
                    cells.add(new Shades.Cell(x, y, x + 1, y + 1, ink, ""));
                }
            }
        }
        return cells;
    }
}
