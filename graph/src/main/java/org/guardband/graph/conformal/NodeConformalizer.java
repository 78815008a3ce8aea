package org.guardband.graph.conformal;

import org.guardband.core.calibration.Conformalizer;
import org.guardband.graph.NodeBatch;

/**
 * An unfitted conformal method for nodes.
 *
 * @param <P> the fitted predictor
 */
@FunctionalInterface
public interface NodeConformalizer<P extends NodePredictor>
        extends Conformalizer<NodeBatch, int[], P> {

    /**
     * Learns from the nodes with role {@link org.guardband.graph.NodeRole#CALIBRATION}.
     *
     * @param batch predictions of a model that was trained without the labels of calibration and
     *     test nodes
     * @param labels one class index per node; those of other nodes than the calibration nodes are
     *     not looked at and may be negative
     * @return the predictor; any number of calibration nodes will do, 0 included
     * @throws IllegalArgumentException if the lengths differ or a label of a calibration node is
     *     out of range
     */
    @Override
    P conformalize(NodeBatch batch, int[] labels);
}
