package org.guardband.graph.calibration;

import org.guardband.graph.NodeData;
import org.guardband.graph.internal.AttentionEnds;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeModel;
import org.guardband.kernels.Activation;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pass;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * A trained classifier with its numbers fixed, on a graph whose arcs have weights. All weights 1
 * give what the classifier predicts. What the weights do not change is computed once, here.
 *
 * @param <M> the precision
 */
final class WeightedNetwork<M extends Matrix<M>> {

    private final Weights numbers;
    private final int classes;
    private final Arithmetic<M> kernels;
    private final NodeInputs<M> inputs;
    private final LoopedArcs arcs;
    private final Tape<M> fixed;
    private final Layers<M> layers;

    /** Writes both layers with given weights of arcs. */
    private interface Layers<M extends Matrix<M>> {
        Node<M> write(Tape<M> tape, Node<M> weights);
    }

    WeightedNetwork(Arithmetic<M> kernels, NodeModel model, NodeData data) {
        this.numbers = model.weights();
        this.classes = model.classNames().size();
        this.kernels = kernels;
        this.inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        this.arcs = LoopedArcs.of(inputs);
        this.fixed = new Tape<>(kernels);
        if (model.network() instanceof Gcn gcn) {
            layers = convolution(gcn.hidden());
        } else if (model.network() instanceof Gat gat) {
            layers = attention(gat);
        } else if (model.network() instanceof GraphSage graphSage) {
            layers = sage(graphSage.hidden());
        } else {
            throw new IllegalStateException("not a network: " + model.network());
        }
        fixed.forward(new Pass.Evaluation());
    }

    /** The arcs that have weights: row i names the nodes that i gathers from, itself left out. */
    Adjacency arcs() {
        return arcs.plain();
    }

    /**
     * Logits of all nodes.
     *
     * @param weights a row an arc
     * @return N × K
     */
    Node<M> logits(Tape<M> tape, Node<M> weights) {
        return layers.write(tape, weights);
    }

    private Layers<M> convolution(int width) {
        Node<M> first = inputs.multiply(fixed, 0, number("conv1.weight", inputs.columns(), width));
        return (tape, weights) -> {
            Node<M> normalised = SymmetricWeights.write(tape, arcs, weights);
            Node<M> gathered = Neighbourhoods.gather(tape, arcs.looped(), normalised, still(first));
            Node<M> hidden =
                    Pointwise.activate(
                            tape,
                            Activation.RELU,
                            Pointwise.bias(tape, gathered, number("conv1.bias", 1, width)));
            Node<M> second =
                    Products.multiply(tape, hidden, number("conv2.weight", width, classes));
            return Pointwise.bias(
                    tape,
                    Neighbourhoods.gather(tape, arcs.looped(), normalised, second),
                    number("conv2.bias", 1, classes));
        };
    }

    private Layers<M> sage(int width) {
        Node<M> own = inputs.multiply(fixed, 0, number("sage1.self", inputs.columns(), width));
        Node<M> others =
                inputs.multiply(fixed, 0, number("sage1.neighbours", inputs.columns(), width));
        Node<M> shares = fixed.constant(inputs.mean(arcs.plain().rows()));
        return (tape, weights) -> {
            Node<M> mean = Pointwise.product(tape, shares, weights);
            Node<M> first =
                    Pointwise.combine(
                            tape,
                            1,
                            still(own),
                            1,
                            Neighbourhoods.gather(tape, arcs.plain(), mean, still(others)));
            Node<M> hidden =
                    Pointwise.activate(
                            tape,
                            Activation.RELU,
                            Pointwise.bias(tape, first, number("sage1.bias", 1, width)));
            Node<M> gathered =
                    Neighbourhoods.gather(
                            tape,
                            arcs.plain(),
                            mean,
                            Products.multiply(
                                    tape, hidden, number("sage2.neighbours", width, classes)));
            Node<M> self = Products.multiply(tape, hidden, number("sage2.self", width, classes));
            return Pointwise.bias(
                    tape,
                    Pointwise.combine(tape, 1, self, 1, gathered),
                    number("sage2.bias", 1, classes));
        };
    }

    private Layers<M> attention(Gat gat) {
        int width = gat.heads() * gat.hidden();
        Adjacency all = Adjacency.picking(1, new int[inputs.nodes()]);
        Node<M> x = inputs.multiply(fixed, 0, number("att1.weight", inputs.columns(), width));
        Node<M> paid = ends("att1", gat.heads(), width).weights(fixed, arcs.looped(), all, x);
        AttentionEnds<M> ends = ends("att2", 1, classes);
        return (tape, weights) -> {
            Node<M> first =
                    Neighbourhoods.gather(
                            tape,
                            arcs.looped(),
                            WeightedAttention.write(tape, arcs, still(paid), weights),
                            still(x));
            Node<M> hidden =
                    Pointwise.activate(
                            tape,
                            Activation.ELU,
                            Pointwise.bias(tape, first, number("att1.bias", 1, width)));
            Node<M> second = Products.multiply(tape, hidden, number("att2.weight", width, classes));
            Node<M> attention = ends.weights(tape, arcs.looped(), all, second);
            Node<M> gathered =
                    Neighbourhoods.gather(
                            tape,
                            arcs.looped(),
                            WeightedAttention.write(tape, arcs, attention, weights),
                            second);
            return Pointwise.bias(tape, gathered, number("att2.bias", 1, classes));
        };
    }

    private AttentionEnds<M> ends(String name, int heads, int width) {
        return new AttentionEnds<>(
                heads, number(name + ".target", 1, width), number(name + ".source", 1, width));
    }

    /** What was computed once, on any tape. */
    private Node<M> still(Node<M> node) {
        return fixed.constant(node.value());
    }

    private Node<M> number(String name, int rows, int columns) {
        double[] values = numbers.values(numbers.names().indexOf(name));
        M matrix = kernels.zeros(rows, columns);
        for (int p = 0; p < values.length; p++) {
            matrix.set(p / columns, p % columns, values[p]);
        }
        return fixed.constant(matrix);
    }
}
