package org.guardband.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Curve;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.cli.report.svg.Mark;
import org.guardband.cli.report.svg.Plot;
import org.guardband.cli.report.svg.Point;
import org.guardband.cli.report.svg.Series;
import org.guardband.detection.precision.CategoryFigures;
import org.guardband.detection.precision.CocoEvaluation;

/** Precision against recall, mean over categories, at the first thresholds of the matching. */
final class PrecisionRecallFigure {

    private static final int POINTS = 101;

    private PrecisionRecallFigure() {}

    static Figure of(String title, CocoEvaluation evaluation, double[] thresholds) {
        List<Mark> marks = new ArrayList<>();
        for (int t = 0; t < thresholds.length; t += 4) {
            marks.add(
                    new Curve(
                            "IoU " + Decimals.fixed(thresholds[t], 2),
                            new Series(marks.size()),
                            mean(evaluation, t),
                            false));
        }
        return new Figure(
                new Plot(
                        title,
                        "Precision, raised to be decreasing, against recall.",
                        Axis.unit("recall"),
                        Axis.unit("precision"),
                        marks),
                "Mean over categories that have an object, over all sizes; precision is the largest"
                        + " at this or a larger recall, as COCO has it.");
    }

    private static List<Point> mean(CocoEvaluation evaluation, int threshold) {
        double[] sum = new double[POINTS];
        int categories = 0;
        for (CategoryFigures category : evaluation.categories()) {
            if (category.objects() > 0) {
                categories++;
                double[] curve = evaluation.curve(threshold, 0, category.category()).interpolated();
                for (int p = 0; p < POINTS; p++) {
                    sum[p] += curve[p];
                }
            }
        }
        List<Point> points = new ArrayList<>();
        for (int p = 0; p < POINTS && categories > 0; p++) {
            points.add(new Point(p / (POINTS - 1.0), sum[p] / categories));
        }
        return points;
    }
}
