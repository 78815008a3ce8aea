package org.guardband.graph;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.batch.LogitBatch;

/** Predictions of nodes of a block model, over-confident where neighbours disagree. */
public final class BlockNodes {

    private final NodeBatch batch;
    private final int[] labels;

    private BlockNodes(NodeBatch batch, int[] labels) {
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

    /** Nodes of several equal blocks; a third of them each for training, calibration and test. */
    public static BlockNodes of(int blocks, int size, long seed) {
        double within = Math.min(1, 6.0 / size);
        StochasticBlockModel model = StochasticBlockModel.planted(blocks, size, within, within / 6);
        Graph graph = model.generate(seed);
        int[] labels = model.labels();
        int n = labels.length;
        SplittableRandom random = new SplittableRandom(seed + 1);
        double[] own = new double[n * blocks];
        for (int v = 0; v < n; v++) {
            for (int k = 0; k < blocks; k++) {
                own[v * blocks + k] =
                        (k == labels[v] ? 1.2 : 0)
                                + 1.5
                                        * (random.nextDouble()
                                                + random.nextDouble()
                                                + random.nextDouble()
                                                - 1.5);
            }
        }
        double[] logits = new double[n * blocks];
        for (int v = 0; v < n; v++) {
            for (int k = 0; k < blocks; k++) {
                double sum = own[v * blocks + k];
                for (int e = graph.first(v); e < graph.end(v); e++) {
                    sum += own[graph.target(e) * blocks + k];
                }
                logits[v * blocks + k] = 3 * sum / Math.sqrt(1 + graph.degree(v));
            }
        }
        NodeRole[] roles = new NodeRole[n];
        NodeRole[] three = {NodeRole.TRAIN, NodeRole.CALIBRATION, NodeRole.TEST};
        for (int v = 0; v < n; v++) {
            roles[v] = three[random.nextInt(3)];
        }
        return new BlockNodes(
                NodeBatch.of(
                        graph,
                        LogitBatch.wrap(
                                logits,
                                IntStream.range(0, blocks).mapToObj(Integer::toString).toList()),
                        NodeRoles.of(roles)),
                labels);
    }
}
