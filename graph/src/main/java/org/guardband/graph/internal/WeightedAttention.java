package org.guardband.graph.internal;

import java.util.List;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Attention times the weights of arcs. A loop has the mean weight of the arcs into its node, or 1
 * if there are none.
 *
 * @param <M> the precision
 */
final class WeightedAttention<M extends Matrix<M>> implements Operation<M> {

    private final LoopedArcs arcs;
    private final Node<M> attention;
    private final Node<M> weights;

    private WeightedAttention(LoopedArcs arcs, Node<M> attention, Node<M> weights) {
        this.arcs = arcs;
        this.attention = attention;
        this.weights = weights;
    }

    /**
     * Writes it down.
     *
     * @param attention a row an entry of the pattern with loops, a column a head
     * @param weights E × 1
     * @return of the shape of the attention
     */
    static <M extends Matrix<M>> Node<M> write(
            Tape<M> tape, LoopedArcs arcs, Node<M> attention, Node<M> weights) {
        return tape.record(
                attention.rows(),
                attention.columns(),
                List.of(attention, weights),
                new WeightedAttention<>(arcs, attention, weights));
    }

    /** Of a loop, from the arcs beside it. */
    private double mean(int row) {
        CsrPattern plain = arcs.plain().rows();
        int count = plain.rowStart(row + 1) - plain.rowStart(row);
        double sum = 0;
        for (int e = plain.rowStart(row); e < plain.rowStart(row + 1); e++) {
            sum += weights.value().get(e, 0);
        }
        return count == 0 ? 1 : sum / count;
    }

    @Override
    public void forward(M result, Pass pass) {
        CsrPattern rows = arcs.looped().rows();
        for (int i = 0; i < rows.rows(); i++) {
            double mean = mean(i);
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                int arc = arcs.arc(e);
                double weight = arc < 0 ? mean : weights.value().get(arc, 0);
                for (int h = 0; h < result.columns(); h++) {
                    result.set(e, h, attention.value().get(e, h) * weight);
                }
            }
        }
    }

    @Override
    public void backward(M result, M gradient, Pass pass) {
        CsrPattern rows = arcs.looped().rows();
        for (int i = 0; i < rows.rows(); i++) {
            double mean = mean(i);
            double ofLoop = 0;
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                int arc = arcs.arc(e);
                double weight = arc < 0 ? mean : weights.value().get(arc, 0);
                double along = 0;
                for (int h = 0; h < result.columns(); h++) {
                    double g = gradient.get(e, h);
                    along += g * attention.value().get(e, h);
                    if (attention.hasGradient()) {
                        M to = attention.gradient();
                        to.set(e, h, to.get(e, h) + g * weight);
                    }
                }
                if (arc < 0) {
                    ofLoop += along;
                } else {
                    add(arc, along);
                }
            }
            CsrPattern plain = arcs.plain().rows();
            double count = plain.rowStart(i + 1) - plain.rowStart(i);
            for (int e = plain.rowStart(i); e < plain.rowStart(i + 1); e++) {
                add(e, ofLoop / count);
            }
        }
    }

    private void add(int arc, double more) {
        if (weights.hasGradient()) {
            weights.gradient().set(arc, 0, weights.gradient().get(arc, 0) + more);
        }
    }
}
