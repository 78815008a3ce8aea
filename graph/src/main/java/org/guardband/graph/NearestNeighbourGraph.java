package org.guardband.graph;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.FeatureTable;
import org.guardband.core.numeric.NearestNeighbours;

/**
 * A graph that joins rows which lie near to each other, for data that come without one. All pairs
 * are compared, O(N² F), in memory O(N k); distances are Euclidean (take {@link
 * FeatureTable#unitLength} for the order of cosine similarity).
 */
public final class NearestNeighbourGraph {

    private final int k;
    private final boolean mutual;

    private NearestNeighbourGraph(int k, boolean mutual) {
        this.k = Arguments.atLeast("k", k, 1);
        this.mutual = mutual;
    }

    /**
     * Joins two rows if either is among the k nearest of the other.
     *
     * @param k neighbours of a row, itself not counted, ≥ 1
     * @return the method
     * @throws IllegalArgumentException if {@code k} is not positive
     */
    public static NearestNeighbourGraph withNeighbours(int k) {
        return new NearestNeighbourGraph(k, false);
    }

    /**
     * Joins two rows only if each is among the k nearest of the other.
     *
     * @return the method with this rule
     */
    public NearestNeighbourGraph mutual() {
        return new NearestNeighbourGraph(k, true);
    }

    /**
     * The k nearest other rows of every row. Where the last of them tie in distance, which ones are
     * taken depends on the order of the rows.
     *
     * @param rows N ≥ k + 1 rows
     * @return N × k row indices, the nearest first
     * @throws IllegalArgumentException if there are too few rows
     */
    public int[] neighbours(FeatureTable rows) {
        int n = rows.size();
        if (n <= k) {
            throw new IllegalArgumentException("rows must be more than k = " + k + ", got " + n);
        }
        int[] nearest = new int[Math.multiplyExact(n, k)];
        // one more than asked, for a row is its own nearest
        NearestNeighbours.in(rows)
                .visit(
                        rows,
                        k + 1,
                        (row, found, squared) -> {
                            int used = 0;
                            for (int j = 0; j <= k && used < k; j++) {
                                if (found[j] != row) {
                                    nearest[row * k + used++] = found[j];
                                }
                            }
                        });
        return nearest;
    }

    /**
     * Builds the graph.
     *
     * @param rows N ≥ k + 1 rows
     * @return an undirected simple graph of N nodes
     * @throws IllegalArgumentException if there are too few rows
     */
    public Graph build(FeatureTable rows) {
        int[] nearest = neighbours(rows);
        int[] src = new int[nearest.length];
        for (int i = 0; i < src.length; i++) {
            src[i] = i / k;
        }
        if (!mutual) {
            return Graph.of(rows.size(), src, nearest);
        }
        Graph directed =
                Graph.of(
                        rows.size(),
                        src,
                        nearest,
                        EdgeRules.withDefaults().withDirection(EdgeDirection.KEEP));
        int used = 0;
        int[] dst = nearest.clone();
        for (int e = 0; e < nearest.length; e++) {
            if (directed.hasArc(nearest[e], src[e])) {
                src[used] = src[e];
                dst[used++] = nearest[e];
            }
        }
        return Graph.of(rows.size(), Arrays.copyOf(src, used), Arrays.copyOf(dst, used));
    }
}
