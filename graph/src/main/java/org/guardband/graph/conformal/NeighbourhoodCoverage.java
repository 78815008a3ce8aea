package org.guardband.graph.conformal;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.graph.Graph;
import org.guardband.graph.HopSweep;

/**
 * How evenly sets cover over a graph: for every node with a set, the share of covered nodes and the
 * mean size of sets among the nodes with a set within some hops, itself included. Coverage over all
 * nodes can hide regions that are hardly covered. Immutable.
 */
public final class NeighbourhoodCoverage {

    private static final int BLOCK = 8192;
    private static final int MOST_BLOCKS = 256;

    private final NodeSets sets;
    private final int[] rows;
    private final int[] hits;
    private final long[] sizes;

    private NeighbourhoodCoverage(NodeSets sets) {
        this.sets = sets;
        this.rows = new int[sets.size()];
        this.hits = new int[sets.size()];
        this.sizes = new long[sets.size()];
    }

    /**
     * Looks around every node with a set.
     *
     * @param graph the graph
     * @param sets sets of some of its nodes
     * @param labels one class index per node of the graph
     * @param hops how far to look, ≥ 0
     * @return the counts
     * @throws IllegalArgumentException if the lengths differ or a label of a node with a set is out
     *     of range
     */
    public static NeighbourhoodCoverage of(Graph graph, NodeSets sets, int[] labels, int hops) {
        Arguments.sameLength("labels", labels.length, "the nodes", graph.size());
        Arguments.atLeast("hops", hops, 0);
        int[] rowOf = new int[graph.size()];
        Arrays.fill(rowOf, -1);
        boolean[] hit = new boolean[sets.size()];
        for (int i = 0; i < sets.size(); i++) {
            rowOf[sets.node(i)] = i;
            hit[i] = sets.sets().contains(i, labels[sets.node(i)]);
        }
        NeighbourhoodCoverage coverage = new NeighbourhoodCoverage(sets);
        ParallelRows.run(
                sets.size(),
                Math.max(BLOCK, sets.size() / MOST_BLOCKS),
                (from, to) -> {
                    HopSweep sweep = new HopSweep(graph);
                    for (int i = from; i < to; i++) {
                        int found = sweep.around(sets.node(i), hops);
                        for (int j = 0; j < found; j++) {
                            int row = rowOf[sweep.node(j)];
                            if (row >= 0) {
                                coverage.add(i, hit[row], sets.sets().cardinality(row));
                            }
                        }
                    }
                });
        return coverage;
    }

    private void add(int i, boolean hit, int size) {
        rows[i]++;
        hits[i] += hit ? 1 : 0;
        sizes[i] += size;
    }

    /**
     * The number of nodes with a set.
     *
     * @return n
     */
    public int size() {
        return rows.length;
    }

    /**
     * The node of a row.
     *
     * @param row in [0, n)
     * @return its node
     */
    public int node(int row) {
        return sets.node(row);
    }

    /**
     * The number of nodes with a set around a node, itself included.
     *
     * @param row in [0, n)
     * @return a count ≥ 1
     */
    public int count(int row) {
        return rows[row];
    }

    /**
     * The share of them that is covered.
     *
     * @param row in [0, n)
     * @return a share
     */
    public double share(int row) {
        return (double) hits[row] / rows[row];
    }

    /**
     * The mean size of their sets.
     *
     * @param row in [0, n)
     * @return a mean
     */
    public double meanSize(int row) {
        return (double) sizes[row] / rows[row];
    }

    /**
     * The mean of |share − (1 − α)| over the nodes with enough others around.
     *
     * @param coverage 1 − α
     * @param least how many nodes have to be around
     * @return the mean; NaN where no node has as many
     */
    public double meanDeviation(Coverage coverage, int least) {
        return IntStream.range(0, rows.length)
                .filter(i -> rows[i] >= least)
                .mapToDouble(i -> Math.abs(share(i) - coverage.value()))
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The share that is not reached around the worst nodes: a quantile of the shares.
     *
     * @param level for instance 0.05, in [0, 1]
     * @param least how many nodes have to be around
     * @return the ⌈level·m⌉-th smallest share (the smallest for 0) of the m nodes that have as
     *     many; NaN where there is none
     * @throws IllegalArgumentException if {@code level} is outside [0, 1]
     */
    public double quantile(double level, int least) {
        Arguments.probability("level", level);
        double[] shares =
                IntStream.range(0, rows.length)
                        .filter(i -> rows[i] >= least)
                        .mapToDouble(this::share)
                        .sorted()
                        .toArray();
        return shares.length == 0 ? Double.NaN : shares[rank(level, shares.length) - 1];
    }

    /** ⌈level·m⌉ of the decimal that was written; 0.07·100 is more than 7 in binary arithmetic. */
    private static int rank(double level, int m) {
        if (level == 0) {
            return 1;
        }
        return level == 1 ? m : (int) Coverage.of(level).upperRank(m - 1);
    }

    @Override
    public String toString() {
        return "NeighbourhoodCoverage[" + rows.length + " nodes]";
    }
}
