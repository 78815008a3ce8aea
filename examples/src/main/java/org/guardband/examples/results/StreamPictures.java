package org.guardband.examples.results;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.guardband.cli.report.svg.Axis;
import org.guardband.cli.report.svg.Band;
import org.guardband.cli.report.svg.Curve;
import org.guardband.cli.report.svg.Ideal;
import org.guardband.cli.report.svg.Mark;
import org.guardband.cli.report.svg.Markup;
import org.guardband.cli.report.svg.Plot;
import org.guardband.cli.report.svg.Point;
import org.guardband.cli.report.svg.Series;

/** The pictures of {@link CoverageOnDriftingStream}, as files that stand alone. */
final class StreamPictures {

    private static final List<String> SHOWN =
            List.of("split, never updated", "rolling window", "ACI", "DtACI", "SAOCP", "PID");

    private static final int STEP = 48;

    /** Colours that stay apart on white for every kind of colour vision. */
    private static final String STYLE =
            "svg{background:#fff;font:12px sans-serif}text{fill:#1b1f24}"
                    + "path{fill:none}.axis{stroke:#1b1f24}.grid{stroke:#e7eaee}"
                    + ".band{fill:#9aa7b5;fill-opacity:.5}.ideal{stroke:#57606a;stroke-dasharray:4 3}.l{stroke-width:1.5}"
                    + ".s0{stroke:#0072b2}.s1{stroke:#c24e00}.s2{stroke:#007a5c}"
                    + ".s3{stroke:#a8478c}.s4{stroke:#80650a}.s5{stroke:#5b52b8}";

    private StreamPictures() {}

    private interface At {
        double value(StreamTrial trial, int end);
    }

    static String coverage(List<StreamTrial> trials) {
        List<Mark> marks = changes(0.4, 1);
        marks.add(
                new Ideal(
                        "asked",
                        new Point(0, CoverageOnDriftingStream.COVERAGE.value()),
                        new Point(
                                DriftingSeries.HOURS, CoverageOnDriftingStream.COVERAGE.value())));
        marks.addAll(curves(trials, StreamTrial::rollingCoverage));
        return draw(
                new Plot(
                        "Coverage over time",
                        "Coverage of the last 500 hours for six methods; uprights are the changes"
                                + " of the series.",
                        Axis.of("hour", 0, DriftingSeries.HOURS),
                        Axis.of("coverage of the last 500 hours", 0.4, 1),
                        marks));
    }

    static String width(List<StreamTrial> trials) {
        double top = 1.05 * most(trials);
        List<Mark> marks = changes(0, top);
        marks.addAll(
                curves(trials, (trial, end) -> trial.medianWidth(end - StreamTrial.ROLLING, end)));
        return draw(
                new Plot(
                        "Width over time",
                        "Median width of the last 500 hours for six methods; uprights are"
                                + " the changes of the series.",
                        Axis.of("hour", 0, DriftingSeries.HOURS),
                        Axis.of("median width of the last 500 hours", 0, top),
                        marks));
    }

    static String coverage(List<StreamTrial> trials, CarbonDioxideSeries series) {
        double asked = CoverageOnDriftingStream.COVERAGE.value();
        List<Mark> marks = new ArrayList<>();
        marks.add(
                new Ideal(
                        "asked",
                        new Point(series.firstYear(), asked),
                        new Point(series.lastYear(), asked)));
        marks.addAll(curves(trials, StreamTrial::rollingCoverage, end -> series.year(end - 1)));
        return draw(
                new Plot(
                        "Coverage over time",
                        "Coverage of the last 500 weeks of carbon dioxide for six methods.",
                        Axis.of("year", series.firstYear(), series.lastYear()),
                        Axis.of("coverage of the last 500 weeks", 0, 1),
                        marks));
    }

    static String width(List<StreamTrial> trials, CarbonDioxideSeries series) {
        double top = 1.05 * most(trials);
        List<Mark> marks =
                new ArrayList<>(
                        curves(
                                trials,
                                (trial, end) -> trial.medianWidth(end - StreamTrial.ROLLING, end),
                                end -> series.year(end - 1)));
        return draw(
                new Plot(
                        "Width over time",
                        "Median width in ppm of the last 500 weeks for six methods.",
                        Axis.of("year", series.firstYear(), series.lastYear()),
                        Axis.of("median width of the last 500 weeks", 0, top),
                        marks));
    }

    private static double most(List<StreamTrial> trials) {
        ToDoubleFunction<StreamTrial> widest =
                trial -> {
                    double most = 0;
                    for (int end = StreamTrial.ROLLING; end <= trial.hours(); end += STEP) {
                        double width = trial.medianWidth(end - StreamTrial.ROLLING, end);
                        most = Math.max(most, Double.isInfinite(width) ? 0 : width);
                    }
                    return most;
                };
        return trials.stream()
                .filter(trial -> SHOWN.contains(trial.method()))
                .mapToDouble(widest)
                .max()
                .orElseThrow();
    }

    private static List<Mark> changes(double low, double high) {
        List<Band.Slice> slices = new ArrayList<>();
        for (int hour : DriftingSeries.CHANGES) {
            slices.add(new Band.Slice(hour - 12, low, low));
            slices.add(new Band.Slice(hour - 12, low, high));
            slices.add(new Band.Slice(hour + 12, low, high));
            slices.add(new Band.Slice(hour + 12, low, low));
        }
        List<Mark> marks = new ArrayList<>();
        marks.add(new Band("the series changes", slices));
        return marks;
    }

    private static List<Mark> curves(List<StreamTrial> trials, At at) {
        return curves(trials, at, end -> CoverageOnDriftingStream.START + end);
    }

    private static List<Mark> curves(List<StreamTrial> trials, At at, IntToDoubleFunction when) {
        List<Mark> marks = new ArrayList<>();
        for (StreamTrial trial : trials) {
            int number = SHOWN.indexOf(trial.method());
            if (number >= 0) {
                List<Point> points = new ArrayList<>();
                for (int end = StreamTrial.ROLLING; end <= trial.hours(); end += STEP) {
                    points.add(new Point(when.applyAsDouble(end), at.value(trial, end)));
                }
                marks.add(new Curve(trial.method(), new Series(number), points, false));
            }
        }
        return marks;
    }

    static String draw(Plot plot) {
        Markup out = new Markup();
        plot.draw(out, "streams");
        String text = out.toString();
        int end = text.indexOf('>');
        return text.substring(0, 4)
                + " xmlns=\"http://www.w3.org/2000/svg\""
                + text.substring(4, end + 1)
                + "<style>"
                + STYLE
                + "</style>"
                + text.substring(end + 1)
                + "\n";
    }
}
