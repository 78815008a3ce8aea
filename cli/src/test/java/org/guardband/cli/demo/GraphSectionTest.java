package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guardband.cli.report.Report;
import org.guardband.graph.EdgeRules;
import org.guardband.graph.GraphFiles;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphSectionTest {

    private static GraphSection section;

    @BeforeAll
    static void run() {
        section = GraphSection.run();
    }

    private static double number(String start, int column) {
        String line =
                section.lines().stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        String[] cells = line.strip().split("  +", -1);
        return Double.parseDouble(cells[column]);
    }

    @Test
    void gatsRepairsProbabilitiesAndLeavesPredictions() {
        assertThat(number("gats", 1)).isEqualTo(number("untreated", 1)).isGreaterThan(0.9);
        assertThat(number("gats", 2)).isLessThan(number("untreated", 2) / 2);
        assertThat(number("gats", 3)).isLessThan(number("untreated", 3));
    }

    @Test
    void setsCoverAsAsked() {
        // some 165 nodes calibrate and 250 judge: three standard deviations and more below 0.9
        assertThat(number("split aps", 2)).isBetween(0.8, 1.0);
        assertThat(number("naps", 2)).isBetween(0.8, 1.0);
        assertThat(number("naps", 3)).isLessThan(3);
        assertThat(number("split aps", 3)).isLessThan(2);
    }

    @Test
    void pictureAndFilesToGoOnWith(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("report.html");
        section.addTo(Report.titled("graph")).write(page);
        assertThat(page)
                .content()
                .contains(
                        "Temperatures on the graph",
                        "higher temperature",
                        "Reliability of the confidence in nodes, gats");
        section.write(folder);
        NodeData read =
                GraphFiles.read(
                        folder.resolve("graph-edges.csv"),
                        folder.resolve("graph-nodes.csv"),
                        EdgeRules.withDefaults());
        assertThat(read.graph().size()).isEqualTo(DigitGraph.NODES);
        assertThat(read.graph().edges()).isGreaterThan(DigitGraph.NODES * 2);
        assertThat(read.roles().nodes(NodeRole.CALIBRATION)).hasSizeBetween(50, 70);
        assertThat(read.roles().nodes(NodeRole.TEST)).hasSizeGreaterThan(200);
        assertThat(Files.readAllLines(folder.resolve("graph-nodes.csv")).get(0))
                .isEqualTo("node,role,z:0,z:1,z:2,z:3,z:4,z:5,z:6,z:7,z:8,z:9,label");
        assertThat(section.nextCommands(folder)).hasSize(3).first().asString().contains("fit gats");
    }
}
