package org.guardband.cli.demo;

import java.nio.file.Path;
import java.util.List;
import org.guardband.cli.report.Heading;
import org.guardband.cli.report.Paragraph;
import org.guardband.cli.report.Report;
import org.guardband.cli.report.Table;

/** Few rows, to stop a training and to calibrate. */
record StoppingSection(List<List<String>> rows) implements Section {

    /** Copies the rows. */
    StoppingSection {
        rows = List.copyOf(rows);
    }

    static StoppingSection run() {
        return new StoppingSection(StoppingRows.run());
    }

    @Override
    public List<String> lines() {
        return TourTable.aligned(StoppingRows.COLUMNS, rows);
    }

    @Override
    public Report addTo(Report report) {
        return report.with(
                new Heading("Early stopping"),
                new Paragraph(
                        "A network learns how far diabetes progresses from "
                                + StoppingTrial.TRAIN
                                + " rows, more than it should if it is not stopped; "
                                + StoppingTrial.HELD_OUT
                                + " others choose the best of "
                                + StoppingTrial.SNAPSHOTS
                                + " snapshots and calibrate its intervals. To use the same rows for"
                                + " both gives up the promise, whatever it gets here; to halve them"
                                + " leaves few to choose by and few to calibrate with. Conformalized"
                                + " early stopping (CES) uses all of them for both and keeps the"
                                + " promise. Means over "
                                + StoppingRows.SPLITS
                                + " random splits, and the standard deviation between them."),
                Table.of(
                        "Intervals of a network that was stopped and calibrated on few rows",
                        StoppingRows.COLUMNS,
                        rows));
    }

    @Override
    public void write(Path folder) {}

    @Override
    public List<String> nextCommands(Path folder) {
        return List.of();
    }
}
