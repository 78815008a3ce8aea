package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import picocli.CommandLine;

class DemoCommandTest {

    /** Two scenes, and reliability and map of untreated and calibrated scores. */
    private static final int SCENES = 2 + 2 * 2;

    /** The graph, and reliability of untreated and calibrated nodes. */
    private static final int GRAPH = 1 + 2;

    /** Reliability of one network and of all. */
    private static final int ENSEMBLE = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return new CommandLine(new DemoCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    @Test
    void writesAReportAndSaysHowToGoOn(@TempDir Path parent) throws Exception {
        Path folder = parent.resolve("a/new/folder");
        assertThat(run("-o", folder.toString(), "--splits", "1")).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("task ")
                .contains("task             calibration       accuracy")
                .contains("scenes: scores", "scenes: boxes", "graph: calibration", "graph: sets")
                .contains("early stopping  ", "ensemble  ", "ensemble: doubt")
                .contains("mean over 1 random split.", "Every promise fails where")
                .contains("guardband fit raps " + folder + "/digits-cal.csv -o raps.json");
        Document report =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(folder.resolve("report.html").toFile());
        assertThat(report.getElementsByTagName("figure").getLength())
                .isEqualTo(2 * 7 + 2 * 8 + SCENES + GRAPH + ENSEMBLE);
        // the tour's own, one for each task with classes, one on early stopping, two for each other
        assertThat(report.getElementsByTagName("table").getLength()).isEqualTo(1 + 2 + 1 + 3 * 2);
    }

    @Test
    void anUnwritablePlaceIsToldInOneLine(@TempDir Path parent) throws IOException {
        Path file = Files.writeString(parent.resolve("taken"), "something else");
        assertThat(run("-o", file.toString())).isEqualTo(2);
        assertThat(err.toString()).isEqualTo(file + ": is a file, a folder is needed\n");
        assertThat(run("-o", file + "/below")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().startsWith(file.toString());
        assertThat(out.toString()).isEmpty();
        assertThat(file).hasContent("something else");
    }

    @Test
    void splitsAreCounted() {
        assertThat(run("--splits", "0")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--splits must be >= 1, got 0");
    }
}
