package org.guardband.examples;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.selective.Separation;
import org.guardband.core.table.Table;
import org.guardband.ensembles.propagation.Affine;
import org.guardband.ensembles.propagation.FeedForward;
import org.guardband.ensembles.propagation.Relu;
import org.guardband.ensembles.propagation.StablePropagation;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Initialization;
import org.guardband.nn.Linear;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * Selective prediction by stable distribution propagation: a network learns the digits 0 to 7 and
 * is then shown new ones among digits 8 and 9, which it cannot know. Noise of the pixels is carried
 * through it, and it answers where the pairwise probability that its answer stays the largest is
 * high; a wrong answer, and any answer to an 8 or 9, is an error.
 */
public final class NoisyDigits {

    private static final int PIXELS = 64;
    private static final int KNOWN = 8;
    private static final int HIDDEN = 32;
    private static final double NOISE = 0.1;

    private NoisyDigits() {}

    /**
     * Prints how well three confidences tell right answers from errors.
     *
     * @param args none
     * @throws IOException if the shipped data cannot be read
     */
    public static void main(String[] args) throws IOException {
        System.out.print(run().describe());
    }

    /** Areas under the ROC curve: the probability that a right answer has the higher confidence. */
    record Result(double accuracy, double softmax, double gaussian, double cauchy) {

        String describe() {
            return String.format(
                    Locale.ROOT,
                    "accuracy on known digits %.3f%n"
                            + "right answers against errors, area under the curve:%n"
                            + "softmax %.3f, Gaussian noise %.3f, Cauchy noise %.3f%n",
                    accuracy,
                    softmax,
                    gaussian,
                    cauchy);
        }
    }

    static Result run() throws IOException {
        Table table = ShippedData.read("digits");
        double[][] images = images(table);
        List<String> labels = table.texts("label");
        int[] digit = labels.stream().mapToInt(Integer::parseInt).toArray();
        int[] train =
                IntStream.range(0, digit.length)
                        .filter(i -> i % 2 == 0 && digit[i] < KNOWN)
                        .toArray();
        FeedForward network = train(images, digit, train);

        double[] scale = new double[PIXELS];
        Arrays.fill(scale, NOISE);
        List<double[]> right = new ArrayList<>();
        List<double[]> wrong = new ArrayList<>();
        int known = 0;
        int correct = 0;
        for (int i = 1; i < digit.length; i += 2) {
            double[] logits = network.apply(images[i]);
            int answer = top(logits);
            double[] confidence = {
                softmax(logits, answer),
                StablePropagation.isotropic(network, images[i], NOISE).confidence(),
                StablePropagation.cauchy(network, images[i], scale).confidence()
            };
            (answer == digit[i] ? right : wrong).add(confidence);
            known += digit[i] < KNOWN ? 1 : 0;
            correct += answer == digit[i] ? 1 : 0;
        }
        return new Result(
                (double) correct / known,
                area(right, wrong, 0),
                area(right, wrong, 1),
                area(right, wrong, 2));
    }

    private static FeedForward train(double[][] images, int[] digit, int[] rows) {
        var kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        SplittableRandom random = new SplittableRandom(1);
        Initialization start = Initialization.kaimingUniform(0);
        Linear<DoubleMatrix> first =
                Linear.create(parameters, "first", PIXELS, HIDDEN, start, random);
        Linear<DoubleMatrix> second =
                Linear.create(parameters, "second", HIDDEN, KNOWN, start, random);
        DoubleMatrix x = DoubleMatrix.zeros(rows.length, PIXELS);
        int[] truth = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            truth[i] = digit[rows[i]];
            for (int j = 0; j < PIXELS; j++) {
                x.set(i, j, images[rows[i]][j]);
            }
        }
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Node<DoubleMatrix> hidden =
                Pointwise.activate(tape, Activation.RELU, first.apply(tape, tape.constant(x)));
        Node<DoubleMatrix> loss =
                Losses.crossEntropy(
                        tape,
                        Pointwise.logSoftmax(tape, second.apply(tape, hidden)),
                        IntStream.range(0, rows.length).toArray(),
                        truth);
        var optimizer = Adam.withDefaults().withRate(0.01).start(parameters);
        for (int step = 0; step < 150; step++) {
            tape.forward(new Pass.Training(step));
            tape.backward(loss);
            optimizer.step(1);
        }
        return FeedForward.of(Affine.of(first), new Relu(), Affine.of(second));
    }

    private static int top(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }

    private static double softmax(double[] logits, int answer) {
        double sum = 0;
        for (double z : logits) {
            sum += Math.exp(z - logits[answer]);
        }
        return 1 / sum;
    }

    private static double area(List<double[]> right, List<double[]> wrong, int which) {
        return Separation.of(column(right, which), column(wrong, which)).auroc();
    }

    private static double[] column(List<double[]> rows, int which) {
        return rows.stream().mapToDouble(row -> row[which]).toArray();
    }

    private static double[][] images(Table table) {
        List<String> pixels = table.names().stream().filter(n -> !n.equals("label")).toList();
        double[][] images = new double[table.rows()][PIXELS];
        for (int j = 0; j < PIXELS; j++) {
            double[] column = table.numbers(pixels.get(j));
            for (int i = 0; i < images.length; i++) {
                images[i][j] = column[i] / 16; // pixels are 0 to 16
            }
        }
        return images;
    }
}
