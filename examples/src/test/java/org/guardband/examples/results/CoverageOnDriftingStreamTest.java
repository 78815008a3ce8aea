package org.guardband.examples.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The published page and pictures are what the program computes, and say what the text says. */
class CoverageOnDriftingStreamTest {

    private static final Path RESULTS =
            Path.of("").toAbsolutePath().getParent().resolve("docs/results");

    private static final DriftingSeries SERIES = new DriftingSeries(1);

    private static final List<StreamTrial> TRIALS = CoverageOnDriftingStream.trials(SERIES);

    @Test
    void thePageShowsWhatIsComputed() throws IOException {
        Map<String, Long> alarms = CoverageOnDriftingStream.alarms(SERIES);
        assertThat(Files.readString(RESULTS.resolve("streams.md")))
                .contains(CoverageOnDriftingStream.table(TRIALS, alarms));
        assertThat(RESULTS.resolve("streams-coverage.svg"))
                .hasContent(StreamPictures.coverage(TRIALS));
        assertThat(RESULTS.resolve("streams-width.svg")).hasContent(StreamPictures.width(TRIALS));
        for (long hour : alarms.values()) {
            assertThat(hour).isBetween(2500L, 4000L);
        }
    }

    @Test
    void thePageShowsWhatIsComputedOfTheRealSeries() throws IOException {
        CarbonDioxideSeries series = CarbonDioxideSeries.read();
        List<StreamTrial> trials = CoverageOnDriftingStream.trials(series);
        assertThat(Files.readString(RESULTS.resolve("streams.md")))
                .contains(CoverageOnDriftingStream.table(trials, series));
        assertThat(RESULTS.resolve("streams-co2-coverage.svg"))
                .hasContent(StreamPictures.coverage(trials, series));
        assertThat(RESULTS.resolve("streams-co2-width.svg"))
                .hasContent(StreamPictures.width(trials, series));
        Map<String, StreamTrial> by =
                trials.stream().collect(Collectors.toMap(StreamTrial::method, Function.identity()));
        assertThat(by.get("split, never updated").coverage()).isLessThan(0.8);
        assertThat(by.get("PID").coverage()).isBetween(0.87, 0.93);
    }

    @Test
    void adaptiveMethodsCoverThroughTheDriftAndOneCalibrationDoesNot() {
        Map<String, StreamTrial> by =
                TRIALS.stream().collect(Collectors.toMap(StreamTrial::method, Function.identity()));
        assertThat(by.get("split, never updated").lowestCoverage()).isLessThan(0.6);
        assertThat(by.get("rolling window").lowestCoverage()).isLessThan(0.8);
        for (String method : List.of("ACI", "AgACI", "DtACI", "SF-OGD", "SAOCP", "PID")) {
            assertThat(by.get(method).coverage()).isBetween(0.87, 0.92);
            assertThat(by.get(method).lowestCoverage()).isGreaterThan(0.8);
            assertThat(by.get(method).shareInfinite()).isLessThan(0.01);
        }
    }

    @Test
    void theSeriesDriftsWhereItSays() {
        assertThat(spread(0, 2400)).isBetween(0.5 * spread(2600, 3900), 0.7 * spread(2600, 3900));
        assertThat(SERIES.error(5010)).isGreaterThan(0);
        assertThat(mean(5000, 6000) - mean(3000, 4000)).isBetween(7.0, 9.0);
    }

    private static double mean(int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += SERIES.load(t);
        }
        return sum / (to - from);
    }

    private static double spread(int from, int to) {
        double sum = 0;
        for (int t = Math.max(from, CoverageOnDriftingStream.LEARNED); t < to; t++) {
            sum += Math.abs(SERIES.error(t));
        }
        return sum / (to - Math.max(from, CoverageOnDriftingStream.LEARNED));
    }
}
