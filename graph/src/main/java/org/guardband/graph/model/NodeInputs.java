package org.guardband.graph.model;

import org.guardband.graph.Graph;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.SparseFeatures;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.FloatMatrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;

/** Features and neighbourhoods in the form that a tape takes. Features stay sparse if they are. */
final class NodeInputs {
    private final Graph graph;
    private final NodeFeatures features;
    private final FloatMatrix values;
    private final Adjacency entries;

    NodeInputs(Graph graph, NodeFeatures features) {
        this.graph = graph;
        this.features = features;
        if (features instanceof SparseFeatures sparse) {
            entries =
                    Adjacency.of(
                            CsrPattern.wrap(sparse.columns(), sparse.offsets(), sparse.indices()));
            values = floats(sparse.entries(), 1, sparse.values());
        } else {
            entries = Adjacency.picking(0);
            values = floats(features.size(), features.columns(), features.toArray());
        }
    }

    private static FloatMatrix floats(int rows, int columns, double[] from) {
        float[] to = new float[from.length];
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) from[i];
        }
        return FloatMatrix.wrap(rows, columns, to);
    }

    int nodes() {
        return graph.size();
    }

    int columns() {
        return features.columns();
    }

    /**
     * X W, after dropout on X. A zero that is dropped is still zero, so sparse features stay so.
     */
    Node<FloatMatrix> multiply(Tape<FloatMatrix> tape, double dropout, Node<FloatMatrix> weights) {
        Node<FloatMatrix> x = Pointwise.dropout(tape, dropout, tape.constant(values));
        return features instanceof SparseFeatures
                ? Neighbourhoods.gather(tape, entries, x, weights)
                : Products.multiply(tape, x, weights);
    }

    /** The graph with one self loop a node. */
    Adjacency withLoops() {
        return pattern(true);
    }

    /** The graph without self loops. */
    Adjacency withoutLoops() {
        return pattern(false);
    }

    private Adjacency pattern(boolean loops) {
        int n = graph.size();
        int[] starts = new int[n + 1];
        int[] targets = new int[graph.arcs() + n];
        int at = 0;
        for (int i = 0; i < n; i++) {
            boolean missing = loops;
            for (int e = graph.first(i); e < graph.end(i); e++) {
                int j = graph.target(e);
                if (j > i && missing) {
                    targets[at++] = i;
                    missing = false;
                }
                if (j != i) {
                    targets[at++] = j;
                }
            }
            if (missing) {
                targets[at++] = i;
            }
            starts[i + 1] = at;
        }
        return Adjacency.of(CsrPattern.wrap(n, starts, java.util.Arrays.copyOf(targets, at)));
    }

    /** D^{-1/2} A D^{-1/2} on a pattern. */
    static FloatMatrix symmetric(CsrPattern pattern) {
        FloatMatrix weights = FloatMatrix.zeros(pattern.entries(), 1);
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                double product = (double) degree(pattern, i) * degree(pattern, pattern.column(e));
                weights.set(e, 0, 1 / Math.sqrt(product));
            }
        }
        return weights;
    }

    /** D^{-1} A on a pattern. */
    static FloatMatrix mean(CsrPattern pattern) {
        FloatMatrix weights = FloatMatrix.zeros(pattern.entries(), 1);
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                weights.set(e, 0, 1.0 / degree(pattern, i));
            }
        }
        return weights;
    }

    private static int degree(CsrPattern pattern, int row) {
        return pattern.rowStart(row + 1) - pattern.rowStart(row);
    }
}
