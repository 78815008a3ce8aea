package org.guardband.nn.regression;

import java.util.List;
import java.util.SplittableRandom;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.GradientClipping;
import org.guardband.nn.Losses;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * A multilayer perceptron with two outputs, the mean and the variance of a Gaussian (Nix and
 * Weigend 1994; a member of a deep ensemble in Lakshminarayanan et al. 2017, arXiv 1612.01474): v =
 * softplus(o) + 10⁻⁶, in units of the standardised target. It is trained by the Gaussian negative
 * log-likelihood, or its β-weighted form ({@link Losses#gaussian}), in double precision on batches
 * in a random order, with gradients clipped to norm 10.
 *
 * <p>Features and targets are standardised by the training rows. The same seed gives the same bits
 * on any number of threads.
 *
 * @param hidden units of each hidden layer
 * @param activation between layers
 * @param dropout rate after each activation
 * @param adam optimiser
 * @param epochs passes over the rows
 * @param batch rows a step; all if there are fewer
 * @param beta β of the loss, 0 for the plain likelihood
 */
public record HeteroscedasticRegressor(
        List<Integer> hidden,
        Activation activation,
        double dropout,
        Adam adam,
        int epochs,
        int batch,
        double beta) {
    private static final double CLIP = 10;

    /**
     * Checks the options.
     *
     * @param hidden units of each hidden layer, each at least 1
     * @param activation between layers
     * @param dropout in [0, 1)
     * @param adam optimiser
     * @param epochs at least 1
     * @param batch at least 1
     * @param beta in [0, 1]
     */
    public HeteroscedasticRegressor {
        hidden = List.copyOf(hidden);
        for (int i = 0; i < hidden.size(); i++) {
            atLeastOne("hidden[" + i + "]", hidden.get(i));
        }
        atLeastOne("epochs", epochs);
        atLeastOne("batch", batch);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("beta must be in [0, 1], got " + beta);
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be >= 1, got " + value);
        }
    }

    /**
     * One hidden layer of 50 ReLUs, no dropout, Adam with rate 0.01, 100 epochs of batches of 100,
     * β = 0.
     *
     * @return the options
     */
    public static HeteroscedasticRegressor withDefaults() {
        return new HeteroscedasticRegressor(
                List.of(50), Activation.RELU, 0, Adam.withDefaults().withRate(0.01), 100, 100, 0);
    }

    /**
     * Other hidden layers.
     *
     * @param units of each
     * @return changed options
     */
    public HeteroscedasticRegressor withHidden(Integer... units) {
        return new HeteroscedasticRegressor(
                List.of(units), activation, dropout, adam, epochs, batch, beta);
    }

    /**
     * Another rate of dropout, which {@link FittedRegressor#sample} needs.
     *
     * @param rate in [0, 1)
     * @return changed options
     */
    public HeteroscedasticRegressor withDropout(double rate) {
        return new HeteroscedasticRegressor(hidden, activation, rate, adam, epochs, batch, beta);
    }

    /**
     * Another optimiser.
     *
     * @param options of Adam
     * @return changed options
     */
    public HeteroscedasticRegressor withAdam(Adam options) {
        return new HeteroscedasticRegressor(
                hidden, activation, dropout, options, epochs, batch, beta);
    }

    /**
     * Another number of epochs.
     *
     * @param count at least 1
     * @return changed options
     */
    public HeteroscedasticRegressor withEpochs(int count) {
        return new HeteroscedasticRegressor(hidden, activation, dropout, adam, count, batch, beta);
    }

    /**
     * Another β; 0.5 is what its authors recommend.
     *
     * @param value in [0, 1]
     * @return changed options
     */
    public HeteroscedasticRegressor withBeta(double value) {
        return new HeteroscedasticRegressor(
                hidden, activation, dropout, adam, epochs, batch, value);
    }

    /**
     * Trains.
     *
     * @param features row after row
     * @param columns features a row
     * @param targets one a row
     * @param seed of the first weights, of the order of rows and of dropout
     * @return the trained regressor
     * @throws IllegalArgumentException if there is no row, the lengths do not fit, or a number is
     *     not finite
     */
    public FittedRegressor fit(double[] features, int columns, double[] targets, long seed) {
        Standardization x = Standardization.of("features", features, columns);
        Standardization y = Standardization.of("targets", targets, 1);
        int n = targets.length;
        if (features.length != (long) n * columns) {
            throw new IllegalArgumentException(
                    "features must have length "
                            + n
                            + " * "
                            + columns
                            + ", got "
                            + features.length);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Arithmetic<DoubleMatrix> kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        TwoHeads network = TwoHeads.create(this, columns, parameters, random);
        int rows = Math.min(batch, n);
        DoubleMatrix input = kernels.zeros(rows, columns);
        DoubleMatrix target = kernels.zeros(rows, 1);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        TwoHeads.Output out = network.apply(tape, tape.constant(input));
        Node<DoubleMatrix> loss =
                Losses.gaussian(tape, out.mean(), out.variance(), tape.constant(target), beta);
        Optimizer optimizer = adam.start(parameters);
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        int steps = (n + rows - 1) / rows;
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle(order, random);
            for (int step = 0; step < steps; step++) {
                for (int i = 0; i < rows; i++) {
                    // the last batch is filled up from the front, so that all have one size
                    int row = order[(int) (((long) step * rows + i) % n)];
                    x.copyRow(features, row, input, i);
                    y.copyRow(targets, row, target, i);
                }
                tape.forward(new Pass.Training(random.nextLong()));
                tape.backward(loss);
                GradientClipping.byGlobalNorm(parameters, CLIP);
                optimizer.step(1);
            }
        }
        return new FittedRegressor(this, x, y, parameters.weights());
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }
}
