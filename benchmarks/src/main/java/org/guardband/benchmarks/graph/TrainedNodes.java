package org.guardband.benchmarks.graph;

import java.util.function.Supplier;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeData;
import org.guardband.graph.model.NodeModel;

/**
 * What there is to calibrate.
 *
 * @param data graph, features, labels and roles
 * @param batch what the base model predicts
 * @param model the base model, found or trained again when it is first asked for
 */
record TrainedNodes(NodeData data, NodeBatch batch, Supplier<NodeModel> model) {

    /** Predictions of something that is no {@link NodeModel}. */
    static TrainedNodes withoutModel(NodeData data, NodeBatch batch) {
        return new TrainedNodes(
                data,
                batch.withFeatures(data.features()),
                () -> {
                    throw new IllegalStateException("these predictions are of no base model");
                });
    }
}
