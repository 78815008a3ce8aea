package org.guardband.examples.results;

import java.util.Locale;
import java.util.SplittableRandom;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;

/** A graph with a trained model, on which calibration and test nodes are drawn again and again. */
class NodeTrial {

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

    static NodeTrial of(String name, NodeData data) {
        CategoricalBatch predictions = PropagatedClassifier.logits(data).softmax();
        int right = 0;
        int all = 0;
        for (int v = 0; v < data.graph().size(); v++) {
            if (data.roles().get(v) == NodeRole.TEST) {
                all++;
                right += predictions.get(v).mode() == data.label(v) ? 1 : 0;
            }
        }
        String about =
                String.format(
                        Locale.ROOT,
                        "%d nodes, %d edges, %d classes; accuracy %.3f on the split's test nodes.",
                        data.graph().size(),
                        data.graph().edges(),
                        data.classes(),
                        (double) right / all);
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
        return NodeBatch.of(data.graph(), predictions, NodeSetsTable.half(data, random));
    }
}
