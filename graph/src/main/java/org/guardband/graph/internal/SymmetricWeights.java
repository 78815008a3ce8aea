package org.guardband.graph.internal;

import java.util.List;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * D^{-1/2} (W + I) D^{-1/2} for weights W of arcs, with D the row sums of W + I: what a graph
 * convolution gathers with. Differentiated through D.
 *
 * @param <M> the precision
 */
final class SymmetricWeights<M extends Matrix<M>> implements Operation<M> {

    private final LoopedArcs arcs;
    private final Node<M> weights;
    private final double[] degree;

    private SymmetricWeights(LoopedArcs arcs, Node<M> weights) {
        this.arcs = arcs;
        this.weights = weights;
        this.degree = new double[arcs.looped().rows().rows()];
    }

    /** A value an entry of the pattern with loops. */
    static <M extends Matrix<M>> Node<M> write(Tape<M> tape, LoopedArcs arcs, Node<M> weights) {
        return tape.record(
                arcs.looped().rows().entries(),
                1,
                List.of(weights),
                new SymmetricWeights<>(arcs, weights));
    }

    private double weight(int entry) {
        int arc = arcs.arc(entry);
        return arc < 0 ? 1 : weights.value().get(arc, 0);
    }

    @Override
    public void forward(M result, Pass pass) {
        CsrPattern rows = arcs.looped().rows();
        for (int i = 0; i < degree.length; i++) {
            degree[i] = 0;
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                degree[i] += weight(e);
            }
        }
        for (int i = 0; i < degree.length; i++) {
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                result.set(e, 0, weight(e) / Math.sqrt(degree[i] * degree[rows.column(e)]));
            }
        }
    }

    @Override
    public void backward(M result, M gradient, Pass pass) {
        CsrPattern rows = arcs.looped().rows();
        double[] slope = new double[degree.length];
        for (int i = 0; i < degree.length; i++) {
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                int j = rows.column(e);
                double half = 0.5 * gradient.get(e, 0) * result.get(e, 0);
                slope[i] -= half / degree[i];
                slope[j] -= half / degree[j];
            }
        }
        for (int i = 0; i < degree.length; i++) {
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                int arc = arcs.arc(e);
                if (arc >= 0) {
                    double root = Math.sqrt(degree[i] * degree[rows.column(e)]);
                    double more = gradient.get(e, 0) / root + slope[i];
                    weights.gradient().set(arc, 0, weights.gradient().get(arc, 0) + more);
                }
            }
        }
    }
}
