package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guardband.cli.report.Report;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnsembleSectionTest {

    private static EnsembleSection section;

    @BeforeAll
    static void run() {
        section = EnsembleSection.run();
    }

    private static double number(String start, int column) {
        String line =
                section.lines().stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        return Double.parseDouble(line.strip().split("  +", -1)[column]);
    }

    @Test
    void networksTogetherAreBetterThanOneAndATemperatureHelpsAgain() {
        assertThat(number("mean of 5", 1)).isGreaterThan(0.85);
        assertThat(number("mean of 5", 2)).isLessThan(number("one network", 2));
        assertThat(number("mean, then temperature", 2)).isLessThan(number("mean of 5", 2));
    }

    @Test
    void doubtFindsStrangeDigits() {
        assertThat(number("entropy of the mean", 1)).isBetween(0.8, 1.0);
        assertThat(number("what the networks disagree on", 1)).isBetween(0.8, 1.0);
        assertThat(number("entropy of the mean", 4)).isLessThan(1 - number("mean of 5", 1));
    }

    @Test
    void filesToGoOnWith(@TempDir Path folder) throws IOException {
        section.addTo(Report.titled("ensemble")).write(folder.resolve("report.html"));
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("What doubt finds", "Reliability of the confidence, mean of 5");
        section.write(folder);
        assertThat(Files.readAllLines(folder.resolve("member-5.csv")).get(0))
                .isEqualTo("p:0,p:1,p:2,p:3,p:4,p:5,p:6,p:7,label");
        assertThat(section.nextCommands(folder))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("guardband aggregate " + folder.resolve("member-1.csv"));
    }
}
