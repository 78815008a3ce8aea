package org.guardband.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.guardband.conformal.metrics.CoverageDistribution;
import org.guardband.core.Coverage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {

    private static final int SPLITS = 3;
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    /** How rarely a sound method may fail, over all checks of this test together. */
    private static final double RARE = 1e-6;

    private static final Map<String, Integer> CALIBRATION =
            Map.of("digits", 600, "penguin-species", 100, "diabetes", 130, "penguin-mass", 100);

    private static final Set<String> AT_LEAST =
            Set.of(
                    "lac",
                    "aps",
                    "raps",
                    "saps",
                    "margin",
                    "top-k",
                    "absolute-residual",
                    "normalized",
                    "cqr");

    /** Their scores do not tie, so that coverage is bounded from above as well. */
    private static final Set<String> EXACT =
            Set.of("aps", "raps", "saps", "absolute-residual", "normalized", "cqr");

    private static Tour tour;
    private static final AtomicInteger STEPS = new AtomicInteger();

    @BeforeAll
    static void run() {
        TRIBUO.setLevel(Level.WARNING);
        tour = Tour.run(Tasks.all(), SPLITS, List.of(), STEPS::incrementAndGet);
    }

    @Test
    void theTableHasALinePerTaskAndMethod() {
        List<String> table = tour.table();
        assertThat(table.get(0))
                .isEqualTo(
                        "task             method               asked    got   95 % interval  worst"
                                + " group  size or width  error before  after");
        assertThat(table).hasSize(1 + 2 * 8 + tour.results().get(2).methods().size() * 2);
        assertThat(table.get(1)).startsWith("digits           untreated             0.90  0.8");
        assertThat(table).noneMatch(line -> line.contains("NaN") || line.contains("–"));
    }

    @Test
    void calibrationMakesAnOverconfidentModelBetter() {
        TaskResult digits = tour.results().get(0);
        Map<String, ProbabilityScores> scores = new HashMap<>();
        digits.calibrations().forEach(c -> scores.put(c.label(), c.value()));
        ProbabilityScores untreated = scores.remove("untreated");
        ProbabilityScores temperature = scores.get("temperature");
        assertThat(temperature.accuracy()).isEqualTo(untreated.accuracy());
        // the others have more parameters than 600 rows can hold, or say 0 of what then happens
        assertThat(temperature.logLoss()).isLessThan(0.8 * untreated.logLoss());
        assertThat(temperature.ece()).isLessThan(0.6 * untreated.ece());
        assertThat(scores.get("vector").logLoss()).isLessThan(untreated.logLoss());
        assertThat(scores.get("histogram-mass").ece()).isLessThan(0.6 * untreated.ece());
        assertThat(scores)
                .containsOnlyKeys(
                        "temperature", "vector", "dirichlet", "isotonic-classes", "histogram-mass");
        // two tasks with classes, six lines each, and a header
        assertThat(tour.calibrationTable()).hasSize(1 + 2 * 6);
    }

    @Test
    void conformalMethodsKeepTheirPromiseAtEveryLevelAndSplit() {
        double checks = 4.0 * AT_LEAST.size() * SPLITS * Levels.ALL.size() * 2;
        for (TaskResult task : tour.results()) {
            for (MethodResult method : task.methods()) {
                for (Tally trial : method.trials()) {
                    for (Coverage asked : Levels.ALL) {
                        CoverageDistribution expected =
                                new CoverageDistribution(
                                        CALIBRATION.get(task.task()), asked, trial.rows());
                        int hits = (int) trial.hits(Levels.indexOf(asked));
                        String what = task.task() + " " + method.method() + " " + asked;
                        if (AT_LEAST.contains(method.method())) {
                            assertThat(expected.atMost(hits)).as(what).isGreaterThan(RARE / checks);
                        }
                        if (EXACT.contains(method.method())) {
                            assertThat(expected.atLeast(hits))
                                    .as(what)
                                    .isGreaterThan(RARE / checks);
                        }
                    }
                }
            }
        }
    }

    @Test
    void progressIsToldOncePerSplit() {
        assertThat(STEPS.get()).isEqualTo(4 * SPLITS);
    }

    @Test
    void anotherRunGivesTheSameBytes(@TempDir Path first, @TempDir Path second) throws IOException {
        tour.write(first);
        Tour.run(Tasks.all(), SPLITS, List.of(), () -> {}).write(second);
        Map<String, String> contents = contents(first);
        assertThat(contents).hasSize(1 + 2 * 2 + 2 * 4).containsKey("report.html");
        contents.replaceAll((name, text) -> text.replace(first.toString(), "DIR"));
        Map<String, String> others = contents(second);
        others.replaceAll((name, text) -> text.replace(second.toString(), "DIR"));
        assertThat(others).isEqualTo(contents);
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void predictionsAreTablesThatTheCommandReads(@TempDir Path folder) throws IOException {
        tour.write(folder);
        assertThat(Files.readAllLines(folder.resolve("penguin-species-cal.csv")))
                .hasSize(101)
                .first()
                .isEqualTo("p:Adelie,p:Chinstrap,p:Gentoo,label");
        assertThat(Files.readAllLines(folder.resolve("penguin-mass-test.csv")))
                .hasSize(94)
                .first()
                .isEqualTo("mean,sd,y,group");
        assertThat(Files.readAllLines(folder.resolve("diabetes-quantiles-cal.csv")))
                .hasSize(131)
                .first()
                .isEqualTo(
                        "q:0.005,q:0.025,q:0.05,q:0.1,q:0.25,q:0.5,q:0.75,q:0.9,q:0.95,q:0.975,"
                                + "q:0.995,y");
    }
}
