package org.guardband.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;

/**
 * Random graphs with blocks: nodes of blocks r and s are joined with probability p(r, s), all pairs
 * independently (Holland, Laskey, Leinhardt 1983, doi 10.1016/0378-8733(83)90021-7). Nodes are
 * numbered block after block; the label of a node is its block.
 *
 * <p>The gaps between the pairs that are joined are geometric and are drawn one after another
 * (Batagelj, Brandes 2005, doi 10.1103/PhysRevE.71.036113), so that a graph of N nodes and E edges
 * takes O(N + E + B²) for B blocks.
 */
public final class StochasticBlockModel {

    private final int[] sizes;
    private final double[][] probabilities;

    private StochasticBlockModel(int[] sizes, double[][] probabilities) {
        this.sizes = sizes;
        this.probabilities = probabilities;
    }

    /**
     * The general model.
     *
     * @param sizes the number of nodes of each of B blocks, ≥ 0
     * @param probabilities B × B symmetric probabilities
     * @return the model
     * @throws IllegalArgumentException if a probability is outside [0, 1] or the matrix is not
     *     symmetric
     */
    public static StochasticBlockModel of(int[] sizes, double[][] probabilities) {
        Arguments.sameLength("probabilities", probabilities.length, "the blocks", sizes.length);
        double[][] copy = new double[sizes.length][];
        long nodes = 0;
        for (int r = 0; r < sizes.length; r++) {
            nodes += Arguments.atLeast("sizes[" + r + "]", sizes[r], 0);
            String row = "probabilities[" + r + "]";
            Arguments.sameLength(row, probabilities[r].length, "the blocks", sizes.length);
            copy[r] = probabilities[r].clone();
            for (int s = 0; s < sizes.length; s++) {
                Arguments.probability(row + "[" + s + "]", copy[r][s]);
                if (copy[r][s] != probabilities[s][r]) {
                    throw new IllegalArgumentException(
                            row
                                    + "["
                                    + s
                                    + "] must equal its mirror image "
                                    + probabilities[s][r]
                                    + ", got "
                                    + copy[r][s]);
                }
            }
        }
        if (nodes > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("sizes must sum to < 2^31 - 8, got " + nodes);
        }
        return new StochasticBlockModel(sizes.clone(), copy);
    }

    /**
     * Equal blocks with one probability within and one between them.
     *
     * @param blocks B ≥ 1
     * @param size the nodes of each block
     * @param within the probability of an edge in a block
     * @param between the probability of an edge between two blocks
     * @return the model
     * @throws IllegalArgumentException if a probability is outside [0, 1]
     */
    public static StochasticBlockModel planted(
            int blocks, int size, double within, double between) {
        Arguments.atLeast("blocks", blocks, 1);
        int[] sizes = new int[blocks];
        Arrays.fill(sizes, size);
        double[][] p = new double[blocks][blocks];
        for (int r = 0; r < blocks; r++) {
            Arrays.fill(p[r], between);
            p[r][r] = within;
        }
        return of(sizes, p);
    }

    /**
     * The block of every node.
     *
     * @return one block per node
     */
    public int[] labels() {
        int[] labels = new int[Arrays.stream(sizes).sum()];
        int from = 0;
        for (int r = 0; r < sizes.length; r++) {
            Arrays.fill(labels, from, from + sizes[r], r);
            from += sizes[r];
        }
        return labels;
    }

    /**
     * Draws a graph.
     *
     * @param seed the seed; equal seeds give equal graphs
     * @return an undirected simple graph
     */
    public Graph generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        EdgeList edges = new EdgeList();
        int rowStart = 0;
        for (int r = 0; r < sizes.length; r++) {
            int columnStart = rowStart;
            for (int s = r; s < sizes.length; s++) {
                if (r == s) {
                    within(rowStart, sizes[r], probabilities[r][r], random, edges);
                } else {
                    between(
                            rowStart,
                            sizes[r],
                            columnStart,
                            sizes[s],
                            probabilities[r][s],
                            random,
                            edges);
                }
                columnStart += sizes[s];
            }
            rowStart += sizes[r];
        }
        return edges.graph(rowStart);
    }

    /** Pairs (i, j), j &lt; i, in order of i, then j. */
    private static void within(
            int start, int size, double p, SplittableRandom random, EdgeList edges) {
        if (p == 0) {
            return;
        }
        int i = 1;
        long j = -1;
        while (i < size) {
            j += 1 + gap(p, random);
            while (j >= i && i < size) {
                j -= i;
                i++;
            }
            if (i < size) {
                edges.add(start + i, start + (int) j);
            }
        }
    }

    private static void between(
            int rowStart,
            int rows,
            int columnStart,
            int columns,
            double p,
            SplittableRandom random,
            EdgeList edges) {
        long pairs = (long) rows * columns;
        if (p == 0) {
            return;
        }
        for (long at = gap(p, random); at < pairs; at += 1 + gap(p, random)) {
            edges.add(rowStart + (int) (at / columns), columnStart + (int) (at % columns));
        }
    }

    /** How many pairs are passed over before the next edge. */
    private static long gap(double p, SplittableRandom random) {
        if (p == 1) {
            return 0;
        }
        double gap = Math.log(1 - random.nextDouble()) / Math.log1p(-p);
        return gap >= 0x1p62 ? 1L << 62 : (long) gap;
    }

    /** Edges as they come, in blocks, so that growing copies little. */
    private static final class EdgeList {
        private static final int CHUNK = 1 << 16;

        private final List<int[]> full = new ArrayList<>();
        private int[] open = new int[2 * CHUNK];
        private int used;

        void add(int u, int v) {
            if (used == open.length) {
                full.add(open);
                open = new int[2 * CHUNK];
                used = 0;
            }
            open[used++] = u;
            open[used++] = v;
        }

        Graph graph(int nodes) {
            int count = Math.addExact(Math.multiplyExact(full.size(), CHUNK), used / 2);
            int[] src = new int[count];
            int[] dst = new int[count];
            for (int e = 0; e < count; e++) {
                int[] chunk = e / CHUNK < full.size() ? full.get(e / CHUNK) : open;
                src[e] = chunk[2 * (e % CHUNK)];
                dst[e] = chunk[2 * (e % CHUNK) + 1];
            }
            return Graph.of(nodes, src, dst);
        }
    }
}
