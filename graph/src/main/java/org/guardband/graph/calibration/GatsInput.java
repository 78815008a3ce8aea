package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.graph.Graph;
import org.guardband.graph.HopDistances;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/**
 * What the temperatures of some nodes depend on and no parameter changes: for every node its arcs,
 * the loop to itself first, with the product of the two rows of logits, and the sorted row of every
 * node at the end of an arc.
 */
final class GatsInput {

    /** Scale classes: at a training node, next to one, elsewhere. */
    static final int SCALES = 3;

    private static final int BLOCK = 1024;

    final int classes;
    final int[] nodes;

    /** Row-major logits of the nodes. */
    final double[] logits;

    final int[] starts;
    final double[] product;
    final byte[] endScale;
    final byte[] ownScale;

    /** Where the sorted row of the node at an arc's end begins. */
    final int[] rowStart;

    /** Rows moved and scaled to [0, 1], ascending. */
    final double[] sorted;

    /** Mean of the confidence of the node less that of its neighbours, itself counted. */
    final double[] lead;

    private GatsInput(NodeBatch batch, int[] nodes) {
        Graph graph = batch.graph().requireUndirected().withoutSelfLoops();
        LogitBatch z = LogitRange.require(batch.logits());
        this.classes = z.classes();
        this.nodes = nodes;
        this.starts = starts(graph, nodes);
        int arcs = starts[nodes.length];
        this.product = new double[arcs];
        this.endScale = new byte[arcs];
        this.ownScale = new byte[nodes.length];
        this.rowStart = new int[arcs];
        this.logits = new double[Math.multiplyExact(nodes.length, classes)];
        this.lead = new double[nodes.length];
        int[] place = new int[graph.size()];
        int[] ends = ends(graph, nodes, place);
        this.sorted = new double[Math.multiplyExact(ends.length, classes)];
        double[] confidence = new double[ends.length];
        fillRows(z, ends, confidence);
        fillArcs(graph, z, place, confidence, scales(batch));
    }

    static GatsInput of(NodeBatch batch, int[] nodes) {
        return new GatsInput(batch, nodes);
    }

    private static int[] starts(Graph graph, int[] nodes) {
        int[] starts = new int[nodes.length + 1];
        for (int i = 0; i < nodes.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], graph.degree(nodes[i]) + 1);
        }
        return starts;
    }

    /** The nodes at the ends of arcs, and where each is among them. */
    private static int[] ends(Graph graph, int[] nodes, int[] place) {
        Arrays.fill(place, -1);
        int[] ends = new int[graph.size()];
        int used = 0;
        for (int v : nodes) {
            if (place[v] < 0) {
                place[v] = used;
                ends[used++] = v;
            }
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                if (place[w] < 0) {
                    place[w] = used;
                    ends[used++] = w;
                }
            }
        }
        return Arrays.copyOf(ends, used);
    }

    private static byte[] scales(NodeBatch batch) {
        int[] hops = HopDistances.from(batch.graph(), 1, batch.roles().nodes(NodeRole.TRAIN));
        byte[] scales = new byte[hops.length];
        for (int v = 0; v < hops.length; v++) {
            scales[v] = (byte) (hops[v] < 0 ? 2 : hops[v]);
        }
        return scales;
    }

    private void fillRows(LogitBatch z, int[] ends, double[] confidence) {
        ParallelRows.run(
                ends.length,
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        z.copyRow(ends[i], row);
                        Arrays.sort(row);
                        confidence[i] = confidence(row);
                        scale(row, i * classes);
                    }
                });
    }

    /** The largest probability of a sorted row of logits. */
    private static double confidence(double[] row) {
        double largest = row[row.length - 1];
        double sum = 0;
        for (double value : row) {
            sum += Math.exp(value - largest);
        }
        return 1 / sum;
    }

    /** A row of equal logits, where 0/0 would stand, says nothing: it becomes zeros. */
    private void scale(double[] row, int to) {
        double least = row[0];
        double range = row[row.length - 1] - least;
        for (int k = 0; k < row.length; k++) {
            sorted[to + k] = range > 0 ? (row[k] - least) / range : 0;
        }
    }

    private void fillArcs(
            Graph graph, LogitBatch z, int[] place, double[] confidence, byte[] scales) {
        ParallelRows.run(
                nodes.length,
                BLOCK,
                (from, to) -> {
                    double[] own = new double[classes];
                    double[] other = new double[classes];
                    for (int i = from; i < to; i++) {
                        int v = nodes[i];
                        z.copyRow(v, own);
                        System.arraycopy(own, 0, logits, i * classes, classes);
                        ownScale[i] = scales[v];
                        int arc = starts[i];
                        arc(arc++, place[v], scales[v], own, own);
                        double difference = 0;
                        for (int e = graph.first(v); e < graph.end(v); e++) {
                            int w = graph.target(e);
                            z.copyRow(w, other);
                            arc(arc++, place[w], scales[w], own, other);
                            difference += confidence[place[v]] - confidence[place[w]];
                        }
                        lead[i] = difference / (starts[i + 1] - starts[i]);
                    }
                });
    }

    private void arc(int arc, int place, byte scale, double[] own, double[] other) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += own[k] * other[k];
        }
        product[arc] = sum;
        endScale[arc] = scale;
        rowStart[arc] = place * classes;
    }
}
