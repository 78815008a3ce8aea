package org.guardband.benchmarks.kernels;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.SparseFeatures;

/**
 * A random graph of Cora's size, the same for every library: 2708 nodes, 5278 edges, 1433 features
 * of which 18 a node are not zero, 7 classes; 140 nodes to train on and 500 to stop by.
 */
public final class NodeTask {
    /** Number of nodes. */
    public static final int NODES = 2708;

    /** Number of features. */
    public static final int WORDS = 1433;

    /** Features of a node that are not zero; each is one over their number. */
    public static final int WORDS_A_NODE = 18;

    /** Number of classes. */
    public static final int CLASSES = 7;

    /** The first nodes are for training. */
    public static final int TRAINING = 140;

    /** The nodes up to here, those for training excepted, are for validation. */
    public static final int VALIDATION = 640;

    private static final int EDGES = 5278;
    private final int[] words;
    private final int[] labels;
    private final Graph graph;

    /** Draws the task. */
    public NodeTask() {
        SplittableRandom random = new SplittableRandom(1);
        words = new int[NODES * WORDS_A_NODE];
        for (int v = 0; v < NODES; v++) {
            int[] drawn = random.ints(0, WORDS).distinct().limit(WORDS_A_NODE).sorted().toArray();
            System.arraycopy(drawn, 0, words, v * WORDS_A_NODE, WORDS_A_NODE);
        }
        graph =
                Graph.of(
                        NODES,
                        random.ints(EDGES, 0, NODES).toArray(),
                        random.ints(EDGES, 0, NODES).toArray());
        labels = random.ints(NODES, 0, CLASSES).toArray();
    }

    /**
     * The task as our own networks take it.
     *
     * @return features, graph, labels and roles
     */
    public NodeData data() {
        int[] offsets = IntStream.rangeClosed(0, NODES).map(v -> v * WORDS_A_NODE).toArray();
        double[] values = new double[words.length];
        Arrays.fill(values, 1.0 / WORDS_A_NODE);
        NodeRole[] roles = new NodeRole[NODES];
        for (int v = 0; v < NODES; v++) {
            roles[v] =
                    v < TRAINING
                            ? NodeRole.TRAIN
                            : v < VALIDATION ? NodeRole.VALIDATION : NodeRole.TEST;
        }
        return NodeData.of(
                graph,
                SparseFeatures.of(NODES, WORDS, offsets, words, values),
                labels,
                List.of("0", "1", "2", "3", "4", "5", "6"),
                NodeRoles.of(roles));
    }

    /**
     * The classes of all nodes.
     *
     * @return a copy
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * The features that are not zero.
     *
     * @return row and column of each
     */
    public long[][] features() {
        long[][] places = new long[2][words.length];
        for (int e = 0; e < words.length; e++) {
            places[0][e] = e / WORDS_A_NODE;
            places[1][e] = words[e];
        }
        return places;
    }

    /**
     * The graph with one self loop a node.
     *
     * @return row and column of each entry
     */
    public long[][] arcs() {
        long[][] arcs = new long[2][graph.arcs() + NODES];
        int at = 0;
        for (int v = 0; v < NODES; v++) {
            arcs[0][at] = v;
            arcs[1][at++] = v;
            for (int e = graph.first(v); e < graph.end(v); e++) {
                if (graph.target(e) != v) {
                    arcs[0][at] = v;
                    arcs[1][at++] = graph.target(e);
                }
            }
        }
        return new long[][] {Arrays.copyOf(arcs[0], at), Arrays.copyOf(arcs[1], at)};
    }

    /**
     * The weights of graph convolution, one over the root of the product of the degrees.
     *
     * @param arcs as {@link #arcs} gives them
     * @return one an entry
     */
    public static float[] convolution(long[][] arcs) {
        int[] degrees = new int[NODES];
        for (long v : arcs[0]) {
            degrees[(int) v]++;
        }
        float[] weights = new float[arcs[0].length];
        for (int e = 0; e < weights.length; e++) {
            double product = (double) degrees[(int) arcs[0][e]] * degrees[(int) arcs[1][e]];
            weights[e] = (float) (1 / Math.sqrt(product));
        }
        return weights;
    }
}
