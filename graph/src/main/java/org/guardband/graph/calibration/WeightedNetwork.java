package org.guardband.graph.calibration;

import java.util.List;
import org.guardband.graph.NodeData;
import org.guardband.graph.internal.ArcWeights;
import org.guardband.graph.internal.DropoutRates;
import org.guardband.graph.internal.LoopedArcs;
import org.guardband.graph.internal.NodeInputs;
import org.guardband.graph.internal.NodeLayers;
import org.guardband.graph.model.NodeModel;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Node;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;
import org.guardband.nn.Weights;

/**
 * A trained classifier with its numbers fixed, on a graph whose arcs have weights. All weights 1
 * give what the classifier predicts. What the weights do not change is computed once, here.
 *
 * @param <M> the precision
 */
final class WeightedNetwork<M extends Matrix<M>> {

    private final NodeInputs<M> inputs;
    private final LoopedArcs arcs;
    private final NodeLayers<M> layers;
    private final List<Node<M>> sent;

    WeightedNetwork(Arithmetic<M> kernels, NodeModel model, NodeData data) {
        inputs = new NodeInputs<>(kernels, data.graph(), data.features());
        arcs = LoopedArcs.of(inputs);
        Tape<M> fixed = new Tape<>(kernels);
        Weights numbers = model.weights();
        layers =
                NodeLayers.of(
                        model.network(),
                        model.classNames().size(),
                        inputs,
                        (name, rows, columns, start) -> {
                            double[] values = numbers.values(numbers.names().indexOf(name));
                            return fixed.constant(matrix(kernels, rows, columns, values));
                        });
        List<Node<M>> written = layers.sent(fixed, DropoutRates.NONE);
        fixed.forward(new Pass.Evaluation());
        sent = written.stream().map(node -> fixed.constant(node.value())).toList();
    }

    private static <M extends Matrix<M>> M matrix(
            Arithmetic<M> kernels, int rows, int columns, double[] values) {
        M matrix = kernels.zeros(rows, columns);
        for (int p = 0; p < values.length; p++) {
            matrix.set(p / columns, p % columns, values[p]);
        }
        return matrix;
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
        NodeLayers.Gathering<M> gathering =
                layers.gathering(tape, new ArcWeights.Given<>(inputs, arcs, weights));
        return gathering.logits(gathering.hidden(sent, DropoutRates.NONE), DropoutRates.NONE);
    }
}
