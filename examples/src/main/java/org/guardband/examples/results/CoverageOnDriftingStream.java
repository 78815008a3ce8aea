package org.guardband.examples.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guardband.conformal.online.AdaptiveConformal;
import org.guardband.conformal.online.AggregatedAdaptiveConformal;
import org.guardband.conformal.online.BettingMartingale;
import org.guardband.conformal.online.ConformalPid;
import org.guardband.conformal.online.DriftAlarm;
import org.guardband.conformal.online.DynamicallyTunedConformal;
import org.guardband.conformal.online.EnbPi;
import org.guardband.conformal.online.HistogramMartingale;
import org.guardband.conformal.online.KernelMartingale;
import org.guardband.conformal.online.MixtureMartingale;
import org.guardband.conformal.online.RollingConformal;
import org.guardband.conformal.online.ScaleFreeDescent;
import org.guardband.conformal.online.SeasonalScores;
import org.guardband.conformal.online.SimpleJumper;
import org.guardband.conformal.online.StronglyAdaptiveConformal;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.set.Interval;

/**
 * Follows a made-up and a real drifting series with every online method: what share of truths is
 * covered, how that changes with time, and what it costs in width. Run it to write {@code
 * docs/results/streams.md} and its pictures.
 */
public final class CoverageOnDriftingStream {

    /** Two weeks for the forecaster to find the profile, three to calibrate. */
    static final int LEARNED = 2 * 168;

    static final int START = 5 * 168;

    static final Coverage COVERAGE = Coverage.of(0.9);

    private CoverageOnDriftingStream() {}

    /**
     * Writes the results.
     *
     * @param args the folder, {@code docs/results} without one
     * @throws IOException if it cannot be written to
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "docs/results");
        DriftingSeries series = new DriftingSeries(1);
        List<StreamTrial> trials = trials(series);
        Path page = folder.resolve("streams.md");
        replace(page, FIRST, LAST, table(trials, alarms(series)));
        Files.writeString(folder.resolve("streams-coverage.svg"), StreamPictures.coverage(trials));
        Files.writeString(folder.resolve("streams-width.svg"), StreamPictures.width(trials));
        CarbonDioxideSeries real = CarbonDioxideSeries.read();
        List<StreamTrial> realTrials = trials(real);
        replace(page, REAL_FIRST, REAL_LAST, table(realTrials, real));
        Files.writeString(
                folder.resolve("streams-co2-coverage.svg"),
                StreamPictures.coverage(realTrials, real));
        Files.writeString(
                folder.resolve("streams-co2-width.svg"), StreamPictures.width(realTrials, real));
        System.out.print(table(trials, alarms(series)));
        System.out.print(table(realTrials, real));
    }

    /** Puts what is computed between its marks; a page without them is begun with it. */
    private static void replace(Path page, String first, String last, String computed)
            throws IOException {
        String text = computed;
        if (Files.exists(page)) {
            String old = Files.readString(page);
            int from = old.indexOf(first);
            int to = old.indexOf(last);
            text =
                    from < 0
                            ? old + computed
                            : old.substring(0, from) + computed + old.substring(to + last.length());
        }
        Files.writeString(page, text);
    }

    /** All methods with their defaults, calibrated on the same three weeks. */
    static List<StreamTrial> trials(DriftingSeries series) {
        return trials(
                series.errors(LEARNED, START),
                series.errors(START, DriftingSeries.HOURS),
                "PID, daily scorecaster",
                24);
    }

    /** The same on the real series. */
    static List<StreamTrial> trials(CarbonDioxideSeries series) {
        return trials(series.calibration(), series.errors(), "PID, yearly scorecaster", 52);
    }

    private static List<StreamTrial> trials(
            double[] earlier, double[] errors, String seasonal, int season) {
        double[] scores = Arrays.stream(earlier).map(Math::abs).toArray();
        double split = ConformalScores.of(scores).quantile(COVERAGE);
        double largest = Arrays.stream(scores).max().orElseThrow();
        List<StreamTrial> all = new ArrayList<>();
        all.add(StreamTrial.of("split, never updated", new Interval(-split, split), errors));
        all.add(
                StreamTrial.of(
                        "rolling window",
                        RollingConformal.withDefaults(COVERAGE).start(scores),
                        errors));
        all.add(
                StreamTrial.of(
                        "ACI", AdaptiveConformal.withDefaults(COVERAGE).start(scores), errors));
        all.add(
                StreamTrial.of(
                        "AgACI",
                        AggregatedAdaptiveConformal.withDefaults(COVERAGE).start(earlier),
                        errors));
        all.add(
                StreamTrial.of(
                        "DtACI",
                        DynamicallyTunedConformal.withDefaults(COVERAGE).start(scores),
                        errors));
        all.add(
                StreamTrial.of(
                        "SF-OGD", new ScaleFreeDescent(COVERAGE, largest).start(split), errors));
        all.add(
                StreamTrial.of(
                        "SAOCP",
                        StronglyAdaptiveConformal.withDefaults(COVERAGE, largest).start(split),
                        errors));
        all.add(
                StreamTrial.of(
                        "PID", ConformalPid.withDefaults(COVERAGE, split).start(split), errors));
        all.add(
                StreamTrial.of(
                        seasonal,
                        ConformalPid.withDefaults(COVERAGE, split)
                                .start(split, SeasonalScores.of(season, 0.05)),
                        errors));
        all.add(StreamTrial.of("EnbPI", EnbPi.withDefaults(COVERAGE).start(earlier), errors));
        return all;
    }

    /** The hour at which each martingale raises an alarm at one in a thousand; −1 for never. */
    static Map<String, Long> alarms(DriftingSeries series) {
        Map<String, BettingMartingale> martingales =
                Map.of(
                        "simple jumper", SimpleJumper.start(),
                        "simple mixture", MixtureMartingale.start(),
                        "histogram", HistogramMartingale.start(),
                        "kernel", KernelMartingale.start());
        Map<String, Long> hours = new TreeMap<>();
        martingales.forEach(
                (name, martingale) -> {
                    DriftAlarm alarm = DriftAlarm.start(0.001, martingale, 1);
                    for (int t = LEARNED; t < DriftingSeries.HOURS && !alarm.isRaised(); t++) {
                        alarm.observe(Math.abs(series.error(t)));
                    }
                    hours.put(name, alarm.isRaised() ? LEARNED + alarm.raisedAt() - 1 : -1);
                });
        return hours;
    }

    static final String REAL_FIRST = "<!-- computed: carbon dioxide -->\n";
    static final String REAL_LAST = "<!-- end of computed: carbon dioxide -->\n";

    static String table(List<StreamTrial> trials, CarbonDioxideSeries series) {
        StringBuilder out = new StringBuilder(REAL_FIRST);
        out.append(
                String.format(
                        Locale.ROOT,
                        "%d weeks calibrate, %d are predicted.%n%n",
                        series.calibration().length,
                        series.errors().length));
        out.append("| method | coverage | lowest | highest | median width | infinite |\n");
        out.append("| --- | ---: | ---: | ---: | ---: | ---: |\n");
        for (StreamTrial trial : trials) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.3f | %.3f | %.3f | %.2f | %.1f %% |%n",
                            trial.method(),
                            trial.coverage(),
                            trial.lowestCoverage(),
                            trial.highestCoverage(),
                            trial.medianWidth(0, trial.hours()),
                            100 * trial.shareInfinite()));
        }
        return out.append(REAL_LAST).toString().replace("\r\n", "\n");
    }

    static final String FIRST = "<!-- computed -->\n";
    static final String LAST = "<!-- end of computed -->\n";

    static String table(List<StreamTrial> trials, Map<String, Long> alarms) {
        StringBuilder out = new StringBuilder(FIRST);
        out.append("| method | coverage | lowest | highest");
        out.append(" | median width | before any drift | infinite |\n");
        out.append("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        int calm = DriftingSeries.CHANGES[0] - START;
        for (StreamTrial trial : trials) {
            out.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.3f | %.3f | %.3f | %.2f | %.2f | %.1f %% |%n",
                            trial.method(),
                            trial.coverage(),
                            trial.lowestCoverage(),
                            trial.highestCoverage(),
                            trial.medianWidth(0, trial.hours()),
                            trial.medianWidth(0, calm),
                            100 * trial.shareInfinite()));
        }
        out.append("\n| martingale | hour of the alarm |\n| --- | ---: |\n");
        alarms.forEach(
                (name, hour) ->
                        out.append("| " + name + " | " + (hour < 0 ? "never" : hour) + " |\n"));
        return out.append(LAST).toString().replace("\r\n", "\n");
    }
}
