package org.guardband.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.classification.measure.ClassView;
import org.guardband.cli.report.Figure;
import org.guardband.cli.report.Heading;
import org.guardband.cli.report.Paragraph;
import org.guardband.cli.report.ReliabilityFigure;
import org.guardband.cli.report.Report;
import org.guardband.cli.report.Table;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.pool.LinearPool;

/** Five networks together: better probabilities, and a doubt that finds what they do not know. */
final class EnsembleSection implements Section {

    private final DigitEnsemble digits;
    private final List<List<String>> pools;
    private final List<List<String>> doubts;
    private final List<Figure> figures;

    private EnsembleSection(
            DigitEnsemble digits,
            List<List<String>> pools,
            List<List<String>> doubts,
            List<Figure> figures) {
        this.digits = digits;
        this.pools = pools;
        this.doubts = doubts;
        this.figures = figures;
    }

    /** Trains the networks and judges them on digits they know and on two they do not. */
    static EnsembleSection run() {
        DigitEnsemble digits = DigitEnsemble.train();
        return new EnsembleSection(
                digits,
                EnsembleRows.pools(digits),
                EnsembleRows.doubts(digits),
                List.of(
                        reliability("one network", digits.known().member(0), digits),
                        reliability(
                                "mean of " + DigitEnsemble.MEMBERS,
                                new LinearPool().apply(digits.known()),
                                digits)));
    }

    private static Figure reliability(String name, CategoricalBatch p, DigitEnsemble digits) {
        return ReliabilityFigure.of(
                "Reliability of the confidence, " + name,
                ClassView.confidence().forecasts(p, digits.labels()));
    }

    @Override
    public List<String> lines() {
        List<String> lines = new ArrayList<>(TourTable.aligned(EnsembleRows.POOLS, pools));
        lines.add("");
        lines.addAll(TourTable.aligned(EnsembleRows.DOUBTS, doubts));
        return lines;
    }

    @Override
    public Report addTo(Report report) {
        return report.with(
                        new Heading("An ensemble"),
                        new Paragraph(
                                DigitEnsemble.MEMBERS
                                        + " small networks learn the digits 0 to 7 from the same "
                                        + DigitEnsemble.TRAIN
                                        + " images, each from another start. "
                                        + DigitEnsemble.HELD_OUT
                                        + " images fit the temperatures, "
                                        + digits.labels().length
                                        + " judge. Then they are shown "
                                        + digits.strange().rows()
                                        + " eights and nines, which they cannot know: doubt should"
                                        + " be larger there. Found: the probability that doubt is"
                                        + " larger for a strange digit than for a known one, or for"
                                        + " a wrong answer than for a right one; false alarms: the"
                                        + " share of known digits doubted as much as 95 % of the"
                                        + " strange ones."),
                        Table.of(
                                "Probabilities of the networks and of their mean; ECE in 15 bins",
                                EnsembleRows.POOLS,
                                pools),
                        Table.of("What doubt finds", EnsembleRows.DOUBTS, doubts))
                .with(figures);
    }

    @Override
    public void write(Path folder) throws IOException {
        for (int m = 0; m < digits.known().size(); m++) {
            PredictionFile.of(name(m), digits.known().member(m), digits.labels()).write(folder);
        }
    }

    private static String name(int member) {
        return "member-" + (member + 1) + ".csv";
    }

    @Override
    public List<String> nextCommands(Path folder) {
        String members =
                String.join(
                        " ",
                        IntStream.range(0, digits.known().size())
                                .mapToObj(m -> folder.resolve(name(m)).toString())
                                .toList());
        return List.of(
                "guardband aggregate " + members + " -o pooled.csv",
                "guardband evaluate pooled.csv -o pooled.html",
                "guardband test-ensemble " + members);
    }
}
