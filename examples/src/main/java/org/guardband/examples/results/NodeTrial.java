package org.guardband.examples.results;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;
import org.guardband.graph.NodeRoles;
import org.guardband.graph.model.Gcn;
import org.guardband.graph.model.NodeModel;
import org.guardband.graph.model.NodeTraining;

/** A graph with a trained model, on which calibration and test nodes are drawn again and again. */
class NodeTrial {

    private static final long SEED = 1;

    private final String title;
    private final String about;
    private final NodeData data;
    private final CategoricalBatch predictions;

    NodeTrial(String title, String about, NodeData data, CategoricalBatch predictions) {
        this.title = title;
        this.about = about;
        this.data = data;
        this.predictions = predictions;
    }

    /**
     * A GCN, trained on the nodes for training and stopped by those for calibration, which take no
     * further part.
     */
    static NodeTrial of(String name, NodeData data) {
        NodeModel model = Gcn.withDefaults().train(data, NodeTraining.withDefaults(), SEED);
        CategoricalBatch predictions = model.predict(data).probabilities();
        int[] free = free(data);
        long right =
                Arrays.stream(free).filter(v -> predictions.get(v).mode() == data.label(v)).count();
        String about =
                String.format(
                        Locale.ROOT,
                        "%d nodes, %d edges, %d classes. %d nodes train the GCN and %d stop it, after"
                                + " %d epochs; %d calibrate or test, of which it names %.1f %% right.",
                        data.graph().size(),
                        data.graph().edges(),
                        data.classes(),
                        data.roles().nodes(NodeRole.TRAIN).length,
                        data.roles().nodes(NodeRole.CALIBRATION).length,
                        model.epochs(),
                        free.length,
                        100.0 * right / free.length);
        String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return new NodeTrial(title, about, data, predictions);
    }

    String title() {
        return title;
    }

    String about() {
        return about;
    }

    NodeData data() {
        return data;
    }

    CategoricalBatch predictions() {
        return predictions;
    }

    /** Draws calibration and test nodes. */
    NodeBatch draw(SplittableRandom random) {
        return NodeBatch.of(data.graph(), predictions, half(data, random));
    }

    /** The nodes with a label that the model has not used, to train or to stop. */
    static int[] free(NodeData data) {
        return IntStream.range(0, data.graph().size())
                .filter(v -> data.label(v) >= 0)
                .filter(v -> data.roles().get(v) != NodeRole.TRAIN)
                .filter(v -> data.roles().get(v) != NodeRole.VALIDATION)
                .filter(v -> data.roles().get(v) != NodeRole.CALIBRATION)
                .toArray();
    }

    /** Each of them is for calibration or for test by the toss of a coin. */
    static NodeRoles half(NodeData data, SplittableRandom random) {
        NodeRole[] roles = new NodeRole[data.graph().size()];
        Arrays.fill(roles, NodeRole.UNUSED);
        for (int v : free(data)) {
            roles[v] = random.nextBoolean() ? NodeRole.CALIBRATION : NodeRole.TEST;
        }
        return NodeRoles.of(roles);
    }
}
