package org.guardband.graph.internal;

import java.util.List;
import org.guardband.graph.model.GraphSage;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/** The layers of a {@link GraphSage}. */
final class SageLayers<M extends Matrix<M>> implements NodeLayers<M> {
    private final NodeInputs<M> inputs;
    private final Node<M> own1;
    private final Node<M> mean1;
    private final Node<M> b1;
    private final Node<M> own2;
    private final Node<M> mean2;
    private final Node<M> b2;

    SageLayers(GraphSage sage, int classes, NodeInputs<M> inputs, Numbers<M> numbers) {
        Initialization start = Initialization.kaimingUniform(Math.sqrt(5));
        Initialization zero = Initialization.constant(0);
        int width = sage.hidden();
        this.inputs = inputs;
        own1 = numbers.number("sage1.self", inputs.columns(), width, start);
        mean1 = numbers.number("sage1.neighbours", inputs.columns(), width, start);
        b1 = numbers.number("sage1.bias", 1, width, zero);
        own2 = numbers.number("sage2.self", width, classes, start);
        mean2 = numbers.number("sage2.neighbours", width, classes, start);
        b2 = numbers.number("sage2.bias", 1, classes, zero);
    }

    /** The mean is linear, so that the narrow product goes first. */
    @Override
    public List<Node<M>> sent(Tape<M> tape, DropoutRates rates) {
        return List.of(
                inputs.multiply(tape, rates.features(), own1),
                inputs.multiply(tape, rates.features(), mean1));
    }

    @Override
    public Gathering<M> gathering(Tape<M> tape, ArcWeights<M> arcs) {
        Adjacency graph = inputs.withoutLoops();
        Node<M> weights = arcs.mean(tape);
        return new Gathering<>() {
            @Override
            public Node<M> hidden(List<Node<M>> sent, DropoutRates rates) {
                Node<M> gathered = Neighbourhoods.gather(tape, graph, weights, sent.get(1));
                return Pointwise.activate(
                        tape, Activation.RELU, sum(tape, sent.get(0), gathered, b1));
            }

            @Override
            public Node<M> logits(Node<M> hidden, DropoutRates rates) {
                Node<M> kept = Pointwise.dropout(tape, rates.units(), hidden);
                Node<M> gathered =
                        Neighbourhoods.gather(
                                tape, graph, weights, Products.multiply(tape, kept, mean2));
                return sum(tape, Products.multiply(tape, kept, own2), gathered, b2);
            }
        };
    }

    private static <M extends Matrix<M>> Node<M> sum(
            Tape<M> tape, Node<M> own, Node<M> gathered, Node<M> bias) {
        return Pointwise.bias(tape, Pointwise.combine(tape, 1, own, 1, gathered), bias);
    }
}
