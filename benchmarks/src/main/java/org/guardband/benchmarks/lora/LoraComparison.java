package org.guardband.benchmarks.lora;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guardband.benchmarks.training.EntropyAuroc;
import org.guardband.classification.measure.BrierScore;
import org.guardband.classification.measure.CalibrationErrors;
import org.guardband.classification.measure.LogLoss;
import org.guardband.classification.measure.TopAccuracy;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.ensembles.lora.MemberLogits;
import org.guardband.kernels.Kernels;

/**
 * LoRA ensembles against other ensembles of the same small transformer: a vision transformer on
 * optical digits, or a BERT on names in ten languages. Results go line by line into a CSV file, so
 * that a run that was stopped goes on where it was, and the seconds that each method took into
 * {@code OUT-times.csv}, since they alone depend on the machine. The summary is printed as a table
 * in Markdown.
 *
 * <pre>java --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar \
 *     org.guardband.benchmarks.lora.LoraComparison digits|names OUT.csv [SEEDS]
 * </pre>
 */
public final class LoraComparison {

    private static final int BINS = 15;

    private final Task task;
    private final Plan plan;
    private final Path file;
    private final Kernels kernels;

    LoraComparison(Task task, Plan plan, Path file, Kernels kernels) {
        this.task = task;
        this.plan = plan;
        this.file = file;
        this.kernels = kernels;
    }

    /**
     * Runs what is missing and prints the summary.
     *
     * @param args what is told apart; the CSV file; the number of seeds, 5 unless given
     * @throws IOException if the file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        boolean names = args.length > 0 && args[0].equals("names");
        if (args.length < 2 || args.length > 3 || !(names || args[0].equals("digits"))) {
            System.err.println("usage: LoraComparison digits|names OUT.csv [SEEDS]");
            System.exit(2);
        }
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        LoraComparison comparison =
                new LoraComparison(
                        names ? ForeignNames.read() : DigitRows.read(),
                        names ? Plan.names() : Plan.digits(),
                        Path.of(args[1]),
                        Kernels.best());
        for (long seed = 1; seed <= seeds; seed++) {
            comparison.run(seed, EnumSet.allOf(Method.class));
        }
        System.out.print(ComparisonSummary.of(comparison.results(), comparison.times()).markdown());
    }

    /** Runs the methods of a seed that the file has not. */
    void run(long seed, Set<Method> methods) throws IOException {
        Set<Method> missing = EnumSet.noneOf(Method.class);
        missing.addAll(methods);
        results().stream().filter(r -> r.seed() == seed).forEach(r -> missing.remove(r.method()));
        if (missing.isEmpty()) {
            return;
        }
        Split split = task.split(seed, plan);
        System.err.println("seed " + seed + ": training the base");
        Trainings trainings = Trainings.of(plan, task, split, seed, kernels);
        for (Method method : missing) {
            Result result = result(seed, method, trainings, split);
            append(file, result.line());
            System.err.println(result.line());
        }
    }

    private Result result(long seed, Method method, Trainings trainings, Split split)
            throws IOException {
        long start = System.nanoTime();
        Trained trained = trainings.train(method, seed);
        double training = seconds(start);
        start = System.nanoTime();
        MemberLogits members = new MemberLogits(trained.predictor().logits(split.test().input()));
        append(timesFile(), new Timing(seed, method, training, seconds(start)).line());
        CategoricalBatch mixture = members.meanOfSoftmax();
        CategoricalBatch pooled = members.softmaxOfMeanLogits();
        CategoricalBatch unknown =
                new MemberLogits(trained.predictor().logits(split.unknown().input()))
                        .meanOfSoftmax();
        int[] truths = split.test().labels();
        return new Result(
                seed,
                method,
                trained.members(),
                TopAccuracy.accuracy().value(mixture, truths),
                new LogLoss().value(mixture, truths),
                CalibrationErrors.expected(BINS).value(mixture, truths),
                new BrierScore().value(mixture, truths),
                EntropyAuroc.of(unknown, mixture),
                trained.parameters(),
                TopAccuracy.accuracy().value(pooled, truths),
                CalibrationErrors.expected(BINS).value(pooled, truths));
    }

    private Path timesFile() throws IOException {
        String name = String.valueOf(file.getFileName()).replaceAll("\\.csv$", "");
        Path times = file.resolveSibling(name + "-times.csv");
        if (Files.notExists(times)) {
            Files.writeString(times, Timing.HEADER + "\n");
        }
        return times;
    }

    private static void append(Path place, String line) throws IOException {
        Files.writeString(place, line + "\n", StandardOpenOption.APPEND);
    }

    List<Timing> times() throws IOException {
        return Files.readAllLines(timesFile()).stream().skip(1).map(Timing::parse).toList();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }

    List<Result> results() throws IOException {
        if (Files.notExists(file)) {
            Files.writeString(file, Result.HEADER + "\n");
        }
        return new ArrayList<>(
                Files.readAllLines(file).stream().skip(1).map(Result::parse).toList());
    }
}
