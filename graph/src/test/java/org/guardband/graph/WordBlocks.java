package org.guardband.graph;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Three blocks of nodes whose features alone tell little: each node holds ten words of twenty a
 * class. Of ten nodes one trains, one validates and the others test.
 */
public final class WordBlocks {

    private WordBlocks() {}

    /** Blocks of some size, of which a node has six neighbours within and one without. */
    public static NodeData of(int size, long seed) {
        StochasticBlockModel model = StochasticBlockModel.planted(3, size, 6.0 / size, 0.6 / size);
        Graph graph = model.generate(seed);
        int[] labels = model.labels();
        int n = labels.length;
        SplittableRandom random = new SplittableRandom(seed + 1);
        int[] offsets = new int[n + 1];
        int[] words = new int[10 * n];
        double[] values = new double[10 * n];
        Arrays.fill(values, 0.1);
        for (int v = 0; v < n; v++) {
            int own = labels[v];
            int[] drawn =
                    IntStream.generate(
                                    () ->
                                            random.nextInt(20)
                                                    + 20
                                                            * (random.nextDouble() < 0.25
                                                                    ? own
                                                                    : random.nextInt(3)))
                            .distinct()
                            .limit(10)
                            .sorted()
                            .toArray();
            System.arraycopy(drawn, 0, words, 10 * v, 10);
            offsets[v + 1] = 10 * v + 10;
        }
        NodeRole[] roles = new NodeRole[n];
        for (int v = 0; v < n; v++) {
            roles[v] =
                    v % 10 == 0
                            ? NodeRole.TRAIN
                            : v % 10 == 1 ? NodeRole.VALIDATION : NodeRole.TEST;
        }
        return NodeData.of(
                graph,
                SparseFeatures.of(n, 60, offsets, words, values),
                labels,
                List.of("a", "b", "c"),
                NodeRoles.of(roles));
    }
}
