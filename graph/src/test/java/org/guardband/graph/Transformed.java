package org.guardband.graph;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.RandomOrder;

/** The same nodes under other numbers, with classes in another order, or with one node more. */
public final class Transformed {

    private final NodeBatch batch;
    private final int[] labels;

    private Transformed(NodeBatch batch, int[] labels) {
        this.batch = batch;
        this.labels = labels;
    }

    /** Predictions and roles. */
    public NodeBatch batch() {
        return batch;
    }

    /** The true classes. */
    public int[] labels() {
        return labels.clone();
    }

    /** A random order of 0 … n − 1. */
    public static int[] order(int n, long seed) {
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        RandomOrder.shuffle(order, new SplittableRandom(seed));
        return order;
    }

    /** Node v becomes node {@code to[v]}. */
    public static Transformed relabelled(NodeBatch from, int[] labels, int... to) {
        int n = from.size();
        int classes = from.classes();
        double[] z = new double[n * classes];
        int[] y = new int[n];
        NodeRole[] roles = new NodeRole[n];
        for (int v = 0; v < n; v++) {
            y[to[v]] = labels[v];
            roles[to[v]] = from.roles().get(v);
            for (int k = 0; k < classes; k++) {
                z[to[v] * classes + k] = from.logits().logit(v, k);
            }
        }
        return of(from, edges(from.graph(), n, to), z, y, roles);
    }

    /** Class k becomes class {@code to[k]}; names stay where they are. */
    public static Transformed reordered(NodeBatch from, int[] labels, int... to) {
        int classes = from.classes();
        double[] z = new double[from.size() * classes];
        for (int v = 0; v < from.size(); v++) {
            for (int k = 0; k < classes; k++) {
                z[v * classes + to[k]] = from.logits().logit(v, k);
            }
        }
        int[] y = Arrays.stream(labels).map(k -> to[k]).toArray();
        NodeBatch batch =
                NodeBatch.of(from.graph(), LogitBatch.wrap(z, from.labels()), from.roles());
        return new Transformed(batch, y);
    }

    /** One node more, which nobody knows. */
    public static Transformed withIsolatedNode(NodeBatch from, int[] labels) {
        int n = from.size();
        int classes = from.classes();
        int[] same = new int[n];
        Arrays.setAll(same, v -> v);
        double[] z = new double[(n + 1) * classes];
        NodeRole[] roles = new NodeRole[n + 1];
        for (int v = 0; v < n; v++) {
            roles[v] = from.roles().get(v);
            for (int k = 0; k < classes; k++) {
                z[v * classes + k] = from.logits().logit(v, k);
            }
        }
        roles[n] = NodeRole.UNUSED;
        z[n * classes] = 3;
        int[] y = Arrays.copyOf(labels, n + 1);
        y[n] = NodeData.UNLABELLED;
        return of(from, edges(from.graph(), n + 1, same), z, y, roles);
    }

    private static Graph edges(Graph graph, int nodes, int... to) {
        int[] src = new int[graph.arcs()];
        int[] dst = new int[graph.arcs()];
        for (int v = 0; v < graph.size(); v++) {
            for (int e = graph.first(v); e < graph.end(v); e++) {
                src[e] = to[v];
                dst[e] = to[graph.target(e)];
            }
        }
        return Graph.of(nodes, src, dst);
    }

    private static Transformed of(
            NodeBatch from, Graph graph, double[] z, int[] labels, NodeRole... roles) {
        return new Transformed(
                NodeBatch.of(graph, LogitBatch.wrap(z, from.labels()), NodeRoles.of(roles)),
                labels);
    }
}
