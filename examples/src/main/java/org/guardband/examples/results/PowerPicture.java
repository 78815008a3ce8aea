package org.guardband.examples.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Curve;
import org.guardband.cli.report.svg.Ideal;
import org.guardband.cli.report.svg.Mark;
import org.guardband.cli.report.svg.Plot;
import org.guardband.cli.report.svg.Point;
import org.guardband.cli.report.svg.Series;

/** The picture of {@link EnsembleTestPower}. */
final class PowerPicture {

    private static final double LEVEL = 0.05;

    private PowerPicture() {}

    static String of(double[] shifts, Map<String, double[]> shares) {
        double end = shifts[shifts.length - 1];
        List<Mark> marks = new ArrayList<>();
        marks.add(new Ideal("level", new Point(0, LEVEL), new Point(end, LEVEL)));
        int number = 0;
        for (Map.Entry<String, double[]> curve : shares.entrySet()) {
            List<Point> points = new ArrayList<>();
            for (int s = 0; s < shifts.length; s++) {
                points.add(new Point(shifts[s], curve.getValue()[s]));
            }
            marks.add(new Curve(curve.getKey(), new Series(number++), points, false));
        }
        return StreamPictures.draw(
                new Plot(
                        "Power of the classifier-set test",
                        "Share of sets refused at level 0.05, by the share of arbitrary labels.",
                        Axis.of("share of labels that are arbitrary", 0, end),
                        Axis.of("share of sets refused", 0, 1),
                        marks));
    }
}
