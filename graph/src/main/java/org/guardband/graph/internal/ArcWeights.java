package org.guardband.graph.internal;

import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Tape;

/**
 * With what nodes gather from their neighbours. Weights that are all 1 give the bits of none.
 *
 * @param <M> the precision
 */
public sealed interface ArcWeights<M extends Matrix<M>> {

    /**
     * D^{-1/2} (W + I) D^{-1/2}.
     *
     * @param tape to write to
     * @return a row an entry of the graph with loops
     */
    Node<M> symmetric(Tape<M> tape);

    /**
     * W divided by the number of neighbours.
     *
     * @param tape to write to
     * @return a row an entry of the graph without loops
     */
    Node<M> mean(Tape<M> tape);

    /**
     * Attention times W, a loop having the mean of its node.
     *
     * @param tape to write to
     * @param attention a row an entry of the graph with loops, a column a head
     * @return of that shape
     */
    Node<M> attention(Tape<M> tape, Node<M> attention);

    /**
     * No weights.
     *
     * @param inputs the graph
     * @param <M> the precision
     */
    record None<M extends Matrix<M>>(NodeInputs<M> inputs) implements ArcWeights<M> {
        @Override
        public Node<M> symmetric(Tape<M> tape) {
            return tape.constant(inputs.symmetric(inputs.withLoops().rows()));
        }

        @Override
        public Node<M> mean(Tape<M> tape) {
            return tape.constant(inputs.mean(inputs.withoutLoops().rows()));
        }

        @Override
        public Node<M> attention(Tape<M> tape, Node<M> attention) {
            return attention;
        }
    }

    /**
     * A weight an arc.
     *
     * @param inputs the graph
     * @param arcs its arcs
     * @param weights a row an arc
     * @param <M> the precision
     */
    record Given<M extends Matrix<M>>(NodeInputs<M> inputs, LoopedArcs arcs, Node<M> weights)
            implements ArcWeights<M> {
        @Override
        public Node<M> symmetric(Tape<M> tape) {
            return SymmetricWeights.write(tape, arcs, weights);
        }

        @Override
        public Node<M> mean(Tape<M> tape) {
            return Pointwise.product(
                    tape, tape.constant(inputs.mean(arcs.plain().rows())), weights);
        }

        @Override
        public Node<M> attention(Tape<M> tape, Node<M> attention) {
            return WeightedAttention.write(tape, arcs, attention, weights);
        }
    }
}
