package org.guardband.cli.report;

import java.util.List;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.cli.report.svg.Decimals;
import org.guardband.detection.matching.Outcomes;
import org.guardband.detection.precision.CocoEvaluation;
import org.guardband.detection.report.DetectionReport;

/** The report of {@code guardband evaluate} on detections. */
public final class DetectionPages {

    /** A page is no place for more categories. */
    private static final int MOST = 100;

    private static final int DIGITS = 3;

    private DetectionPages() {}

    /**
     * The report.
     *
     * @param source where the detections come from, for the title
     * @param figures what was found, with the curves and outcomes behind it
     * @param measures names and values
     * @return the report
     */
    public static Report of(
            String source, DetectionReport figures, List<Labelled<String>> measures) {
        CocoEvaluation precision = figures.evaluation();
        Outcomes outcomes = figures.outcomes();
        Report report =
                Report.titled("Evaluation of " + source)
                        .with(
                                new Paragraph(
                                        outcomes.detections().size()
                                                + " detections, matched to "
                                                + outcomes.objects()
                                                + " objects by the rules of COCO. Below, a"
                                                + " detection is right if it has the category of an"
                                                + " object that it overlaps by "
                                                + outcomes.threshold()
                                                + " or more (intersection over union)."),
                                Table.of(
                                        "Measures",
                                        List.of("measure", "value"),
                                        measures.stream()
                                                .map(m -> List.of(m.label(), m.value()))
                                                .toList()),
                                new Heading("Can the scores be trusted?"));
        if (outcomes.size() > 0) {
            report =
                    report.with(
                            ReliabilityFigure.of(
                                            "Reliability of the scores",
                                            BinaryForecasts.of(outcomes.scores(), outcomes.hits()))
                                    .adding(
                                            "Bars and band take detections for independent, which"
                                                    + " those of one image are not."),
                            PositionFigure.of("Where in the image scores are wrong", outcomes));
        }
        return report.with(new Heading("Precision and recall"))
                .with(
                        PrecisionRecallFigure.of(
                                "Precision and recall", precision, precision.thresholds()))
                .with(categories(precision));
    }

    private static Table categories(CocoEvaluation precision) {
        List<List<String>> rows =
                precision.categories().stream()
                        .limit(MOST)
                        .map(
                                c ->
                                        List.of(
                                                c.name(),
                                                Integer.toString(c.objects()),
                                                text(c.ap()),
                                                text(c.ap50()),
                                                text(c.ap75()),
                                                text(c.recall())))
                        .toList();
        String caption =
                precision.categories().size() > MOST
                        ? "The first " + MOST + " categories"
                        : "Category by category";
        return Table.of(
                caption, List.of("category", "objects", "AP", "AP50", "AP75", "recall"), rows);
    }

    private static String text(double value) {
        return Double.isNaN(value) ? "" : Decimals.fixed(value, DIGITS);
    }
}
