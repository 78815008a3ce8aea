package org.guardband.graph.calibration;

import org.guardband.core.calibration.Calibrator;
import org.guardband.graph.NodeBatch;

/**
 * An unfitted post-hoc method for the class probabilities of nodes.
 *
 * @param <C> the fitted object
 */
@FunctionalInterface
public interface NodeCalibrator<C extends NodeCalibration> extends Calibrator<NodeBatch, int[], C> {

    /**
     * Fits the correction on the nodes with role {@link org.guardband.graph.NodeRole#CALIBRATION}.
     * Methods that descend step by step stop by the loss on the nodes with role {@link
     * org.guardband.graph.NodeRole#TRAIN}, as in the protocol of Hsu et al. 2022 (arXiv
     * 2210.06391).
     *
     * @param batch predictions of a trained model for all nodes
     * @param labels one class index per node; those of other nodes than the above are not looked at
     *     and may be negative
     * @return the fitted correction
     * @throws IllegalArgumentException if lengths differ, there is no node of an asked role or a
     *     label of one is out of range
     */
    @Override
    C calibrate(NodeBatch batch, int[] labels);
}
