package org.guardband.graph.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.graph.NodeData;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.FloatMatrix;
import org.guardband.kernels.Kernels;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Losses;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Shuffling;
import org.guardband.nn.Tape;

/** Trains an anchored network, one anchor a node and epoch. */
final class AnchoredTrainer {
    private static final Initialization ZERO = Initialization.constant(0);

    private final AnchoredGcn network;
    private final Arithmetic<FloatMatrix> kernels = Kernels.best().floats();
    private final Tape<FloatMatrix> tape = new Tape<>(kernels);
    private final Parameters<FloatMatrix> parameters = new Parameters<>(kernels);
    private final SplittableRandom random;
    private final Parameter<FloatMatrix> weight1;
    private final Parameter<FloatMatrix> bias1;
    private final Parameter<FloatMatrix> weight2;
    private final Parameter<FloatMatrix> bias2;

    /** X W₁ and X (W₂ − W₁). */
    private final Node<FloatMatrix> own;

    private final Node<FloatMatrix> moved;
    private final Node<FloatMatrix> logits;
    private final GatheredRows graph;

    /** Nodes whose features are the anchors of validation and prediction. */
    private final int[] anchors;

    private final FloatMatrix anchorRows;

    private AnchoredTrainer(AnchoredGcn network, NodeData data, int[] training, long seed) {
        this.network = network;
        random = new SplittableRandom(seed);
        NodeInputs<FloatMatrix> inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        int hidden = network.hidden();
        Initialization glorot = Initialization.glorotUniform(1);
        // Glorot counts the inputs of [x − c, c], which are those of both
        Initialization half = glorot(2.0 * inputs.columns() + hidden);
        weight1 = parameters.add("conv1.difference", inputs.columns(), hidden, half, random);
        Parameter<FloatMatrix> anchor =
                parameters.add("conv1.anchor", inputs.columns(), hidden, half, random);
        bias1 = parameters.add("conv1.bias", 1, hidden, ZERO, random);
        weight2 = parameters.add("conv2.weight", hidden, data.classes(), glorot, random);
        bias2 = parameters.add("conv2.bias", 1, data.classes(), ZERO, random);
        int[] drawn = training.clone();
        RandomOrder.shuffle(drawn, random);
        anchors = Arrays.copyOf(drawn, Math.min(network.anchors(), drawn.length));
        anchorRows = kernels.zeros(anchors.length, hidden);
        Node<FloatMatrix> w1 = tape.parameter(weight1);
        own = inputs.multiply(tape, 0, w1);
        moved =
                inputs.multiply(
                        tape, 0, Pointwise.combine(tape, 1, tape.parameter(anchor), -1, w1));
        Adjacency loops = inputs.withLoops();
        graph = new GatheredRows(loops.rows(), inputs.symmetric(loops.rows()));
        logits = logits(loops);
    }

    private Node<FloatMatrix> logits(Adjacency loops) {
        Node<FloatMatrix> weights = tape.constant(graph.weights());
        Node<FloatMatrix> first =
                Neighbourhoods.gather(tape, loops, weights, Shuffling.add(tape, own, moved));
        Node<FloatMatrix> units =
                Pointwise.activate(
                        tape, Activation.RELU, Pointwise.bias(tape, first, tape.parameter(bias1)));
        Node<FloatMatrix> kept = Pointwise.dropout(tape, network.dropout(), units);
        Node<FloatMatrix> second = Products.multiply(tape, kept, tape.parameter(weight2));
        return Pointwise.bias(
                tape, Neighbourhoods.gather(tape, loops, weights, second), tape.parameter(bias2));
    }

    static AnchoredNodeModel train(
            AnchoredGcn network,
            NodeData data,
            int[] training,
            int[] validation,
            NodeTraining rules,
            long seed) {
        int[] labels = data.requireLabels("training", training);
        int[] expected = data.requireLabels("validation", validation);
        AnchoredTrainer trainer = new AnchoredTrainer(network, data, training, seed);
        int epochs = trainer.descend(training, labels, validation, expected, rules, seed);
        return trainer.model(data, epochs);
    }

    private int descend(
            int[] training,
            int[] labels,
            int[] validation,
            int[] expected,
            NodeTraining rules,
            long seed) {
        Node<FloatMatrix> loss =
                Losses.crossEntropy(tape, Pointwise.logSoftmax(tape, logits), training, labels);
        int classes = logits.columns();
        AnchoredPass pass =
                AnchoredPass.some(kernels, graph, validation, network.hidden(), classes);
        FloatMatrix mean = kernels.zeros(validation.length, classes);
        int[] rows = IntStream.range(0, validation.length).toArray();
        return NodeTrainer.descend(
                tape,
                loss,
                parameters,
                rules,
                seed,
                stopping -> observe(stopping, pass, mean, rows, expected));
    }

    /** Judges the mean of the logits of all anchors. */
    private boolean observe(
            NodeStopping stopping,
            AnchoredPass pass,
            FloatMatrix mean,
            int[] rows,
            int[] expected) {
        mean.fill(0);
        pass.run(
                own.value(),
                layers(),
                of -> kernels.elements().addScaled(1.0 / anchors.length, of, mean));
        kernels.rows().logSoftmax(mean, mean);
        return NodeTrainer.observe(stopping, mean, rows, expected);
    }

    /** The anchors are nodes of this graph, so that their products are there already. */
    private AnchoredLayers layers() {
        int hidden = anchorRows.columns();
        for (int k = 0; k < anchors.length; k++) {
            anchorRows.view(k, 0, 1, hidden).copyFrom(moved.value().view(anchors[k], 0, 1, hidden));
        }
        return new AnchoredLayers(anchorRows, bias1.value(), weight2.value(), bias2.value());
    }

    private AnchoredNodeModel model(NodeData data, int epochs) {
        // once more, with the parameters that were kept
        tape.forward(new Pass.Evaluation());
        return new AnchoredNodeModel(network, weight1.value(), layers(), data.classNames(), epochs);
    }

    private static Initialization glorot(double ends) {
        double bound = Math.sqrt(6 / ends);
        return (matrix, source) -> {
            for (int i = 0; i < matrix.rows(); i++) {
                for (int j = 0; j < matrix.columns(); j++) {
                    matrix.set(i, j, bound * (2 * source.nextDouble() - 1));
                }
            }
        };
    }
}
