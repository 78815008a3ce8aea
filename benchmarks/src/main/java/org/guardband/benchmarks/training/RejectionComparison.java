package org.guardband.benchmarks.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.selective.SelectiveRisk;
import org.guardband.core.selective.Separation;
import org.guardband.ensembles.propagation.Affine;
import org.guardband.ensembles.propagation.FeedForward;
import org.guardband.ensembles.propagation.MarginalSpread;
import org.guardband.ensembles.propagation.Relu;
import org.guardband.ensembles.propagation.StablePropagation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Losses;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * Which confidence of one classifier of digits best tells rows that it should not answer: wrong
 * ones, and those of an unknown digit.
 */
final class RejectionComparison {

    static final String DATA = "digits";
    private static final int BATCH = 32;

    /**
     * The order of rows does not depend on it where all inputs have the same spread: it divides
     * every difference of logits. A large one keeps probabilities apart from 1.
     */
    private static final double SPREAD = 10;

    private static final List<String> COLUMNS =
            List.of("AUROC unknown", "AUROC errors", "area test", "area test and unknown");

    private final RowData digits;
    private final ClassPlan plan;
    private final OutcomeFile file;

    RejectionComparison(ClassPlan plan, Path file) throws IOException {
        this.digits = RowData.digits();
        this.plan = plan;
        this.file = new OutcomeFile(file, COLUMNS);
    }

    OutcomeFile file() {
        return file;
    }

    /** A confidence in the answer to a row. */
    private record Confidence(String title, ToDoubleFunction<double[]> of) {}

    /** Runs what the file has not. */
    void run(long seed) throws IOException {
        if (file.has(DATA, seed, "softmax")) {
            return;
        }
        DigitSplit split = DigitSplit.of(digits, seed, plan.training());
        FeedForward network = train(split, seed);
        for (Confidence confidence :
                List.of(
                        new Confidence("Gaussian pairs", row -> gaussian(network, row)),
                        new Confidence("Cauchy pairs", row -> cauchy(network, row)),
                        new Confidence("Gaussian marginal", row -> marginal(network, row)),
                        new Confidence("margin of logits", row -> margin(network.apply(row))),
                        new Confidence("softmax", row -> softmax(network.apply(row))))) {
            double[] test = confidences(split.test(), confidence.of());
            double[] unknown = confidences(split.unknown(), confidence.of());
            boolean[] right = right(network, split);
            file.append(
                    new Outcome(
                            DATA,
                            seed,
                            confidence.title(),
                            1,
                            0,
                            List.of(
                                    Separation.of(negative(unknown), negative(test)).auroc(),
                                    Separation.of(
                                                    negative(some(test, right, false)),
                                                    negative(some(test, right, true)))
                                            .auroc(),
                                    accuracy(test, right),
                                    accuracy(
                                            both(test, unknown),
                                            Arrays.copyOf(right, test.length + unknown.length)))));
        }
    }

    private FeedForward train(DigitSplit split, long seed) {
        Parameters<DoubleMatrix> parameters = new Parameters<>(Kernels.scalar().doubles());
        DigitNetwork network =
                DigitNetwork.create(
                        parameters,
                        plan.width(),
                        split.names().size(),
                        0,
                        new SplittableRandom(seed));
        Fit.classes(split, BATCH)
                .run(
                        new Tape<>(parameters.kernels()),
                        (tape, x, y) ->
                                Losses.crossEntropy(
                                        tape,
                                        Pointwise.logSoftmax(tape, network.logits(tape, x)),
                                        y),
                        Adam.withDefaults().withRate(ClassTrainings.RATE).start(parameters),
                        Fit.Course.plain(plan.epochs()),
                        seed);
        return FeedForward.of(
                Affine.of(network.first()),
                new Relu(),
                Affine.of(network.second()),
                new Relu(),
                Affine.of(network.head()));
    }

    /** The mean over all shares of rows of the accuracy among the most confident. */
    private static double accuracy(double[] confidence, boolean[] right) {
        boolean[] wrong = new boolean[right.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = !right[i];
        }
        return 1 - SelectiveRisk.ofErrors(negative(confidence), wrong).area();
    }

    private static double gaussian(FeedForward network, double... row) {
        return StablePropagation.isotropic(network, row, SPREAD).confidence();
    }

    private static double cauchy(FeedForward network, double... row) {
        double[] scale = new double[row.length];
        Arrays.fill(scale, SPREAD);
        return StablePropagation.cauchy(network, row, scale).confidence();
    }

    /** The same with variances only, logits taken as independent. */
    private static double marginal(FeedForward network, double... row) {
        double[] variance = new double[row.length];
        Arrays.fill(variance, SPREAD * SPREAD);
        MarginalSpread out = StablePropagation.marginalGaussian(network, row, variance);
        double[] z = out.location();
        double[] v = out.spread();
        int top = top(z);
        double least = 1;
        for (int b = 0; b < z.length; b++) {
            if (b != top) {
                double scale = Math.sqrt(v[top] + v[b]);
                least = Math.min(least, Gaussian.standardCdf((z[top] - z[b]) / scale));
            }
        }
        return least;
    }

    private static double margin(double... z) {
        int top = top(z);
        double least = Double.POSITIVE_INFINITY;
        for (int b = 0; b < z.length; b++) {
            least = b == top ? least : Math.min(least, z[top] - z[b]);
        }
        return least;
    }

    private static double softmax(double... z) {
        int top = top(z);
        double sum = 0;
        for (double value : z) {
            sum += Math.exp(value - z[top]);
        }
        // the log keeps apart what rounds to 1
        return -Math.log1p(sum - 1);
    }

    private static int top(double... z) {
        int top = 0;
        for (int k = 1; k < z.length; k++) {
            top = z[k] > z[top] ? k : top;
        }
        return top;
    }

    private static double[] row(double[] rows, int i) {
        return Arrays.copyOfRange(rows, i * DigitSplit.PIXELS, (i + 1) * DigitSplit.PIXELS);
    }

    private static double[] confidences(double[] rows, ToDoubleFunction<double[]> of) {
        double[] out = new double[rows.length / DigitSplit.PIXELS];
        for (int i = 0; i < out.length; i++) {
            out[i] = of.applyAsDouble(row(rows, i));
        }
        return out;
    }

    private static boolean[] right(FeedForward network, DigitSplit split) {
        boolean[] right = new boolean[split.truths().length];
        for (int i = 0; i < right.length; i++) {
            right[i] = top(network.apply(row(split.test(), i))) == split.truths()[i];
        }
        return right;
    }

    private static double[] negative(double... values) {
        return Arrays.stream(values).map(v -> -v).toArray();
    }

    private static double[] some(double[] values, boolean[] right, boolean which) {
        return IntStream.range(0, values.length)
                .filter(i -> right[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private static double[] both(double[] a, double... b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
