package org.guardband.ensembles.hypothesis;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.ensembles.ClassMembers;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adam;
import org.guardband.nn.EarlyStopping;
import org.guardband.nn.GradientClipping;
import org.guardband.nn.Initialization;
import org.guardband.nn.Mlp;
import org.guardband.nn.Node;
import org.guardband.nn.Optimizer;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Learns weights of the members that depend on the row by a network, λ(x) = softmax(g(x)), g a
 * multilayer perceptron with leaky ReLUs, whose training makes the mean proper score of Σ λ_m(x)
 * p_m small. A share of the rows is held out; training stops where the score of these has not
 * improved for some epochs, and goes back to where it was best. Features are standardised by the
 * rows that are trained on. Double precision; the same seed gives the same bits on any number of
 * threads.
 *
 * <p>A network that fits more rows than there are to learn from is not calibrated elsewhere, which
 * {@link InstanceSetTest} sees: it needs hundreds of rows. Where the weights hardly depend on the
 * row, {@link InstanceWeights} needs fewer.
 *
 * <p>Source: Jürgens, Mortier, Hüllermeier, Bengs, Waegeman 2025, arXiv 2502.16299, and the code
 * beside it: three layers of 64, Adam with rate 10⁻⁴ and L2 decay 10⁻⁵, gradients clipped to norm
 * 1, 500 epochs of batches of 16, patience 100, a fifth held out. There leaky ReLUs have slope 0.01
 * and here that of {@link Activation#LEAKY_RELU}; another linear layer before the first activation,
 * which changes no function, is left out; batches are drawn from all rows and not class by class.
 *
 * @param hidden units of each hidden layer
 * @param score what training makes small
 * @param adam optimiser
 * @param epochs passes over the rows, at most
 * @param patience epochs without improvement after which training stops
 * @param batch rows a step; all if there are fewer
 * @param heldOut share of the rows that stop the training, in (0, 1)
 * @param seed of the first weights, of what is held out and of the order of rows
 */
public record NetworkWeights(
        List<Integer> hidden,
        GateScore score,
        Adam adam,
        int epochs,
        int patience,
        int batch,
        double heldOut,
        long seed)
        implements InstanceLearner {

    private static final double CLIP = 1;
    private static final int LEAST_ROWS = 4;

    /**
     * Checks the options.
     *
     * @param hidden each at least 1
     * @param score what training makes small
     * @param adam optimiser
     * @param epochs at least 1
     * @param patience at least 1
     * @param batch at least 1
     * @param heldOut in (0, 1)
     * @param seed any
     * @throws IllegalArgumentException if a number is out of range
     */
    public NetworkWeights {
        hidden = List.copyOf(hidden);
        for (int l = 0; l < hidden.size(); l++) {
            Arguments.atLeast("hidden[" + l + "]", hidden.get(l), 1);
        }
        Arguments.atLeast("epochs", epochs, 1);
        Arguments.atLeast("patience", patience, 1);
        Arguments.atLeast("batch", batch, 1);
        Arguments.positive("heldOut", heldOut);
        Arguments.positive("1 - heldOut", 1 - heldOut);
    }

    /**
     * The settings of the authors' code with the logarithmic score and a rate of 10⁻³, with which a
     * few hundred rows are enough epochs long; seed 0.
     *
     * @return the options
     */
    public static NetworkWeights withDefaults() {
        return new NetworkWeights(
                List.of(64, 64, 64),
                GateScore.LOG,
                Adam.withDefaults().withL2(1e-5),
                500,
                100,
                16,
                0.2,
                0);
    }

    /**
     * Other hidden layers.
     *
     * @param units of each
     * @return changed options
     */
    public NetworkWeights withHidden(Integer... units) {
        return new NetworkWeights(
                List.of(units), score, adam, epochs, patience, batch, heldOut, seed);
    }

    /**
     * Another score.
     *
     * @param value what training makes small
     * @return changed options
     */
    public NetworkWeights withScore(GateScore value) {
        return new NetworkWeights(hidden, value, adam, epochs, patience, batch, heldOut, seed);
    }

    /**
     * Another optimiser.
     *
     * @param value options of Adam
     * @return changed options
     */
    public NetworkWeights withAdam(Adam value) {
        return new NetworkWeights(hidden, score, value, epochs, patience, batch, heldOut, seed);
    }

    /**
     * Another length of training.
     *
     * @param most epochs at most
     * @param wait epochs without improvement after which training stops
     * @return changed options
     */
    public NetworkWeights withEpochs(int most, int wait) {
        return new NetworkWeights(hidden, score, adam, most, wait, batch, heldOut, seed);
    }

    /**
     * Another size of batches.
     *
     * @param rows a step
     * @return changed options
     */
    public NetworkWeights withBatch(int rows) {
        return new NetworkWeights(hidden, score, adam, epochs, patience, rows, heldOut, seed);
    }

    /**
     * Another seed.
     *
     * @param value the seed
     * @return changed options
     */
    public NetworkWeights withSeed(long value) {
        return new NetworkWeights(hidden, score, adam, epochs, patience, batch, heldOut, value);
    }

    @Override
    public GatedPool fit(ClassMembers all, double[] x, int[] labels) {
        all.requireLabels(labels);
        Arguments.atLeast("rows to learn from", labels.length, LEAST_ROWS);
        int features = InstanceWeights.features(x, labels.length);
        int kept =
                (int)
                        Math.min(
                                labels.length - 1L,
                                Math.max(1, Math.round(heldOut * labels.length)));
        RowSplit split = RowSplit.of(labels.length, kept, seed);
        SplittableRandom random = new SplittableRandom(seed);
        GateFeatures standard = GateFeatures.of(x, features, split.second());
        Arithmetic<DoubleMatrix> kernels = Kernels.best().doubles();
        Parameters<DoubleMatrix> parameters = new Parameters<>(kernels);
        int[] sizes = sizes(features, all.size());
        Mlp<DoubleMatrix> network =
                Mlp.create(
                        parameters,
                        "gate",
                        sizes,
                        Activation.LEAKY_RELU,
                        0,
                        Initialization.kaimingUniform(Math.sqrt(5)),
                        random);
        int[] order = split.second();
        int[] rows = new int[Math.min(batch, order.length)];
        DoubleMatrix input = kernels.zeros(rows.length, features);
        Tape<DoubleMatrix> tape = new Tape<>(kernels);
        Node<DoubleMatrix> loss = loss(tape, network, input, all, labels, rows);
        DoubleMatrix judged = kernels.zeros(kept, features);
        standard.copy(x, split.first(), judged);
        Tape<DoubleMatrix> judge = new Tape<>(kernels);
        Node<DoubleMatrix> held = loss(judge, network, judged, all, labels, split.first());
        Optimizer optimizer = adam.start(parameters);
        EarlyStopping<DoubleMatrix> stopping = new EarlyStopping<>(parameters, patience);
        judge.forward(new Pass.Evaluation());
        boolean going = stopping.observe(held.value().get(0, 0));
        int steps = (order.length + rows.length - 1) / rows.length;
        for (int epoch = 0; going && epoch < epochs; epoch++) {
            RandomOrder.shuffle(order, random);
            for (int step = 0; step < steps; step++) {
                for (int i = 0; i < rows.length; i++) {
                    // the last batch is filled up from the front, so that all have one size
                    rows[i] = order[(int) (((long) step * rows.length + i) % order.length)];
                }
                standard.copy(x, rows, input);
                tape.forward(new Pass.Training(random.nextLong()));
                tape.backward(loss);
                GradientClipping.byGlobalNorm(parameters, CLIP);
                optimizer.step(1);
            }
            judge.forward(new Pass.Evaluation());
            going = stopping.observe(held.value().get(0, 0));
        }
        stopping.restore();
        return new GatedPool(sizes, standard.foldInto(layers(parameters, sizes)));
    }

    private Node<DoubleMatrix> loss(
            Tape<DoubleMatrix> tape,
            Mlp<DoubleMatrix> network,
            DoubleMatrix input,
            ClassMembers members,
            int[] labels,
            int[] rows) {
        Node<DoubleMatrix> z = network.apply(tape, tape.constant(input));
        return PooledScore.on(tape, members, labels, score, z, rows);
    }

    private int[] sizes(int features, int members) {
        int[] sizes = new int[hidden.size() + 2];
        sizes[0] = features;
        for (int l = 0; l < hidden.size(); l++) {
            sizes[l + 1] = hidden.get(l);
        }
        sizes[sizes.length - 1] = members;
        return sizes;
    }

    /** Outputs × (inputs + 1), of weights that are inputs × outputs and biases beside them. */
    private static List<double[]> layers(Parameters<DoubleMatrix> parameters, int[] sizes) {
        List<double[]> layers = new ArrayList<>();
        for (int l = 0; l + 1 < sizes.length; l++) {
            int width = sizes[l] + 1;
            DoubleMatrix weight = parameters.all().get(2 * l).value();
            DoubleMatrix bias = parameters.all().get(2 * l + 1).value();
            double[] layer = new double[sizes[l + 1] * width];
            for (int k = 0; k < sizes[l + 1]; k++) {
                for (int j = 0; j < sizes[l]; j++) {
                    layer[k * width + j] = weight.get(j, k);
                }
                layer[k * width + sizes[l]] = bias.get(0, k);
            }
            layers.add(layer);
        }
        return layers;
    }
}
