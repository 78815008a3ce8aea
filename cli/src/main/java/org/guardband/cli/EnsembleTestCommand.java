package org.guardband.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.classification.measure.KernelEstimator;
import org.guardband.classification.measure.SquaredKernelError;
import org.guardband.cli.terminal.Progress;
import org.guardband.core.table.PredictionTable;
import org.guardband.core.table.TableException;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.hypothesis.ClassifierSetTest;
import org.guardband.ensembles.hypothesis.MultinomialHosmerLemeshow;
import org.guardband.ensembles.hypothesis.SetTestResult;
import org.guardband.ensembles.uncertainty.Diversity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code guardband test-ensemble}: whether an ensemble's spread can be believed. */
@Command(
        name = "test-ensemble",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tests whether some weighted mean of the members is calibrated: if none is, the"
                        + " ensemble's spread does not contain the truth. Tables of class"
                        + " probabilities with the same rows and their labels; arXiv 2205.10082.")
final class EnsembleTestCommand implements Callable<Integer> {

    private static final int BINS = 10;

    private static final Map<String, ClassMeasure> STATISTICS =
            Map.of(
                    "skce", new SquaredKernelError(KernelEstimator.UNBIASED_QUADRATIC),
                    "skce-linear", new SquaredKernelError(KernelEstimator.UNBIASED_LINEAR),
                    "ece", CalibrationErrors.expected(BINS),
                    "classwise-ece", CalibrationErrors.classWise(BINS),
                    "hosmer-lemeshow", new MultinomialHosmerLemeshow(BINS));

    @Spec @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MEMBER.csv", description = "One table per member.")
    List<Path> members = List.of();

    @Option(
            names = "--statistic",
            paramLabel = "NAME",
            description =
                    "skce (default: squared kernel calibration error, quadratic in the rows),"
                            + " skce-linear, ece, classwise-ece, hosmer-lemeshow.")
    String statistic = "skce";

    @Option(names = "--resamples", paramLabel = "N", description = "Resamples; default 100.")
    int resamples = 100;

    @Option(names = "--seed", paramLabel = "N", description = "The seed; default 0.")
    long seed;

    @Option(
            names = "--level",
            paramLabel = "A",
            description = "The type-I error that is accepted; default 0.05.")
    double level = 0.05;

    @Option(names = "--json", description = "Print JSON in place of a table.")
    boolean json;

    @Mixin ColumnsOption columns = new ColumnsOption();

    @Option(names = "--tolerance", paramLabel = "X", description = Wording.TOLERANCE)
    double tolerance = PredictionTable.DEFAULT_TOLERANCE;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Notes notes = new Notes(spec.commandLine().getErr(), members.get(0).toString());
        ClassMeasure measure = STATISTICS.get(statistic);
        if (measure == null) {
            throw new IllegalArgumentException(
                    "--statistic: unknown name "
                            + statistic
                            + "; known are "
                            + String.join(", ", STATISTICS.keySet().stream().sorted().toList()));
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "--level must be strictly between 0 and 1, got " + level);
        }
        ClassifierSetTest test =
                ClassifierSetTest.withDefaults()
                        .withStatistic(measure)
                        .withResamples(resamples)
                        .withSeed(seed);
        SetTestResult result;
        double disagreement;
        try (Progress progress = Progress.onTerminal()) {
            progress.phase("Reading " + members.size() + " tables");
            MemberTables tables = MemberTables.read(members, columns, tolerance, notes);
            if (!tables.areClasses()) {
                throw new TableException(
                        members.get(0) + ": must hold class probabilities or logits");
            }
            ClassMembers all = tables.classes();
            int[] labels = tables.first().labels(all.labels());
            progress.phase("Testing");
            result = test.test(all, labels);
            disagreement = Diversity.meanOfPairs(Diversity.disagreements(all));
        }
        if (json) {
            out.println(json(result, disagreement));
        } else {
            TextTable.lines(cells(result, disagreement)).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private List<List<String>> cells(SetTestResult result, double disagreement) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("calibration of some weighted mean", "value"));
        cells.add(List.of("smallest " + statistic, text(result.test().statistic())));
        cells.add(List.of("p-value", text(result.test().pValue())));
        cells.add(List.of("at level " + level, result.refuses(level) ? "refused" : "not refused"));
        double[] weights = result.weights().forMembers(members.size());
        for (int m = 0; m < weights.length; m++) {
            cells.add(List.of("weight of " + members.get(m).getFileName(), text(weights[m])));
        }
        cells.add(List.of("disagreement", text(disagreement)));
        return cells;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private String json(SetTestResult result, double disagreement) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.useDefaultPrettyPrinter();
            out.writeStartObject();
            out.writeStringField("statistic", statistic);
            out.writeNumberField("value", result.test().statistic());
            out.writeNumberField("p-value", result.test().pValue());
            out.writeBooleanField("refused", result.refuses(level));
            out.writeArrayFieldStart("weights");
            for (double weight : result.weights().forMembers(members.size())) {
                out.writeNumber(weight);
            }
            out.writeEndArray();
            out.writeNumberField("disagreement", disagreement);
            out.writeEndObject();
        }
        return text.toString();
    }
}
