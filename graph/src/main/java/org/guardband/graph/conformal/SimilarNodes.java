package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.FeatureTable;
import org.guardband.core.numeric.NearestNeighbours;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.SparseFeatures;

/**
 * For every node the k others whose features are most similar by the cosine, with weights in
 * proportion to it. Only positive similarities count, so that a node may have fewer than k, or
 * none.
 */
public final class SimilarNodes {

    private static final int BLOCK = 256;

    /** A block has scratch as large as the graph, so that their number has to have a bound. */
    private static final int MOST_BLOCKS = 256;

    private final int k;

    /** N × k nodes, the most similar first; −1 where there is none. */
    private final int[] nodes;

    /** N × k weights that sum to one where there is a similar node. */
    private final double[] weights;

    private SimilarNodes(int k, int[] nodes, double[] weights) {
        this.k = k;
        this.nodes = nodes;
        this.weights = weights;
    }

    /**
     * Finds them: through the columns that two nodes share where features are sparse, else by
     * comparing all pairs.
     *
     * @param features N rows
     * @param k how many others at most, ≥ 1; the SNAPS paper's code takes 20
     * @return the similar nodes
     * @throws IllegalArgumentException if {@code k} is not positive
     */
    public static SimilarNodes byCosine(NodeFeatures features, int k) {
        Arguments.atLeast("k", k, 1);
        int size = Math.multiplyExact(features.size(), k);
        SimilarNodes similar = new SimilarNodes(k, new int[size], new double[size]);
        Arrays.fill(similar.nodes, -1);
        if (features instanceof SparseFeatures sparse) {
            similar.fill(sparse);
        } else {
            similar.fill(features);
        }
        return similar;
    }

    private void fill(NodeFeatures features) {
        int[] known = nodesWithFeatures(features);
        if (known.length < 2) {
            return;
        }
        FeatureTable rows = features.select(known).toTable().unitLength();
        NearestNeighbours.in(rows)
                .visit(
                        rows,
                        Math.min(k + 1, known.length),
                        (i, found, squared) -> {
                            int v = known[i];
                            int used = 0;
                            for (int j = 0; j < found.length && used < k; j++) {
                                // |a − b|² = 2 − 2 cos for rows of unit length
                                double cosine = 1 - squared[j] / 2;
                                if (found[j] != i && cosine > 0) {
                                    nodes[v * k + used] = known[found[j]];
                                    weights[v * k + used++] = cosine;
                                }
                            }
                            normalize(v, used);
                        });
    }

    /** A row of zeros has no direction. */
    private static int[] nodesWithFeatures(NodeFeatures features) {
        double[] row = new double[features.columns()];
        return IntStream.range(0, features.size())
                .filter(
                        v -> {
                            features.copyRow(v, row);
                            return Arrays.stream(row).anyMatch(x -> x != 0);
                        })
                .toArray();
    }

    private void normalize(int node, int used) {
        double sum = 0;
        for (int j = node * k; j < node * k + used; j++) {
            sum += weights[j];
        }
        for (int j = node * k; j < node * k + used; j++) {
            weights[j] /= sum;
        }
    }

    private void fill(SparseFeatures features) {
        SharedColumns shared = new SharedColumns(features);
        ParallelRows.run(
                features.size(),
                Math.max(BLOCK, features.size() / MOST_BLOCKS),
                (from, to) -> {
                    double[] cosine = new double[features.size()];
                    int[] touched = new int[features.size()];
                    int[] seen = new int[features.size()];
                    for (int v = from; v < to; v++) {
                        int count = shared.cosines(v, cosine, touched, seen);
                        int used = 0;
                        for (int i = 0; i < count; i++) {
                            int w = touched[i];
                            if (w != v && cosine[w] > 0) {
                                used = insert(v, used, w, cosine[w]);
                            }
                            cosine[w] = 0;
                        }
                        normalize(v, used);
                    }
                });
    }

    /** Keeps the k most similar in order, of equal ones the earlier node. */
    private int insert(int node, int used, int other, double cosine) {
        int start = node * k;
        int at = used;
        while (at > 0
                && (weights[start + at - 1] < cosine
                        || (weights[start + at - 1] == cosine && nodes[start + at - 1] > other))) {
            at--;
        }
        if (at == k) {
            return used;
        }
        int last = Math.min(used, k - 1);
        System.arraycopy(weights, start + at, weights, start + at + 1, last - at);
        System.arraycopy(nodes, start + at, nodes, start + at + 1, last - at);
        weights[start + at] = cosine;
        nodes[start + at] = other;
        return Math.min(used + 1, k);
    }

    /**
     * The number of nodes.
     *
     * @return N
     */
    public int size() {
        return nodes.length / k;
    }

    /**
     * How many others a node has at most.
     *
     * @return k
     */
    public int most() {
        return k;
    }

    /**
     * A similar node.
     *
     * @param node v in [0, N)
     * @param place in [0, k), 0 for the most similar
     * @return the node there; −1 where there is none
     */
    public int node(int node, int place) {
        return nodes[node * k + place];
    }

    /**
     * The weight of a similar node.
     *
     * @param node v in [0, N)
     * @param place in [0, k)
     * @return its share of the similarity of all; 0 where there is none
     */
    public double weight(int node, int place) {
        return weights[node * k + place];
    }

    ModelDocument toDocument() {
        return ModelDocument.of("similar-nodes")
                .put("k", k)
                .put("nodes", nodes)
                .put("weights", weights)
                .build();
    }

    static SimilarNodes read(ModelDocument document) {
        int k = Arguments.atLeast("k", document.integer("k"), 1);
        int[] nodes = document.integers("nodes");
        double[] weights = Arguments.allNonNegative("weights", document.numbers("weights"));
        if (nodes.length % k != 0 || weights.length != nodes.length) {
            throw new ModelFormatException("similar nodes must be whole rows of " + k);
        }
        for (int w : nodes) {
            if (w < -1 || w >= nodes.length / k) {
                throw new ModelFormatException("similar nodes must be nodes, got " + w);
            }
        }
        return new SimilarNodes(k, nodes, weights);
    }

    @Override
    public String toString() {
        return "SimilarNodes[" + size() + " nodes, k=" + k + "]";
    }
}
