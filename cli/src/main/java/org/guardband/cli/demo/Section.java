package org.guardband.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.guardband.cli.report.Report;

/** A part of the tour with a table of its own: what is neither a class nor a number. */
interface Section {

    /** A table for the terminal. */
    List<String> lines();

    /** The report with this part added. */
    Report addTo(Report report);

    /** Writes files to go on with; the folder exists. */
    void write(Path folder) throws IOException;

    /** What to type next. */
    List<String> nextCommands(Path folder);
}
