package org.guardband.graph.internal;

import org.guardband.kernels.Activation;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * The attention of one layer.
 *
 * @param heads number of heads
 * @param target what a node says of an edge that it gathers over, 1 × (heads · width)
 * @param source what a node says of an edge that it is gathered over, 1 × (heads · width)
 * @param <M> the precision
 */
public record AttentionEnds<M extends Matrix<M>>(int heads, Node<M> target, Node<M> source) {

    /**
     * The attention that each node pays to its neighbours.
     *
     * @param tape to write to
     * @param graph the neighbours
     * @param all the pattern that joins each node with the one row of {@code target} and {@code
     *     source}
     * @param x N × (heads · width)
     * @return entries × heads, those of a row and head adding up to 1
     */
    public Node<M> weights(Tape<M> tape, Adjacency graph, Adjacency all, Node<M> x) {
        Node<M> score =
                Neighbourhoods.ends(
                        tape,
                        graph,
                        Neighbourhoods.products(tape, all, heads, x, target),
                        Neighbourhoods.products(tape, all, heads, x, source));
        return Neighbourhoods.softmax(
                tape, graph, Pointwise.activate(tape, Activation.LEAKY_RELU, score));
    }
}
