package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.guardband.cli.report.Report;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.format.CocoFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneSectionTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    private static SceneSection section;

    @BeforeAll
    static void run() {
        TRIBUO.setLevel(Level.WARNING);
        section = SceneSection.run();
    }

    private static double number(String line, int fromTheEnd) {
        String[] cells = line.strip().split("\\s+", -1);
        return Double.parseDouble(cells[cells.length - fromTheEnd]);
    }

    private static String line(String start) {
        return section.lines().stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
    }

    @Test
    void calibrationRepairsScoresThatPromiseTooMuch() {
        double before = number(line("untreated"), 3);
        assertThat(before).isGreaterThan(0.2);
        assertThat(number(line("isotonic"), 3)).isLessThan(before / 2);
        assertThat(number(line("box logistic"), 2)).isLessThan(number(line("untreated"), 2) / 2);
    }

    @Test
    void marginsContainWhatTheyPromise() {
        // 150 scenes on each side: three standard deviations and more below 0.9
        assertThat(number(line("a margin for each side"), 3)).isGreaterThan(0.8);
        assertThat(number(line("one margin for all sides"), 3)).isGreaterThan(0.8);
        assertThat(number(line("for all boxes of a scene"), 2)).isGreaterThan(0.8);
        assertThat(number(line("for all boxes of a scene"), 1))
                .isGreaterThan(number(line("one margin for all sides"), 1));
    }

    @Test
    void picturesAndFilesToGoOnWith(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("report.html");
        section.addTo(Report.titled("scenes")).write(page);
        assertThat(page)
                .content()
                .contains("Scene 240", "with its margin", "Scores over the image, untreated");
        section.write(folder);
        GroundTruthBatch truth = CocoFiles.readTruth(folder.resolve("scenes-test-truth.json"));
        assertThat(truth.catalogue().images().size()).isEqualTo(150);
        assertThat(
                        CocoFiles.readDetections(
                                        folder.resolve("scenes-test.json"), truth.catalogue())
                                .size())
                .isGreaterThan(500);
        assertThat(section.nextCommands(folder)).hasSize(3);
        assertThat(List.of(section.lines().get(0).split("  +", -1))).contains("scenes: scores");
    }
}
