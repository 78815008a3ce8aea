package org.guardband.examples.results;

import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeFeatures;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.StochasticBlockModel;

/**
 * Two blocks of 2000 nodes with five classes each, hardly joined. In the first block the model's
 * probabilities are too low, in the second too high: 0.7 for the class it names, which is right for
 * 95 % and for 45 % of the nodes.
 */
final class BlockTrial extends NodeTrial {

    private static final int SIZE = 2000;
    private static final int CLASSES = 5;
    private static final double SAID = 0.7;
    private static final double[] RIGHT = {0.95, 0.45};

    private final double[] known;

    private BlockTrial(String title, String about, long seed, double... known) {
        super(title, about, data(seed), predictions(seed));
        this.known = known;
    }

    /** Calibration nodes are drawn alike in both blocks. */
    static BlockTrial exchangeable(long seed) {
        return new BlockTrial(
                "Block model, calibration nodes drawn at random",
                "Two blocks of 2000 nodes, 20 neighbours each, 1 in 200 of them in the other"
                        + " block; the model is right for 95 % of the first and 45 % of the second,"
                        + " and says 70 % in both. Split sets cover on average and not in either"
                        + " block.",
                seed,
                0.5,
                0.5);
    }

    /** Labels are known for most of the first block and few of the second. */
    static BlockTrial knownInOneRegion(long seed) {
        return new BlockTrial(
                "Block model, labels known mostly in one region",
                "The same graph and model, but 90 % of the first block are calibration nodes and"
                        + " 25 % of the second: calibration and test nodes are not exchangeable,"
                        + " and split sets lose their coverage. Nodes of one block are still"
                        + " exchangeable among themselves, which neighbourhoods use.",
                seed,
                0.9,
                0.25);
    }

    private static NodeData data(long seed) {
        Graph graph = StochasticBlockModel.planted(2, SIZE, 19.9 / SIZE, 0.1 / SIZE).generate(seed);
        SplittableRandom random = new SplittableRandom(seed + 1);
        int[] labels = random.ints(2 * SIZE, 0, CLASSES).toArray();
        return NodeData.of(graph, NodeFeatures.none(2 * SIZE), labels);
    }

    private static CategoricalBatch predictions(long seed) {
        SplittableRandom random = new SplittableRandom(seed + 2);
        NodeData data = data(seed);
        double[] p = new double[2 * SIZE * CLASSES];
        for (int v = 0; v < 2 * SIZE; v++) {
            boolean right = random.nextDouble() < RIGHT[v / SIZE];
            int wrong = (data.label(v) + 1 + random.nextInt(CLASSES - 1)) % CLASSES;
            int said = right ? data.label(v) : wrong;
            for (int k = 0; k < CLASSES; k++) {
                p[v * CLASSES + k] = k == said ? SAID : (1 - SAID) / (CLASSES - 1);
            }
        }
        return CategoricalBatch.wrap(p, CLASSES);
    }

    @Override
    NodeBatch draw(SplittableRandom random) {
        NodeRole[] roles = new NodeRole[2 * SIZE];
        for (int v = 0; v < roles.length; v++) {
            boolean calibrates = random.nextDouble() < known[v / SIZE];
            roles[v] = calibrates ? NodeRole.CALIBRATION : NodeRole.TEST;
        }
        return NodeBatch.of(data().graph(), predictions(), NodeRoles.of(roles));
    }
}
