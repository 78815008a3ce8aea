package org.guardband.graph.model;

import org.guardband.kernels.Activation;
import org.guardband.kernels.FloatMatrix;
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
 */
record AttentionEnds(int heads, Node<FloatMatrix> target, Node<FloatMatrix> source) {

    /**
     * Gathers the rows of x with attention.
     *
     * @param all the pattern that joins each node with the one row of {@code target} and {@code
     *     source}
     */
    Node<FloatMatrix> gather(
            Tape<FloatMatrix> tape,
            Adjacency graph,
            Adjacency all,
            double dropout,
            Node<FloatMatrix> x) {
        Node<FloatMatrix> score =
                Neighbourhoods.ends(
                        tape,
                        graph,
                        Neighbourhoods.products(tape, all, heads, x, target),
                        Neighbourhoods.products(tape, all, heads, x, source));
        Node<FloatMatrix> weights =
                Neighbourhoods.softmax(
                        tape, graph, Pointwise.activate(tape, Activation.LEAKY_RELU, score));
        return Neighbourhoods.gather(tape, graph, Pointwise.dropout(tape, dropout, weights), x);
    }
}
