package org.guardband.graph.calibration;

import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.calibration.Calibration;
import org.guardband.graph.NodeBatch;

/**
 * A fitted correction of the class probabilities of nodes: immutable, safe to share between
 * threads. It applies to the graph that it was fitted on and to any other whose predictions have
 * the same number of classes.
 */
public interface NodeCalibration extends Calibration<NodeBatch, CategoricalBatch> {

    /**
     * Corrects the predictions of all nodes.
     *
     * @param batch predictions of the same model, with roles where the method asks for them
     * @return one distribution per node
     * @throws IllegalArgumentException if the number of classes differs
     */
    @Override
    CategoricalBatch apply(NodeBatch batch);

    /**
     * Whether the most probable class of every node stays the most probable one, for every input.
     *
     * @return {@code true} if the method cannot change the accuracy, ties aside
     */
    boolean preservesAccuracy();
}
