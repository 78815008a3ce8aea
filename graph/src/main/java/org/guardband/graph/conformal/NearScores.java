package org.guardband.graph.conformal;

import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.graph.Graph;
import org.guardband.graph.HopSweep;

/** The weighted scores of the calibration nodes around one node after another. */
final class NearScores {

    private final HopSweep sweep;
    private final RankedScores ranked;
    private final int hops;
    private final long[] units;
    private final int[] counts;

    /** Rank in the high bits, distance in the low. */
    private long[] found = new long[64];

    private int size;
    private boolean sorted;
    private long total;

    NearScores(Graph graph, RankedScores ranked, int hops, NeighbourWeights weights) {
        this.sweep = new HopSweep(graph);
        this.ranked = ranked;
        this.hops = hops;
        this.units = weights.units(hops);
        this.counts = new int[hops + 1];
    }

    /** Turns to a node; returns how many calibration nodes other than it are within reach. */
    int look(int node) {
        sweep.around(node, hops);
        size = 0;
        total = 0;
        sorted = false;
        Arrays.fill(counts, 0);
        for (int d = 1; d <= sweep.reach(); d++) {
            for (int i = sweep.within(d - 1); i < sweep.within(d); i++) {
                int rank = ranked.rank(sweep.node(i));
                if (rank >= 0) {
                    if (size == found.length) {
                        found = Arrays.copyOf(found, 2 * size);
                    }
                    found[size++] = ((long) rank << 32) | d;
                    counts[d]++;
                    total += units[d];
                }
            }
        }
        return size;
    }

    /** How many calibration nodes the last search found at a distance. */
    int count(int distance) {
        return counts[distance];
    }

    /**
     * In units the weights are whole numbers W and w of neighbours and test node, so that the level
     * is the exact rank ⌈(W + w)(1 − α)⌉ of a pool in which every score is repeated by its weight.
     */
    double quantile(Coverage coverage) {
        long needed = coverage.upperRank(total + units[0] - 1);
        if (needed > total) {
            return Double.POSITIVE_INFINITY;
        }
        if (!sorted) {
            Arrays.sort(found, 0, size);
            sorted = true;
        }
        long sum = 0;
        int at = -1;
        while (sum < needed) {
            sum += units[(int) found[++at]];
        }
        return ranked.ascending()[(int) (found[at] >>> 32)];
    }
}
