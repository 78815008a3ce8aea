package org.guardband.graph.conformal;

import org.guardband.core.numeric.Arguments;

/** The calibration nodes around the test nodes of {@link NeighbourhoodSets}. Immutable. */
public final class Neighbourhoods {

    private final int[] nodes;
    private final int[] counts;
    private final int hops;
    private final NeighbourWeights weights;
    private final int leastNeighbours;
    private final boolean asReference;

    Neighbourhoods(
            int[] nodes,
            int[] counts,
            int hops,
            NeighbourWeights weights,
            int leastNeighbours,
            boolean asReference) {
        this.nodes = nodes;
        this.counts = counts;
        this.hops = hops;
        this.weights = weights;
        this.leastNeighbours = leastNeighbours;
        this.asReference = asReference;
    }

    /**
     * The number of test nodes.
     *
     * @return n
     */
    public int size() {
        return nodes.length;
    }

    /**
     * The node of a row.
     *
     * @param row in [0, n)
     * @return its node
     */
    public int node(int row) {
        return nodes[row];
    }

    /**
     * The number of calibration nodes within reach.
     *
     * @param row in [0, n)
     * @return a count, the test node itself not included
     */
    public int neighbours(int row) {
        int sum = 0;
        for (int d = 1; d <= hops; d++) {
            sum += count(row, d);
        }
        return sum;
    }

    /**
     * The number of calibration nodes at a distance.
     *
     * @param row in [0, n)
     * @param distance in [1, k]
     * @return a count
     */
    public int count(int row, int distance) {
        return counts[row * hops + distance - 1];
    }

    /**
     * Whether a node has too few neighbours and is treated by the scores of all calibration nodes,
     * or, as in the reference, not at all.
     *
     * @param row in [0, n)
     * @return whether it fell back
     */
    public boolean fellBack(int row) {
        return neighbours(row) < leastNeighbours;
    }

    /**
     * The share of nodes that fell back.
     *
     * @return a share; NaN for no nodes
     */
    public double fallBackShare() {
        int fallen = 0;
        for (int i = 0; i < nodes.length; i++) {
            fallen += fellBack(i) ? 1 : 0;
        }
        return (double) fallen / nodes.length;
    }

    /**
     * The bound Σ_u w̃_u·TV_u of the loss of coverage, for total variation distances that are
     * assumed to depend on the distance in the graph alone (Barber, Candès, Ramdas, Tibshirani
     * 2023, arXiv 2202.13415).
     *
     * @param row in [0, n)
     * @param variation TV of a swap with a node at distance 1, …, k, each in [0, 1]
     * @return the bound, in [0, 1]; NaN for a node that fell back, for which nearness has no part
     * @throws IllegalArgumentException if there are not k distances or one is outside [0, 1]
     */
    public double coverageGap(int row, double... variation) {
        Arguments.sameLength("variation", variation.length, "the hops", hops);
        long[] units = weights.units(hops);
        double gap = 0;
        double total = units[0];
        for (int d = 1; d <= hops; d++) {
            Arguments.probability("variation[" + (d - 1) + "]", variation[d - 1]);
            double weight = (double) units[d] * count(row, d);
            gap += weight * variation[d - 1];
            total += weight;
        }
        return fellBack(row) ? Double.NaN : gap / total;
    }

    @Override
    public String toString() {
        return "Neighbourhoods["
                + nodes.length
                + " nodes, "
                + hops
                + " hops, share "
                + fallBackShare()
                + (asReference ? " left out]" : " fell back]");
    }
}
