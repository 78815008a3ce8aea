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
import org.guardband.ensembles.hypothesis.MultinomialHosmerLemeshow;

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
        Map<String, List<double[]>> pValues = new LinkedHashMap<>();
        statistics()
                .forEach(
                        (name, measure) -> {
                            List<double[]> curve = new ArrayList<>();
                            for (double shift : SHIFTS) {
                                curve.add(pValues(measure, shift, repetitions));
                            }
                            pValues.put(name, curve);
                            System.out.println(name);
                        });
        Path page = folder.resolve("ensemble-test.md");
        String table = table(pValues, repetitions);
        if (Files.exists(page)) {
            String old = Files.readString(page);
            table =
                    old.substring(0, old.indexOf(FIRST))
                            + table
                            + old.substring(old.indexOf(LAST) + LAST.length());
        }
        Files.writeString(page, table);
        Files.writeString(
                folder.resolve("ensemble-test-power.svg"),
                PowerPicture.of(SHIFTS, shares(pValues, LEVELS[0])));
        System.out.print(table(pValues, repetitions));
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

    /** P-values of simulated sets of five members and three classes. */
    static double[] pValues(ClassMeasure statistic, double shift, int repetitions) {
        return IntStream.range(0, repetitions)
                .mapToDouble(
                        r -> {
                            SimulatedSet data = SimulatedSet.of(ROWS, 5, 3, 0.5, shift, r);
                            return ClassifierSetTest.withDefaults()
                                    .withStatistic(statistic)
                                    .withResamples(RESAMPLES)
                                    .withSeed(r)
                                    .test(data.members(), data.labels())
                                    .test()
                                    .pValue();
                        })
                .toArray();
    }

    private static long refusals(double[] pValues, double level) {
        long count = 0;
        for (double p : pValues) {
            count += p <= level ? 1 : 0;
        }
        return count;
    }

    private static Map<String, double[]> shares(Map<String, List<double[]>> all, double level) {
        Map<String, double[]> shares = new LinkedHashMap<>();
        all.forEach(
                (name, curve) ->
                        shares.put(
                                name,
                                curve.stream()
                                        .mapToDouble(p -> refusals(p, level) / (double) p.length)
                                        .toArray()));
        return shares;
    }

    private static String table(Map<String, List<double[]>> all, int repetitions) {
        StringBuilder out = new StringBuilder(FIRST);
        out.append(repetitions + " sets at every point.\n\n");
        out.append("| statistic | α | type-I error | exact 95 % interval |");
        for (int s = 1; s < SHIFTS.length; s++) {
            out.append(" δ = " + SHIFTS[s] + " |");
        }
        out.append("\n| --- | ---: | ---: | ---: |" + " ---: |".repeat(SHIFTS.length - 1) + "\n");
        all.forEach(
                (name, curve) -> {
                    for (double level : LEVELS) {
                        long errors = refusals(curve.get(0), level);
                        Interval exact = ClopperPearson.of(errors, repetitions, Coverage.of(0.95));
                        out.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %.2f | %.3f | %.3f to %.3f |",
                                        name,
                                        level,
                                        errors / (double) repetitions,
                                        exact.lower(),
                                        exact.upper()));
                        for (int s = 1; s < SHIFTS.length; s++) {
                            out.append(
                                    String.format(
                                            Locale.ROOT,
                                            " %.3f |",
                                            refusals(curve.get(s), level) / (double) repetitions));
                        }
                        out.append('\n');
                    }
                });
        return out.append(LAST).toString();
    }
}
