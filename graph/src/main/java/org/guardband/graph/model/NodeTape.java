package org.guardband.graph.model;

import java.util.SplittableRandom;
import java.util.function.Function;
import org.guardband.graph.internal.AttentionEnds;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.kernels.Activation;
import org.guardband.kernels.FloatMatrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Parameter;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * Writes a network to a tape: its parameters once, and its logits as often as asked for, with
 * dropout for training and without for evaluation. What comes before the first dropout is shared by
 * all of them, so that an epoch computes it once.
 */
final class NodeTape {
    private final Tape<FloatMatrix> tape;
    private final Parameters<FloatMatrix> parameters;
    private final NodeInputs<FloatMatrix> inputs;
    private final SplittableRandom random;
    private final Function<Double, Node<FloatMatrix>> logits;

    NodeTape(
            NodeNetwork network,
            int classes,
            NodeInputs<FloatMatrix> inputs,
            Tape<FloatMatrix> tape,
            Parameters<FloatMatrix> parameters,
            long seed) {
        this.tape = tape;
        this.parameters = parameters;
        this.inputs = inputs;
        random = new SplittableRandom(seed);
        if (network instanceof Gcn gcn) {
            logits = convolution(gcn, classes);
        } else if (network instanceof Gat gat) {
            logits = attention(gat, classes);
        } else if (network instanceof GraphSage sage) {
            logits = sage(sage, classes);
        } else {
            throw new IllegalStateException("not a network: " + network);
        }
    }

    /** Logits of all nodes, with a rate of dropout. */
    Node<FloatMatrix> logits(double dropout) {
        return logits.apply(dropout);
    }

    private Function<Double, Node<FloatMatrix>> convolution(Gcn gcn, int classes) {
        Initialization glorot = Initialization.glorotUniform(1);
        Node<FloatMatrix> w1 = parameter("conv1.weight", inputs.columns(), gcn.hidden(), glorot);
        Node<FloatMatrix> b1 = parameter("conv1.bias", 1, gcn.hidden(), zero());
        Node<FloatMatrix> w2 = parameter("conv2.weight", gcn.hidden(), classes, glorot);
        Node<FloatMatrix> b2 = parameter("conv2.bias", 1, classes, zero());
        Adjacency graph = inputs.withLoops();
        Node<FloatMatrix> weights = tape.constant(inputs.symmetric(graph.rows()));
        Node<FloatMatrix> first =
                Neighbourhoods.gather(tape, graph, weights, inputs.multiply(tape, 0, w1));
        Node<FloatMatrix> hidden =
                Pointwise.activate(tape, Activation.RELU, Pointwise.bias(tape, first, b1));
        return dropout -> {
            Node<FloatMatrix> kept = Pointwise.dropout(tape, dropout, hidden);
            Node<FloatMatrix> second = Products.multiply(tape, kept, w2);
            return Pointwise.bias(tape, Neighbourhoods.gather(tape, graph, weights, second), b2);
        };
    }

    private Function<Double, Node<FloatMatrix>> sage(GraphSage sage, int classes) {
        Initialization start = Initialization.kaimingUniform(Math.sqrt(5));
        int hidden = sage.hidden();
        Node<FloatMatrix> own1 = parameter("sage1.self", inputs.columns(), hidden, start);
        Node<FloatMatrix> mean1 = parameter("sage1.neighbours", inputs.columns(), hidden, start);
        Node<FloatMatrix> b1 = parameter("sage1.bias", 1, hidden, zero());
        Node<FloatMatrix> own2 = parameter("sage2.self", hidden, classes, start);
        Node<FloatMatrix> mean2 = parameter("sage2.neighbours", hidden, classes, start);
        Node<FloatMatrix> b2 = parameter("sage2.bias", 1, classes, zero());
        Adjacency graph = inputs.withoutLoops();
        Node<FloatMatrix> weights = tape.constant(inputs.mean(graph.rows()));
        // the mean is linear, so that the narrow product goes first
        Node<FloatMatrix> first =
                Pointwise.combine(
                        tape,
                        1,
                        inputs.multiply(tape, 0, own1),
                        1,
                        Neighbourhoods.gather(
                                tape, graph, weights, inputs.multiply(tape, 0, mean1)));
        Node<FloatMatrix> active =
                Pointwise.activate(tape, Activation.RELU, Pointwise.bias(tape, first, b1));
        return dropout -> {
            Node<FloatMatrix> kept = Pointwise.dropout(tape, dropout, active);
            Node<FloatMatrix> gathered =
                    Neighbourhoods.gather(
                            tape, graph, weights, Products.multiply(tape, kept, mean2));
            return Pointwise.bias(
                    tape,
                    Pointwise.combine(tape, 1, Products.multiply(tape, kept, own2), 1, gathered),
                    b2);
        };
    }

    private Function<Double, Node<FloatMatrix>> attention(Gat gat, int classes) {
        Initialization glorot = Initialization.glorotUniform(1);
        int wide = gat.heads() * gat.hidden();
        Node<FloatMatrix> w1 = parameter("att1.weight", inputs.columns(), wide, glorot);
        AttentionEnds<FloatMatrix> ends1 = ends("att1", gat.heads(), gat.hidden());
        Node<FloatMatrix> b1 = parameter("att1.bias", 1, wide, zero());
        Node<FloatMatrix> w2 = parameter("att2.weight", wide, classes, glorot);
        AttentionEnds<FloatMatrix> ends2 = ends("att2", 1, classes);
        Node<FloatMatrix> b2 = parameter("att2.bias", 1, classes, zero());
        Adjacency graph = inputs.withLoops();
        Adjacency all = Adjacency.picking(1, new int[inputs.nodes()]);
        return dropout -> {
            Node<FloatMatrix> x = inputs.multiply(tape, dropout, w1);
            Node<FloatMatrix> first = ends1.gather(tape, graph, all, dropout, x);
            Node<FloatMatrix> hidden =
                    Pointwise.activate(tape, Activation.ELU, Pointwise.bias(tape, first, b1));
            Node<FloatMatrix> kept = Pointwise.dropout(tape, dropout, hidden);
            Node<FloatMatrix> second = Products.multiply(tape, kept, w2);
            return Pointwise.bias(tape, ends2.gather(tape, graph, all, dropout, second), b2);
        };
    }

    private AttentionEnds<FloatMatrix> ends(String name, int heads, int width) {
        // a vector a head: Glorot counts heads and units, as the published code does
        double bound = Math.sqrt(6.0 / (heads + width));
        Initialization start =
                (matrix, source) -> {
                    for (int j = 0; j < matrix.columns(); j++) {
                        matrix.set(0, j, bound * (2 * source.nextDouble() - 1));
                    }
                };
        return new AttentionEnds<>(
                heads,
                parameter(name + ".target", 1, heads * width, start),
                parameter(name + ".source", 1, heads * width, start));
    }

    private Node<FloatMatrix> parameter(String name, int rows, int columns, Initialization start) {
        Parameter<FloatMatrix> made = parameters.add(name, rows, columns, start, random);
        return tape.parameter(made);
    }

    private static Initialization zero() {
        return Initialization.constant(0);
    }
}
