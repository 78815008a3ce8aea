package org.guardband.ensembles.bayes;

import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.SpectralNorm;
import org.guardband.nn.SpectralResidual;
import org.guardband.nn.Tape;

/**
 * The network below the heads of {@link Sngp} and {@link Ddu}, {@link SpectralResidual}, and how it
 * is trained together with its head: cross-entropy by Adam on batches in a random order, in double
 * precision. The same seed gives the same bits on any number of threads.
 *
 * @param width number of features
 * @param blocks residual blocks, ≥ 0
 * @param activation of the blocks; ReLU and tanh keep distances as {@link SpectralResidual} says
 * @param dropout rate in the blocks
 * @param norm the bound on the weights; a very large coefficient lifts it
 * @param adam the optimiser
 * @param epochs passes over the rows
 * @param batch rows a step; all if there are fewer
 */
public record ResidualTraining(
        int width,
        int blocks,
        Activation activation,
        double dropout,
        SpectralNorm norm,
        Adam adam,
        int epochs,
        int batch) {

    /**
     * Checks the numbers.
     *
     * @param width ≥ 1
     * @param blocks ≥ 0
     * @param activation of the blocks
     * @param dropout in [0, 1)
     * @param norm the bound
     * @param adam the optimiser
     * @param epochs ≥ 1
     * @param batch ≥ 1
     * @throws IllegalArgumentException if a number is out of range
     */
    public ResidualTraining {
        Arguments.atLeast("width", width, 1);
        Arguments.atLeast("blocks", blocks, 0);
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("batch", batch, 1);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
    }

    /**
     * Width 64, two blocks of ReLUs, no dropout, c = 0.95, Adam with rate 0.005, 50 epochs of
     * batches of 64.
     *
     * @return the options
     */
    public static ResidualTraining withDefaults() {
        return new ResidualTraining(
                64,
                2,
                Activation.RELU,
                0,
                SpectralNorm.withDefaults(),
                Adam.withDefaults().withRate(0.005),
                50,
                64);
    }

    /**
     * Another width.
     *
     * @param features ≥ 1
     * @return changed options
     */
    public ResidualTraining withWidth(int features) {
        return new ResidualTraining(
                features, blocks, activation, dropout, norm, adam, epochs, batch);
    }

    /**
     * Another number of blocks.
     *
     * @param count ≥ 0
     * @return changed options
     */
    public ResidualTraining withBlocks(int count) {
        return new ResidualTraining(width, count, activation, dropout, norm, adam, epochs, batch);
    }

    /**
     * Another activation.
     *
     * @param function of the blocks
     * @return changed options
     */
    public ResidualTraining withActivation(Activation function) {
        return new ResidualTraining(width, blocks, function, dropout, norm, adam, epochs, batch);
    }

    /**
     * Another rate of dropout.
     *
     * @param rate in [0, 1)
     * @return changed options
     */
    public ResidualTraining withDropout(double rate) {
        return new ResidualTraining(width, blocks, activation, rate, norm, adam, epochs, batch);
    }

    /**
     * Another bound on the weights.
     *
     * @param bound the bound
     * @return changed options
     */
    public ResidualTraining withNorm(SpectralNorm bound) {
        return new ResidualTraining(width, blocks, activation, dropout, bound, adam, epochs, batch);
    }

    /**
     * Another optimiser.
     *
     * @param options of Adam
     * @return changed options
     */
    public ResidualTraining withAdam(Adam options) {
        return new ResidualTraining(
                width, blocks, activation, dropout, norm, options, epochs, batch);
    }

    /**
     * Another length of training.
     *
     * @param count epochs ≥ 1
     * @return changed options
     */
    public ResidualTraining withEpochs(int count) {
        return new ResidualTraining(width, blocks, activation, dropout, norm, adam, count, batch);
    }

    /** What turns features into logits. */
    interface Head {

        /** Logits, n × K. */
        Node<DoubleMatrix> logits(Tape<DoubleMatrix> tape, Node<DoubleMatrix> features);

        /** A penalty of 1 × 1 that is added to the mean log loss, or that loss itself. */
        Node<DoubleMatrix> loss(Tape<DoubleMatrix> tape, Node<DoubleMatrix> logLoss);
    }

    /** Makes the parameters of a head. */
    interface HeadMaker {
        Head make(Parameters<DoubleMatrix> parameters, SplittableRandom random);
    }

    /** Trains network and head; all parameters, those of the network first. */
    Parameters<DoubleMatrix> train(
            HeadMaker maker, double[] x, int columns, int[] labels, int classes, long seed) {
        Arguments.atLeast("columns", columns, 1);
        int n = Arguments.atLeast("rows", labels.length, 1);
        Arguments.atLeast("classes", classes, 2);
        Arguments.allIndices("labels", labels, classes);
        Arguments.sameLength("x", x.length, "rows times columns", Math.multiplyExact(n, columns));
        Arguments.allFinite("x", x);
        SplittableRandom random = new SplittableRandom(seed);
        Arithmetic<DoubleMatrix> kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        NetworkShape shape = NetworkShape.of(this, columns);
        SpectralResidual<DoubleMatrix> network = shape.create(parameters, random);
        Head head = maker.make(parameters, random);
        int rows = Math.min(batch, n);
        DoubleMatrix input = kernels.zeros(rows, columns);
        DoubleMatrix target = kernels.zeros(rows, classes);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Node<DoubleMatrix> logits = head.logits(tape, network.apply(tape, tape.constant(input)));
        Node<DoubleMatrix> loss =
                head.loss(
                        tape,
                        Losses.crossEntropy(
                                tape, Pointwise.logSoftmax(tape, logits), tape.constant(target)));
        Optimizer optimizer = adam.start(parameters);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        int steps = (n + rows - 1) / rows;
        for (int epoch = 0; epoch < epochs; epoch++) {
            RandomOrder.shuffle(order, random);
            for (int step = 0; step < steps; step++) {
                target.fill(0);
                for (int i = 0; i < rows; i++) {
                    // the last batch is filled up from the front, so that all have one size
                    int row = order[(int) (((long) step * rows + i) % n)];
                    for (int j = 0; j < columns; j++) {
                        input.set(i, j, x[row * columns + j]);
                    }
                    target.set(i, labels[row], 1);
                }
                tape.forward(new Pass.Training(random.nextLong()));
                tape.backward(loss);
                optimizer.step(1);
            }
        }
        return parameters;
    }
}
