package org.guardband.graph.internal;

import java.util.List;
import org.guardband.graph.model.AttentionDropout;
import org.guardband.graph.model.Gat;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Initialization;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/** The layers of a {@link Gat}. */
final class AttentionLayers<M extends Matrix<M>> implements NodeLayers<M> {
    private final NodeInputs<M> inputs;
    private final int drops;
    private final Adjacency all;
    private final Node<M> w1;
    private final AttentionEnds<M> ends1;
    private final Node<M> b1;
    private final Node<M> w2;
    private final AttentionEnds<M> ends2;
    private final Node<M> b2;

    AttentionLayers(Gat gat, int classes, NodeInputs<M> inputs, Numbers<M> numbers) {
        Initialization glorot = Initialization.glorotUniform(1);
        Initialization zero = Initialization.constant(0);
        int wide = gat.heads() * gat.hidden();
        this.inputs = inputs;
        drops = gat.dropping() == AttentionDropout.REFERENCE_COMPATIBLE ? gat.heads() : 1;
        all = Adjacency.picking(1, new int[inputs.nodes()]);
        w1 = numbers.number("att1.weight", inputs.columns(), wide, glorot);
        ends1 = ends(numbers, "att1", gat.heads(), gat.hidden());
        b1 = numbers.number("att1.bias", 1, wide, zero);
        w2 = numbers.number("att2.weight", wide, classes, glorot);
        ends2 = ends(numbers, "att2", 1, classes);
        b2 = numbers.number("att2.bias", 1, classes, zero);
    }

    private static <M extends Matrix<M>> AttentionEnds<M> ends(
            Numbers<M> numbers, String name, int heads, int width) {
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
                numbers.number(name + ".target", 1, heads * width, start),
                numbers.number(name + ".source", 1, heads * width, start));
    }

    @Override
    public List<Node<M>> sent(Tape<M> tape, DropoutRates rates) {
        Node<M> x = inputs.multiply(tape, rates.features(), drops, w1);
        return List.of(x, ends1.weights(tape, inputs.withLoops(), all, x));
    }

    @Override
    public Gathering<M> gathering(Tape<M> tape, ArcWeights<M> arcs) {
        Adjacency graph = inputs.withLoops();
        return new Gathering<>() {
            @Override
            public Node<M> hidden(List<Node<M>> sent, DropoutRates rates) {
                Node<M> first = gather(sent.get(0), sent.get(1), rates);
                return Pointwise.activate(tape, Activation.ELU, Pointwise.bias(tape, first, b1));
            }

            @Override
            public Node<M> logits(Node<M> hidden, DropoutRates rates) {
                Node<M> kept = Pointwise.dropout(tape, rates.units(), hidden);
                Node<M> second = Products.multiply(tape, kept, w2);
                Node<M> attention = ends2.weights(tape, graph, all, second);
                return Pointwise.bias(tape, gather(second, attention, rates), b2);
            }

            private Node<M> gather(Node<M> x, Node<M> attention, DropoutRates rates) {
                Node<M> kept = Pointwise.dropout(tape, rates.attention(), attention);
                Node<M> messages = Pointwise.dropout(tape, rates.messages(), x);
                return Neighbourhoods.gather(tape, graph, arcs.attention(tape, kept), messages);
            }
        };
    }
}
