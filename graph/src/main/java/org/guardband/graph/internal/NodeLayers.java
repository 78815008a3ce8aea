package org.guardband.graph.internal;

import java.util.List;
import org.guardband.graph.model.Gat;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.GraphSage;
import org.guardband.graph.model.NodeNetwork;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Node;
import org.guardband.nn.Tape;

/**
 * Both layers of a network with its numbers, to be written to a tape in three steps, so that what
 * is the same for two writings is written once.
 *
 * @param <M> the precision
 */
public sealed interface NodeLayers<M extends Matrix<M>>
        permits ConvolutionLayers, AttentionLayers, SageLayers {

    /**
     * Where the numbers of a network come from.
     *
     * @param <M> the precision
     */
    @FunctionalInterface
    interface Numbers<M extends Matrix<M>> {

        /**
         * A matrix of numbers. Layers ask for each once, in an order of their own.
         *
         * @param name its name
         * @param rows its rows
         * @param columns its columns
         * @param start how training starts it
         * @return the matrix
         */
        Node<M> number(String name, int rows, int columns, Initialization start);
    }

    /**
     * What follows when nodes gather.
     *
     * @param <M> the precision
     */
    interface Gathering<M extends Matrix<M>> {

        /**
         * The units between the layers.
         *
         * @param sent what {@link NodeLayers#sent} gave
         * @param rates of dropout; that of units has no part in it
         * @return N × units
         */
        Node<M> hidden(List<Node<M>> sent, DropoutRates rates);

        /**
         * The second layer.
         *
         * @param hidden N × units
         * @param rates of dropout; that of features has no part in it
         * @return N × K
         */
        Node<M> logits(Node<M> hidden, DropoutRates rates);
    }

    /**
     * The layers of a network.
     *
     * @param network its shape
     * @param classes K
     * @param inputs features and graph
     * @param numbers its numbers
     * @param <M> the precision
     * @return the layers
     */
    static <M extends Matrix<M>> NodeLayers<M> of(
            NodeNetwork network, int classes, NodeInputs<M> inputs, Numbers<M> numbers) {
        if (network instanceof Gcn gcn) {
            return new ConvolutionLayers<>(gcn, classes, inputs, numbers);
        } else if (network instanceof Gat gat) {
            return new AttentionLayers<>(gat, classes, inputs, numbers);
        } else if (network instanceof GraphSage sage) {
            return new SageLayers<>(sage, classes, inputs, numbers);
        }
        throw new IllegalStateException("not a network: " + network);
    }

    /**
     * What is known in the first layer before nodes gather. Weights of arcs have no part in it.
     *
     * @param tape to write to
     * @param rates of dropout; only that of features has a part in it
     * @return for {@link Gathering#hidden}
     */
    List<Node<M>> sent(Tape<M> tape, DropoutRates rates);

    /**
     * What follows, with given arcs.
     *
     * @param tape to write to
     * @param arcs the arcs
     * @return the rest of the network
     */
    Gathering<M> gathering(Tape<M> tape, ArcWeights<M> arcs);
}
