package org.guardband.graph.internal;

import java.util.Arrays;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.SparseFeatures;
import org.guardband.kernels.Arithmetic;
import org.guardband.kernels.CsrPattern;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Adjacency;
import org.guardband.nn.Neighbourhoods;
import org.guardband.nn.Node;
import org.guardband.nn.Pointwise;
import org.guardband.nn.Products;
import org.guardband.nn.Tape;
import org.jspecify.annotations.Nullable;

/**
 * Features and neighbourhoods in the form that a tape takes. Features stay sparse if they are. For
 * one thread, as a tape is.
 *
 * @param <M> the precision
 */
public final class NodeInputs<M extends Matrix<M>> {
    private final Arithmetic<M> kernels;
    private final Graph graph;
    private final NodeFeatures features;
    private final M values;
    private final Adjacency entries;
    private @Nullable Adjacency looped;
    private @Nullable Adjacency plain;

    /**
     * Takes them over.
     *
     * @param kernels to compute with
     * @param graph N nodes, undirected: a normalised sum has one degree for either end of an edge
     * @param features N rows
     */
    public NodeInputs(Arithmetic<M> kernels, Graph graph, NodeFeatures features) {
        this.kernels = kernels;
        this.graph = graph.requireUndirected();
        this.features = features;
        if (features instanceof SparseFeatures sparse) {
            entries =
                    Adjacency.of(
                            CsrPattern.wrap(sparse.columns(), sparse.offsets(), sparse.indices()));
            values = matrix(sparse.entries(), 1, sparse.values());
        } else {
            entries = Adjacency.picking(0);
            values = matrix(features.size(), features.columns(), features.toArray());
        }
    }

    private M matrix(int rows, int columns, double[] from) {
        M to = kernels.zeros(rows, columns);
        for (int i = 0; i < from.length; i++) {
            to.set(i / columns, i % columns, from[i]);
            if (!Double.isFinite(to.get(i / columns, i % columns))) {
                throw new IllegalArgumentException(
                        "features must be finite in the precision of the network, got " + from[i]);
            }
        }
        return to;
    }

    /**
     * The number of nodes.
     *
     * @return N
     */
    public int nodes() {
        return graph.size();
    }

    /**
     * The number of features.
     *
     * @return F
     */
    public int columns() {
        return features.columns();
    }

    /**
     * X W, after dropout on X. A zero that is dropped is still zero, so sparse features stay so.
     *
     * @param tape to write to
     * @param dropout the rate
     * @param weights F × n
     * @return N × n
     */
    public Node<M> multiply(Tape<M> tape, double dropout, Node<M> weights) {
        Node<M> x = Pointwise.dropout(tape, dropout, tape.constant(values));
        return features instanceof SparseFeatures
                ? Neighbourhoods.gather(tape, entries, x, weights)
                : Products.multiply(tape, x, weights);
    }

    /**
     * X W, where each of several equal blocks of columns of W has a dropout on X of its own.
     *
     * @param tape to write to
     * @param dropout the rate
     * @param blocks of columns
     * @param weights F × (blocks · n)
     * @return N × (blocks · n)
     */
    public Node<M> multiply(Tape<M> tape, double dropout, int blocks, Node<M> weights) {
        if (blocks == 1 || dropout == 0) {
            return multiply(tape, dropout, weights);
        }
        Adjacency pattern = features instanceof SparseFeatures ? entries : full();
        M each = kernels.zeros(pattern.rows().entries(), blocks);
        for (int e = 0; e < each.rows(); e++) {
            double x = values.get(e / values.columns(), e % values.columns());
            for (int b = 0; b < blocks; b++) {
                each.set(e, b, x);
            }
        }
        Node<M> x = Pointwise.dropout(tape, dropout, tape.constant(each));
        return Neighbourhoods.gather(tape, pattern, x, weights);
    }

    /** All features of all nodes, row after row. */
    private Adjacency full() {
        int columns = features.columns();
        int[] starts = new int[features.size() + 1];
        Arrays.setAll(starts, i -> Math.multiplyExact(i, columns));
        int[] targets = new int[starts[features.size()]];
        Arrays.setAll(targets, e -> e % columns);
        return Adjacency.of(CsrPattern.wrap(columns, starts, targets));
    }

    /**
     * The graph with one self loop a node, made when it is first asked for.
     *
     * @return its pattern
     */
    public Adjacency withLoops() {
        if (looped == null) {
            looped = pattern(true);
        }
        return looped;
    }

    /**
     * The graph without self loops, made when it is first asked for.
     *
     * @return its pattern
     */
    public Adjacency withoutLoops() {
        if (plain == null) {
            plain = pattern(false);
        }
        return plain;
    }

    private Adjacency pattern(boolean loops) {
        int n = graph.size();
        int[] starts = new int[n + 1];
        int[] targets = new int[Math.addExact(graph.arcs(), n)];
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
        return Adjacency.of(CsrPattern.wrap(n, starts, Arrays.copyOf(targets, at)));
    }

    /**
     * D^{-1/2} A D^{-1/2} on a pattern.
     *
     * @param pattern A
     * @return a weight an entry
     */
    public M symmetric(CsrPattern pattern) {
        M weights = kernels.zeros(pattern.entries(), 1);
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.rowStart(i); e < pattern.rowStart(i + 1); e++) {
                double product = (double) degree(pattern, i) * degree(pattern, pattern.column(e));
                weights.set(e, 0, 1 / Math.sqrt(product));
            }
        }
        return weights;
    }

    /**
     * D^{-1} A on a pattern.
     *
     * @param pattern A
     * @return a weight an entry
     */
    public M mean(CsrPattern pattern) {
        M weights = kernels.zeros(pattern.entries(), 1);
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
