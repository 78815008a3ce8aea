package org.guardband.cli.report;

import java.util.List;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.classification.measure.ClassView;
import org.guardband.classification.measure.ReliabilityDiagram;
import org.guardband.core.Coverage;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.CentralIntervals;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;

/**
 * The report of {@code guardband evaluate}, for each kind of prediction. The caller computes the
 * measures, which it also prints, and hands them over as text.
 */
public final class EvaluationReport {

    private static final long SEED = 1;
    private static final Coverage SHOWN = Coverage.of(0.9);
    private static final List<Coverage> LEVELS =
            List.of(
                    Coverage.of(0.5),
                    Coverage.of(0.8),
                    SHOWN,
                    Coverage.of(0.95),
                    Coverage.of(0.99));

    private EvaluationReport() {}

    /**
     * The report of class probabilities.
     *
     * @param source where the predictions come from, for the title
     * @param batch class probabilities, at least one row
     * @param labels true classes
     * @param measures names and values
     * @param tests names and p-values of tests of calibration
     * @return the report
     */
    public static Report classes(
            String source,
            CategoricalBatch batch,
            int[] labels,
            List<Labelled<String>> measures,
            List<Labelled<String>> tests) {
        return start(source, batch.size(), measures)
                .with(
                        new Heading("Can the probabilities be trusted?"),
                        ReliabilityFigure.of(
                                "Reliability of the most probable class",
                                ClassView.confidence().forecasts(batch, labels)),
                        CalibrationDiagram.ofOwnSets(
                                "The model's own sets",
                                List.of(
                                        new Labelled<>(
                                                "observed", OwnSets.levels(batch, labels, SEED))),
                                batch.size()),
                        pValues(tests),
                        ClassTable.of(batch, labels),
                        new Paragraph(
                                "Pictures and tests judge all rows together: a model can be"
                                        + " calibrated on average and wrong in a group of rows."
                                        + " Calibrated is not accurate either."));
    }

    /**
     * The report of scores of a yes-or-no event.
     *
     * @param source where the predictions come from, for the title
     * @param forecasts scores and whether each event happened
     * @param measures names and values
     * @param tests names and p-values of tests of calibration
     * @return the report
     */
    public static Report scores(
            String source,
            BinaryForecasts forecasts,
            List<Labelled<String>> measures,
            List<Labelled<String>> tests) {
        return start(source, forecasts.size(), measures)
                .with(
                        new Heading("Can the probabilities be trusted?"),
                        ReliabilityFigure.of("Reliability of the scores", forecasts),
                        pValues(tests),
                        new Paragraph(
                                "Pictures and tests judge all rows together: scores can be"
                                        + " calibrated on average and wrong in a group of rows."));
    }

    /**
     * The report of class probabilities of pixels.
     *
     * @param source where the predictions come from, for the title
     * @param pixels how many pixels count
     * @param reliability the confidence of these pixels in bins
     * @param measures names and values
     * @return the report
     */
    public static Report images(
            String source,
            long pixels,
            ReliabilityDiagram reliability,
            List<Labelled<String>> measures) {
        return Report.titled("Evaluation of " + source)
                .with(
                        new Paragraph(pixels + " pixels with their truths."),
                        measures(measures),
                        new Heading("Can the probabilities be trusted?"),
                        ReliabilityFigure.of("Reliability of the most probable class", reliability),
                        new Paragraph(
                                "Pixels of an image are not independent: there are neither tests"
                                        + " nor bands here, which would take them for far more"
                                        + " evidence than they are."));
    }

    /**
     * What the members of an ensemble say of one another, to go beside the report of its
     * predictions.
     *
     * @param source where the predictions come from, for the title
     * @param measures names and values
     * @return the report
     */
    public static Report members(String source, List<Labelled<String>> measures) {
        return Report.titled("Evaluation of " + source)
                .with(
                        new Heading("How far do the members agree?"),
                        Table.of(
                                "Uncertainty of the members",
                                List.of("part", "value"),
                                measures.stream().map(m -> List.of(m.label(), m.value())).toList()),
                        new Paragraph(
                                "Total uncertainty is what the members share (aleatoric) and what"
                                        + " they differ in (epistemic). Members that err together"
                                        + " call the second the first."));
    }

    private static Table measures(List<Labelled<String>> measures) {
        return Table.of(
                "Measures",
                List.of("measure", "value"),
                measures.stream().map(m -> List.of(m.label(), m.value())).toList());
    }

    private static Table pValues(List<Labelled<String>> tests) {
        return Table.of(
                "Tests of calibration: the probability, were the predictions calibrated, of data at"
                        + " least as far off",
                List.of("test", "p-value"),
                tests.stream().map(t -> List.of(t.label(), t.value())).toList());
    }

    /**
     * The report of predicted distributions of a number.
     *
     * @param source where the predictions come from, for the title
     * @param batch the predictions, at least one row
     * @param y the truths
     * @param measures names and values
     * @return the report
     */
    public static Report numbers(
            String source, RealBatch batch, double[] y, List<Labelled<String>> measures) {
        double[] transforms = new double[batch.size()];
        batch.cdf(y, transforms);
        double[] middle = new double[batch.size()];
        batch.quantiles(0.5, middle);
        List<CoveragePoint> points =
                LEVELS.stream()
                        .map(level -> Hits.of(CentralIntervals.of(batch, level), y).point(level))
                        .toList();
        return start(source, batch.size(), measures)
                .with(
                        new Heading("Can the distributions be trusted?"),
                        CalibrationDiagram.ofQuantiles(
                                "Calibration curve",
                                List.of(new Labelled<>("observed", transforms)),
                                batch.size()),
                        PitHistogram.of(
                                "Probability integral transforms", transforms, batch.size()),
                        CoverageGap.of(
                                "Central intervals of the distributions",
                                List.of(new Labelled<>("central intervals", points))),
                        SortedIntervals.of(
                                "Central intervals of " + SHOWN,
                                "y",
                                CentralIntervals.of(batch, SHOWN),
                                y,
                                middle),
                        new Paragraph(
                                "All but the last picture judge all rows together: distributions"
                                        + " can be calibrated on average and wrong in a group of"
                                        + " rows."));
    }

    /**
     * The report of label sets.
     *
     * @param source where the sets come from, for the title
     * @param sets the sets of one or several coverages in ascending order, of the same labels
     * @param labels true classes, at least one row
     * @param measures names and values
     * @return the report
     */
    public static Report sets(
            String source,
            List<Claimed<LabelSets>> sets,
            int[] labels,
            List<Labelled<String>> measures) {
        return start(source, labels.length, measures)
                .with(new Heading("Do the sets keep their promise?"))
                .with(SetFigures.ofLabels(sets, labels))
                .with(MARGINAL);
    }

    /**
     * The report of intervals.
     *
     * @param source where the intervals come from, for the title
     * @param intervals the intervals of one or several coverages in ascending order
     * @param y the truths, at least one row
     * @param measures names and values
     * @return the report
     */
    public static Report intervals(
            String source,
            List<Claimed<Intervals>> intervals,
            double[] y,
            List<Labelled<String>> measures) {
        return start(source, y.length, measures)
                .with(new Heading("Do the intervals keep their promise?"))
                .with(SetFigures.ofIntervals(intervals, y))
                .with(MARGINAL);
    }

    /**
     * A report of measures without pictures.
     *
     * @param source where the predictions come from, for the title
     * @param rows how many rows there are, at least one
     * @param kind what was measured
     * @param measures names and values
     * @return the report
     */
    public static Report measured(
            String source, int rows, String kind, List<Labelled<String>> measures) {
        Arguments.atLeast("rows", rows, 1);
        return Report.titled("Evaluation of " + source)
                .with(
                        new Paragraph(
                                rows + (rows == 1 ? " row" : " rows") + " with their truths."),
                        Table.of(
                                "Measures: " + kind,
                                List.of("measure", "value"),
                                measures.stream()
                                        .map(m -> List.of(m.label(), m.value()))
                                        .toList()));
    }

    private static final Paragraph MARGINAL =
            new Paragraph(
                    "Conformal sets promise coverage on average over calibration and test rows that"
                            + " are exchangeable, not in every group, for every set size or for"
                            + " every row; the later pictures show where it is missing. The promise"
                            + " fails where test rows come from elsewhere than calibration rows.");

    private static Report start(String source, int rows, List<Labelled<String>> measures) {
        Arguments.atLeast("rows", rows, 1);
        return Report.titled("Evaluation of " + source)
                .with(
                        new Paragraph(
                                rows + (rows == 1 ? " row" : " rows") + " with their truths."),
                        measures(measures));
    }
}
