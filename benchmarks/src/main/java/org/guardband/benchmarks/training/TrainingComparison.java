package org.guardband.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;

/**
 * Ways to train ensembles and single networks with uncertainty: classifiers on digits with an
 * unknown one, and regressions on UCI data. Results go line by line into CSV files in a folder, so
 * that a run that was stopped goes on where it was; the summary is printed as tables in Markdown.
 *
 * <pre>java -cp benchmarks/target/benchmarks.jar \
 *     org.guardband.benchmarks.training.TrainingComparison FOLDER [SEEDS [FIRST]]
 * </pre>
 */
public final class TrainingComparison {

    private TrainingComparison() {}

    /**
     * Runs what is missing and prints the summary.
     *
     * @param args the folder; the number of seeds, 5 unless given; the first seed, 1 unless given
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 3) {
            System.err.println("usage: TrainingComparison FOLDER [SEEDS [FIRST]]");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        long first = args.length > 2 ? Long.parseLong(args[2]) : 1;
        ClassComparison digits =
                new ClassComparison(
                        ClassPlan.full(), folder.resolve("ensemble-training-digits.csv"));
        RealComparison uci =
                new RealComparison(
                        RealPlan.full(), folder.resolve("ensemble-training-regression.csv"));
        RejectionComparison rejection =
                new RejectionComparison(
                        ClassPlan.full(), folder.resolve("ensemble-training-rejection.csv"));
        for (long seed = first; seed < first + seeds; seed++) {
            digits.run(seed, EnumSet.allOf(ClassMethod.class));
            rejection.run(seed);
            for (String data : RealComparison.DATA) {
                uci.run(data, seed, EnumSet.allOf(RealMethod.class));
            }
            System.err.println("seed " + seed + ": done");
        }
        System.out.println(digits.file().markdown(ClassComparison.DATA));
        System.out.println(rejection.file().markdown(RejectionComparison.DATA));
        for (String data : RealComparison.DATA) {
            System.out.println(data + "\n\n" + uci.file().markdown(data));
        }
    }
}
