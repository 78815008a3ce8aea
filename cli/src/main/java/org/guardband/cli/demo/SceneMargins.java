package org.guardband.cli.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.core.Coverage;
import org.guardband.core.set.BoxSets;
import org.guardband.detection.Box;
import org.guardband.detection.Boxes;
import org.guardband.detection.conformal.BoxBound;
import org.guardband.detection.conformal.BoxConformalizer;
import org.guardband.detection.conformal.BoxScale;
import org.guardband.detection.conformal.ConformalBoxes;
import org.guardband.detection.conformal.ImageBoxConformalizer;
import org.guardband.detection.conformal.ImageBoxes;
import org.guardband.detection.format.EvaluationData;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;

/** Margins around a detector's boxes, with a guarantee. */
final class SceneMargins {

    static final List<String> COLUMNS =
            List.of("scenes: boxes", "asked", "got", "got in whole scenes", "mean margin, pixels");

    private static final Coverage ASKED = Coverage.of(0.9);
    private static final double OVERLAP = 0.5;
    private static final int SIDES = 4;

    private final List<List<String>> rows;
    private final ConformalBoxes drawn;

    private SceneMargins(List<List<String>> rows, ConformalBoxes drawn) {
        this.rows = rows;
        this.drawn = drawn;
    }

    static SceneMargins of(EvaluationData heldOut, EvaluationData test) {
        ImageBoxes learn = pairs(heldOut);
        ImageBoxes judge = pairs(test);
        ConformalBoxes max =
                BoxConformalizer.maxScore(BoxBound.OUTER)
                        .conformalize(learn.predicted(), learn.truths());
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                row(
                        "a margin for each side (Bonferroni)",
                        BoxConformalizer.bonferroni(BoxBound.OUTER)
                                .conformalize(learn.predicted(), learn.truths()),
                        judge));
        rows.add(row("one margin for all sides (max-score)", max, judge));
        rows.add(
                row(
                        "max-score, relative to the box",
                        BoxConformalizer.maxScore(BoxBound.OUTER)
                                .withScale(BoxScale.BOX_SIZE)
                                .conformalize(learn.predicted(), learn.truths()),
                        judge));
        rows.add(
                row(
                        "for all boxes of a scene at once",
                        new ImageBoxConformalizer(BoxBound.OUTER, BoxScale.PIXELS)
                                .conformalize(learn),
                        judge));
        return new SceneMargins(rows, max);
    }

    private static ImageBoxes pairs(EvaluationData data) {
        Outcomes outcomes =
                CocoMatching.at(OVERLAP).match(data.detections(), data.truth()).outcomes(0);
        return ImageBoxes.of(outcomes, data.truth().boxes());
    }

    private static List<String> row(String name, ConformalBoxes model, ImageBoxes judge) {
        BoxSets sets = model.sets(judge.predicted(), ASKED);
        int n = sets.size();
        boolean[] whole = new boolean[judge.images()];
        Arrays.fill(whole, true);
        int inside = 0;
        double margin = 0;
        for (int i = 0; i < n; i++) {
            Box truth = judge.truths().get(i);
            Box predicted = judge.predicted().get(i);
            boolean hit = sets.contains(i, truth.x(), truth.y(), truth.right(), truth.bottom());
            inside += hit ? 1 : 0;
            whole[judge.image(i)] &= hit;
            double[] outer = sets.outer(i);
            margin +=
                    (predicted.x()
                                    - outer[0]
                                    + predicted.y()
                                    - outer[1]
                                    + outer[2]
                                    - predicted.right()
                                    + outer[3]
                                    - predicted.bottom())
                            / SIDES;
        }
        long scenes = IntStream.range(0, whole.length).filter(i -> whole[i]).count();
        return List.of(
                name,
                Decimals.fixed(ASKED.value(), 2),
                Decimals.fixed(inside / (double) n, 3),
                Decimals.fixed(scenes / (double) whole.length, 3),
                Decimals.fixed(margin / n, 2));
    }

    List<List<String>> rows() {
        return rows;
    }

    /** The margins that pictures show. */
    BoxSetsOf drawn() {
        return boxes -> drawn.sets(boxes, ASKED);
    }

    /** Sets for boxes. */
    @FunctionalInterface
    interface BoxSetsOf {
        BoxSets of(Boxes boxes);
    }
}
