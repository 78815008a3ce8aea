package org.guardband.cli.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guardband.cli.report.Code;
import org.guardband.cli.report.Heading;
import org.guardband.cli.report.Paragraph;
import org.guardband.cli.report.Report;

/** The tour as a report. */
final class TourReport {

    private TourReport() {}

    /** What to type next. */
    static List<String> nextCommands(List<Section> sections, Path folder) {
        List<String> commands = new ArrayList<>(TourText.nextCommands(folder));
        sections.forEach(section -> commands.addAll(section.nextCommands(folder)));
        return commands;
    }

    static Report of(List<TaskResult> tasks, int splits, List<Section> sections, Path folder) {
        String means =
                splits == 1 ? "One random split." : "Means over " + splits + " random splits.";
        Report report =
                Report.titled("Guardband: a tour on real data")
                        .with(
                                new Paragraph(
                                        "Tribuo models are trained on three small public data sets."
                                                + " Their predictions are then recalibrated, or"
                                                + " turned into intervals and sets of labels, by"
                                                + " held-out rows, and judged on other rows. The"
                                                + " table asks for a coverage of "
                                                + Levels.ASKED
                                                + " [1], says how far it was got in the worst group"
                                                + " [2], and how far coverage is from what is asked"
                                                + " at all levels [3]."),
                                TourTable.table(tasks, means),
                                new Heading("What is promised, and when it fails"),
                                new Paragraph(TourText.PROMISE + " [4]"),
                                new Paragraph(TourText.FAILURE));
        for (TaskResult task : tasks) {
            report = report.with(new Heading(task.task()), new Paragraph(task.about()));
            if (!task.calibrations().isEmpty()) {
                report = report.with(CalibrationTable.table(task, means));
            }
            report = report.with(task.figures());
        }
        for (Section section : sections) {
            report = section.addTo(report);
        }
        return report.with(
                        new Heading("Going on"),
                        new Paragraph(
                                "The predictions of the first split lie beside this report, in the"
                                        + " form in which the command takes those of your model."),
                        new Code(String.join("\n", nextCommands(sections, folder))))
                .withNote(TourText.interval(splits))
                .withNote(TourText.WORST)
                .withNote(TourText.ERROR)
                .withNote(
                        "The promise and its proof: Vovk, Gammerman, Shafer 2005, doi"
                                + " 10.1007/b106715; a gentle introduction: Angelopoulos, Bates"
                                + " 2023, arXiv 2107.07511. Why coverage within a group needs"
                                + " scores of that group, and why coverage for every single row"
                                + " cannot be had: Vovk 2012, arXiv 1209.2673; Barber, Candès,"
                                + " Ramdas, Tibshirani 2021, arXiv 1903.04684. Data: diabetes,"
                                + " Efron, Hastie, Johnstone, Tibshirani 2004; digits, Alpaydin,"
                                + " Kaynak 1998, CC BY 4.0; penguins, Horst, Hill, Gorman 2020,"
                                + " CC0.");
    }
}
