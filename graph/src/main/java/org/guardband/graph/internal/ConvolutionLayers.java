package org.guardband.graph.internal;

import java.util.List;
import org.guardband.graph.model.Gcn;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/** The layers of a {@link Gcn}. */
final class ConvolutionLayers<M extends Matrix<M>> implements NodeLayers<M> {
    private final NodeInputs<M> inputs;
    private final Node<M> w1;
    private final Node<M> b1;
    private final Node<M> w2;
    private final Node<M> b2;

    ConvolutionLayers(Gcn gcn, int classes, NodeInputs<M> inputs, Numbers<M> numbers) {
        Initialization glorot = Initialization.glorotUniform(1);
        Initialization zero = Initialization.constant(0);
        int width = gcn.hidden();
        this.inputs = inputs;
        w1 = numbers.number("conv1.weight", inputs.columns(), width, glorot);
        b1 = numbers.number("conv1.bias", 1, width, zero);
        w2 = numbers.number("conv2.weight", width, classes, glorot);
        b2 = numbers.number("conv2.bias", 1, classes, zero);
    }

    @Override
    public List<Node<M>> sent(Tape<M> tape, DropoutRates rates) {
        return List.of(inputs.multiply(tape, rates.features(), w1));
    }

    @Override
    public Gathering<M> gathering(Tape<M> tape, ArcWeights<M> arcs) {
        Adjacency graph = inputs.withLoops();
        Node<M> weights = arcs.symmetric(tape);
        return new Gathering<>() {
            @Override
            public Node<M> hidden(List<Node<M>> sent, DropoutRates rates) {
                Node<M> first = Neighbourhoods.gather(tape, graph, weights, sent.get(0));
                return Pointwise.activate(tape, Activation.RELU, Pointwise.bias(tape, first, b1));
            }

            @Override
            public Node<M> logits(Node<M> hidden, DropoutRates rates) {
                Node<M> kept = Pointwise.dropout(tape, rates.units(), hidden);
                Node<M> second = Products.multiply(tape, kept, w2);
                return Pointwise.bias(
                        tape, Neighbourhoods.gather(tape, graph, weights, second), b2);
            }
        };
    }
}
