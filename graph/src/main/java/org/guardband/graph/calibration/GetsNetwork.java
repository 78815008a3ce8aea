package org.guardband.graph.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Parameters;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/**
 * Writes the experts and the gate of {@link Gets} to a tape. What does not depend on dropout or
 * noise is written once.
 *
 * @param <M> the precision
 */
final class GetsNetwork<M extends Matrix<M>> {

    private final GetsShape shape;
    private final Tape<M> tape;
    private final Parameters<M> parameters;
    private final SplittableRandom random;
    private final List<GetsExpert> experts;
    private final Adjacency graph;
    private final Node<M> normalised;
    private final Adjacency diagonal;
    private final Node<M> ones;
    private final Node<M> logits;
    private final Adjacency degreeOf;

    /** Projected features, a stretch for the gate and one for every expert that sees them. */
    private final List<Node<M>> projected = new ArrayList<>();

    private final List<Expert<M>> written = new ArrayList<>();
    private final Node<M> score;
    private final Node<M> spread;

    private record Expert<M extends Matrix<M>>(Node<M> hidden, Node<M> weight, Node<M> bias) {}

    /**
     * Logits, scaled.
     *
     * @param factors N × 1 or N × K
     * @param scaled N × K
     * @param balance of the gates; of a quiet pass the factors themselves, which nobody asks for
     */
    record Scaled<M extends Matrix<M>>(Node<M> factors, Node<M> scaled, Node<M> balance) {}

    GetsNetwork(
            GetsShape shape, NodeBatch batch, Tape<M> tape, Parameters<M> parameters, long seed) {
        this.shape = shape;
        this.tape = tape;
        this.parameters = parameters;
        random = new SplittableRandom(seed);
        Graph plain = batch.graph().requireUndirected().withoutSelfLoops();
        NodeInputs<M> inputs = new NodeInputs<>(tape.kernels(), plain, batch.features());
        experts = GetsExpert.of(shape.columns() > 0);
        graph = inputs.withLoops();
        normalised = tape.constant(inputs.symmetric(graph.rows()));
        int n = batch.size();
        diagonal = Adjacency.picking(n, IntStream.range(0, n).toArray());
        M one = tape.kernels().zeros(n, 1);
        one.fill(1);
        ones = tape.constant(one);
        logits = tape.constant(matrix(tape.kernels(), batch.logits()));
        degreeOf =
                Adjacency.picking(
                        shape.degrees().size(),
                        IntStream.range(0, n).map(v -> shape.nearest(plain.degree(v))).toArray());
        project(inputs);
        int seen = 1;
        for (GetsExpert expert : experts) {
            written.add(expert(expert, expert.features() ? projected.get(seen++) : logits));
        }
        score = gate("gate");
        spread = gate("noise");
    }

    private static <M extends Matrix<M>> M matrix(Arithmetic<M> kernels, LogitBatch from) {
        M to = kernels.zeros(from.size(), from.classes());
        double[] row = new double[from.classes()];
        for (int v = 0; v < from.size(); v++) {
            from.copyRow(v, row);
            for (int k = 0; k < row.length; k++) {
                to.set(v, k, row[k]);
            }
        }
        return to;
    }

    private Node<M> parameter(String name, int rows, int columns, Initialization start) {
        return tape.parameter(parameters.add(name, rows, columns, start, random));
    }

    /** One product for all stretches, for features are many and stretches narrow. */
    private void project(NodeInputs<M> inputs) {
        if (shape.columns() == 0) {
            return;
        }
        int stretches = 1 + (int) experts.stream().filter(GetsExpert::features).count();
        int width = shape.featureWidth();
        double bound = 1 / Math.sqrt(shape.columns());
        Initialization start =
                (to, draws) -> {
                    for (int i = 0; i < to.rows(); i++) {
                        for (int j = 0; j < to.columns(); j++) {
                            to.set(i, j, bound * (2 * draws.nextDouble() - 1));
                        }
                    }
                };
        Node<M> weight = parameter("projection.weight", shape.columns(), stretches * width, start);
        Node<M> bias = parameter("projection.bias", 1, stretches * width, start);
        Node<M> all = Pointwise.bias(tape, inputs.multiply(tape, 0, weight), bias);
        for (int s = 0; s < stretches; s++) {
            projected.add(Products.columns(tape, all, s * width, width));
        }
    }

    private Expert<M> expert(GetsExpert expert, Node<M> features) {
        String name = expert.name().toLowerCase(Locale.ROOT);
        List<Node<M>> parts = new ArrayList<>();
        int inputs =
                (expert.logits() ? shape.classes() : 0)
                        + (expert.features() ? shape.featureWidth() : 0)
                        + (expert.degrees() ? shape.degreeWidth() : 0);
        // the layer's weight in parts, a part for every input, with the fans of the whole
        double bound = Math.sqrt(6.0 / (inputs + shape.hidden()));
        Initialization start =
                (to, draws) -> {
                    for (int i = 0; i < to.rows(); i++) {
                        for (int j = 0; j < to.columns(); j++) {
                            to.set(i, j, bound * (2 * draws.nextDouble() - 1));
                        }
                    }
                };
        if (expert.logits()) {
            Node<M> w = parameter(name + ".logits", shape.classes(), shape.hidden(), start);
            parts.add(Products.multiply(tape, logits, w));
        }
        if (expert.features()) {
            Node<M> w = parameter(name + ".features", shape.featureWidth(), shape.hidden(), start);
            parts.add(Products.multiply(tape, features, w));
        }
        if (expert.degrees()) {
            Node<M> table =
                    parameter(
                            name + ".embedding",
                            shape.degrees().size(),
                            shape.degreeWidth(),
                            Initialization.normal(1));
            Node<M> w = parameter(name + ".degrees", shape.degreeWidth(), shape.hidden(), start);
            parts.add(
                    Neighbourhoods.gather(tape, degreeOf, ones, Products.multiply(tape, table, w)));
        }
        Node<M> sum = parts.get(0);
        for (Node<M> part : parts.subList(1, parts.size())) {
            sum = Pointwise.combine(tape, 1, sum, 1, part);
        }
        Node<M> bias = parameter(name + ".bias", 1, shape.hidden(), Initialization.constant(0));
        Node<M> first = Neighbourhoods.gather(tape, graph, normalised, sum);
        Node<M> hidden =
                Pointwise.activate(tape, Activation.RELU, Pointwise.bias(tape, first, bias));
        return new Expert<>(
                hidden,
                parameter(
                        name + ".out",
                        shape.hidden(),
                        shape.factors(),
                        Initialization.glorotUniform(1)),
                parameter(name + ".out-bias", 1, shape.factors(), Initialization.constant(0)));
    }

    private Node<M> gate(String name) {
        Initialization zero = Initialization.constant(0);
        Node<M> w = parameter(name + ".logits", shape.classes(), experts.size(), zero);
        Node<M> sum = Products.multiply(tape, logits, w);
        if (shape.columns() == 0) {
            return sum;
        }
        Node<M> f = parameter(name + ".features", shape.featureWidth(), experts.size(), zero);
        Node<M> seen = Products.multiply(tape, projected.get(0), f);
        return Pointwise.combine(tape, 1, sum, 1, seen);
    }

    /** As it trains: with dropout and noise. */
    Scaled<M> training(double dropout) {
        NoisyTopGate.Gates<M> gates = NoisyTopGate.noisy(tape, score, spread, shape.chosen());
        return scaled(gates.gates(), dropout, gates.balance());
    }

    /** As it predicts. */
    Scaled<M> evaluation() {
        Node<M> gates = NoisyTopGate.quiet(tape, score, shape.chosen());
        return scaled(gates, 0, gates);
    }

    private Scaled<M> scaled(Node<M> gates, double dropout, Node<M> balance) {
        Node<M> mixed = part(gates, 0, dropout);
        for (int e = 1; e < written.size(); e++) {
            mixed = Pointwise.combine(tape, 1, mixed, 1, part(gates, e, dropout));
        }
        Node<M> factors = Pointwise.activate(tape, Activation.SOFTPLUS, mixed);
        Node<M> scaled =
                shape.factors() == 1
                        ? Neighbourhoods.gather(tape, diagonal, factors, logits)
                        : Pointwise.product(tape, factors, logits);
        return new Scaled<>(factors, scaled, balance);
    }

    /** What an expert says of every node, times its gate. */
    private Node<M> part(Node<M> gates, int e, double dropout) {
        Expert<M> expert = written.get(e);
        Node<M> kept = Pointwise.dropout(tape, dropout, expert.hidden());
        Node<M> second = Products.multiply(tape, kept, expert.weight());
        Node<M> said =
                Pointwise.bias(
                        tape,
                        Neighbourhoods.gather(tape, graph, normalised, second),
                        expert.bias());
        return Neighbourhoods.gather(tape, diagonal, Products.columns(tape, gates, e, 1), said);
    }
}
