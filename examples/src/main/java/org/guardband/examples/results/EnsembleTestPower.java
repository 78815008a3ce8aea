package org.guardband.examples.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.KernelEstimator;
import org.guardband.classification.measure.SquaredKernelError;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ClopperPearson;
import org.guardband.core.set.Interval;
import org.guardband.ensembles.hypothesis.ClassifierSetTest;
import org.guardband.ensembles.hypothesis.ConfidenceBandSetTest;
import org.guardband.ensembles.hypothesis.InstanceSetTest;
import org.guardband.ensembles.hypothesis.MultinomialHosmerLemeshow;
import org.guardband.ensembles.hypothesis.NetworkWeights;

/**
 * How often the classifier-set test refuses: sets with a calibrated combination (type-I error) and
 * sets whose labels are drawn from all classes alike with a probability that grows (power). Run it
 * to write {@code docs/results/ensemble-test.md} and its picture.
 */
public final class EnsembleTestPower {

    static final double[] SHIFTS = {0, 0.05, 0.1, 0.2, 0.3, 0.5};

    private static final double[] LEVELS = {0.05, 0.2};
    private static final int ROWS = 200;
    private static final int RESAMPLES = 99;
    private static final String BAND = "confidence band";
    private static final String FIRST = "<!-- computed -->\n";
    private static final String LAST = "<!-- end of computed -->\n";

    private EnsembleTestPower() {}

    /**
     * Writes the results.
     *
     * @param args the folder, {@code docs/results} without one, and the repetitions, 400 without
     * @throws IOException if it cannot be written to
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "docs/results");
        int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 400;
        Map<String, List<long[]>> counts = counts(folder.resolve("ensemble-test.csv"), repetitions);
        Path page = folder.resolve("ensemble-test.md");
        String table = table(counts, repetitions);
        if (Files.exists(page)) {
            String old = Files.readString(page);
            table =
                    old.substring(0, old.indexOf(FIRST))
                            + table
                            + old.substring(old.indexOf(LAST) + LAST.length());
        }
        Files.writeString(page, table);
        counts.remove(BAND); // has no power to draw, and there are six kinds of lines
        Files.writeString(
                folder.resolve("ensemble-test-power.svg"),
                PowerPicture.of(SHIFTS, shares(counts, repetitions)));
    }

    /** Refusals at every level, by test and share; points that a file holds are not done again. */
    private static Map<String, List<long[]>> counts(Path file, int repetitions) throws IOException {
        List<String> lines =
                new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        if (lines.isEmpty()) {
            lines.add("test,share,sets,refused at 0.05,refused at 0.2");
        }
        Map<String, List<long[]>> counts = new LinkedHashMap<>();
        for (Map.Entry<String, PValue> test : tests().entrySet()) {
            List<long[]> curve = new ArrayList<>();
            for (double shift : SHIFTS) {
                String key = '"' + test.getKey() + "\"," + shift + "," + repetitions + ",";
                String line = lines.stream().filter(l -> l.startsWith(key)).findFirst().orElse("");
                if (line.isEmpty()) {
                    double[] p =
                            IntStream.range(0, repetitions)
                                    .mapToDouble(r -> test.getValue().of(shift, r))
                                    .toArray();
                    line = key + refusals(p, LEVELS[0]) + "," + refusals(p, LEVELS[1]);
                    lines.add(line);
                    Files.write(file, lines);
                    System.out.println(line);
                }
                String[] cells = line.substring(key.length()).split(",", -1);
                curve.add(new long[] {Long.parseLong(cells[0]), Long.parseLong(cells[1])});
            }
            counts.put(test.getKey(), curve);
        }
        return counts;
    }

    /** The p-value of a simulated set. */
    @FunctionalInterface
    private interface PValue {
        double of(double shift, int seed);
    }

    private static Map<String, PValue> tests() {
        Map<String, PValue> all = new LinkedHashMap<>();
        statistics().forEach((name, s) -> all.put(name, (shift, r) -> pValue(s, shift, r)));
        all.put(BAND, EnsembleTestPower::ofBand);
        all.put("λ(x) by a network", EnsembleTestPower::ofNetwork);
        return all;
    }

    private static double ofBand(double shift, int r) {
        SimulatedSet data = SimulatedSet.of(ROWS, 5, 3, 0.5, shift, r);
        return ConfidenceBandSetTest.withDefaults()
                .withComparisons(1)
                .test(data.members(), data.labels())
                .test()
                .pValue();
    }

    private static double ofNetwork(double shift, int r) {
        SimulatedSet data = SimulatedSet.byRow(2 * ROWS, 5, 3, 0.5, shift, r);
        NetworkWeights learner =
                NetworkWeights.withDefaults()
                        .withHidden(16, 16)
                        .withEpochs(100, 20)
                        .withBatch(32)
                        .withSeed(r);
        return new InstanceSetTest(
                        new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC), RESAMPLES, r)
                .test(learner, data.members(), data.x(), data.labels())
                .test()
                .pValue();
    }

    static Map<String, ClassMeasure> statistics() {
        Map<String, ClassMeasure> all = new LinkedHashMap<>();
        all.put("SKCE, all pairs", new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC));
        all.put("SKCE, linear", new SquaredKernelError(KernelEstimator.UNBIASED_LINEAR));
        all.put("confidence ECE", CalibrationErrors.expected(10));
        all.put("class-wise ECE", CalibrationErrors.classWise(10));
        all.put("Hosmer–Lemeshow", new MultinomialHosmerLemeshow(10));
        return all;
    }

    /** The p-value of a simulated set of five members and three classes. */
    static double pValue(ClassMeasure statistic, double shift, int r) {
        SimulatedSet data = SimulatedSet.of(ROWS, 5, 3, 0.5, shift, r);
        return ClassifierSetTest.withDefaults()
                .withStatistic(statistic)
                .withResamples(RESAMPLES)
                .withSeed(r)
                .test(data.members(), data.labels())
                .test()
                .pValue();
    }

    private static long refusals(double[] pValues, double level) {
        long count = 0;
        for (double p : pValues) {
            count += p <= level ? 1 : 0;
        }
        return count;
    }

    private static Map<String, double[]> shares(Map<String, List<long[]>> all, int repetitions) {
        Map<String, double[]> shares = new LinkedHashMap<>();
        all.forEach(
                (name, curve) ->
                        shares.put(
                                name,
                                curve.stream()
                                        .mapToDouble(count -> count[0] / (double) repetitions)
                                        .toArray()));
        return shares;
    }

    private static String table(Map<String, List<long[]>> all, int repetitions) {
        StringBuilder out = new StringBuilder(FIRST);
        out.append(repetitions + " sets at every point.\n\n");
        out.append("| test | α | type-I error | exact 95 % interval |");
        for (int s = 1; s < SHIFTS.length; s++) {
            out.append(" δ = " + SHIFTS[s] + " |");
        }
        out.append("\n| --- | ---: | ---: | ---: |" + " ---: |".repeat(SHIFTS.length - 1) + "\n");
        all.forEach(
                (name, curve) -> {
                    for (int l = 0; l < LEVELS.length; l++) {
                        int at = l;
                        long errors = curve.get(0)[at];
                        Interval exact = ClopperPearson.of(errors, repetitions, Coverage.of(0.95));
                        out.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %.2f | %.3f | %.3f to %.3f |",
                                        name,
                                        LEVELS[at],
                                        errors / (double) repetitions,
                                        exact.lower(),
                                        exact.upper()));
                        for (int s = 1; s < SHIFTS.length; s++) {
                            out.append(
                                    String.format(
                                            Locale.ROOT,
                                            " %.3f |",
                                            curve.get(s)[at] / (double) repetitions));
                        }
                        out.append('\n');
                    }
                });
        return out.append(LAST).toString();
    }
}
