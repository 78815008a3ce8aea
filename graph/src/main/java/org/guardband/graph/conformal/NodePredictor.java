package org.guardband.graph.conformal;

import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.graph.NodeBatch;

/**
 * A fitted conformal method for nodes. It keeps which nodes were for calibration and their labels;
 * their scores are computed from the predictions of the batch that is asked about, so that they are
 * treated as the test nodes are, also where the graph has grown since. Nodes keep their numbers.
 */
public interface NodePredictor extends ConformalPredictor<NodeBatch, NodeSets> {

    /**
     * Sets for the nodes with role {@link org.guardband.graph.NodeRole#TEST}.
     *
     * @param batch predictions for all nodes of the graph, calibration nodes under the numbers that
     *     they had at fitting
     * @param coverage the asked coverage
     * @return one set per test node, in ascending order of nodes
     * @throws IllegalArgumentException if the classes differ, or a calibration node is not in the
     *     graph or is for test
     */
    @Override
    NodeSets sets(NodeBatch batch, Coverage coverage);
}
