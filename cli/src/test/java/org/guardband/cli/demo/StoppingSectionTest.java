package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.guardband.cli.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoppingSectionTest {

    private static double number(StoppingSection section, String start, int column) {
        String line =
                section.lines().stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
        return Double.parseDouble(line.strip().split("  +", -1)[column]);
    }

    @Test
    void stoppingNarrowsIntervalsAndCesCovers(@TempDir Path folder) throws Exception {
        StoppingSection section = StoppingSection.run();
        // 30 splits of 252 rows: two standard deviations of the mean are 0.02
        assertThat(number(section, "ces", 2)).isBetween(0.88, 0.95);
        assertThat(number(section, "ces", 4)).isLessThan(number(section, "none", 4));
        assertThat(number(section, "ces", 4)).isLessThan(number(section, "half", 4));
        assertThat(StoppingSection.run()).isEqualTo(section);
        section.addTo(Report.titled("stopping")).write(folder.resolve("report.html"));
        assertThat(folder.resolve("report.html")).content().contains("Early stopping");
    }
}
