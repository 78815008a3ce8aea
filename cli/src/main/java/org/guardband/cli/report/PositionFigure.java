package org.guardband.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.cli.report.svg.Plot;
import org.guardband.cli.report.svg.Shades;
import org.guardband.detection.Box;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.ImageTable;
import org.guardband.detection.matching.Outcomes;

/**
 * A map of calibration over the image: in cells of the boxes' centres, the mean score less the
 * share of detections that are right.
 */
public final class PositionFigure {

    private static final int CELLS = 6;
    private static final int FEWEST = 5;

    /** A gap of this size is as dark as it gets. */
    private static final double DARKEST = 0.5;

    private PositionFigure() {}

    /**
     * Draws the map.
     *
     * @param title the figure's title
     * @param outcomes which detections are right; those in images without a size are left out
     * @return the figure
     */
    public static Figure of(String title, Outcomes outcomes) {
        double[] gap = new double[CELLS * CELLS];
        int[] count = new int[CELLS * CELLS];
        DetectionBatch found = outcomes.detections();
        ImageTable images = found.catalogue().images();
        for (int i = 0; i < outcomes.size(); i++) {
            int image = outcomes.image(i);
            if (images.hasSize(image)) {
                Box box = found.boxes().get(outcomes.row(i));
                int x = cell((box.x() + box.width() / 2) / images.width(image));
                int y = cell((box.y() + box.height() / 2) / images.height(image));
                gap[y * CELLS + x] += outcomes.score(i) - (outcomes.isHit(i) ? 1 : 0);
                count[y * CELLS + x]++;
            }
        }
        List<Shades.Cell> cells = new ArrayList<>();
        for (int c = 0; c < gap.length; c++) {
            if (count[c] >= FEWEST) {
                int column = c % CELLS;
                int row = c / CELLS;
                double mean = gap[c] / count[c];
                cells.add(
                        new Shades.Cell(
                                column / (double) CELLS,
                                row / (double) CELLS,
                                (column + 1) / (double) CELLS,
                                (row + 1) / (double) CELLS,
                                mean / DARKEST,
                                Decimals.fixed(mean, 2)));
            }
        }
        return new Figure(
                new Plot(
                        title,
                        "A map of the image in "
                                + CELLS
                                + " by "
                                + CELLS
                                + " cells, each as dark as the mean score is off.",
                        Axis.unit("centre of the box, from the left"),
                        Axis.downwards("from the top", 1),
                        List.of(new Shades("too sure", "not sure enough", cells))),
                "Mean score less the share that is right, by where the box's centre lies in the"
                        + " image. Cells with fewer than "
                        + FEWEST
                        + " detections are empty.");
    }

    private static int cell(double share) {
        return Math.max(0, Math.min(CELLS - 1, (int) (share * CELLS)));
    }
}
