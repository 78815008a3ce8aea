package org.guardband.graph.calibration;

import java.util.Objects;
import org.guardband.classification.ClassCalibration;
import org.guardband.classification.ClassCalibrator;
import org.guardband.graph.NodeBatch;
import org.guardband.graph.NodeRole;

/**
 * Any calibrator of class probabilities, fitted on the calibration nodes and blind to the edges:
 * the baselines that a method for graphs has to beat. In the table of Hsu et al. 2022 (arXiv
 * 2210.06391) these are
 *
 * <ul>
 *   <li>TS: {@link org.guardband.classification.calibration.TemperatureScaling}, exact where theirs
 *       descends and stops early;
 *   <li>VS: {@link org.guardband.classification.calibration.VectorScaling} (their bias is never
 *       trained, see {@link ReferenceCompatibleVectorScaling});
 *   <li>ETS: {@link org.guardband.classification.calibration.EnsembleTemperatureScaling}, exact;
 *   <li>IRM: {@link org.guardband.classification.calibration.MulticlassIsotonic};
 *   <li>Dirichlet: {@link org.guardband.classification.calibration.DirichletCalibrator};
 *   <li>spline: {@link org.guardband.classification.calibration.SplineCalibrator};
 *   <li>order-invariant: {@link org.guardband.classification.calibration.OrderInvariantCalibrator};
 *   <li>histogram: {@link org.guardband.classification.calibration.HistogramBinning} by {@link
 *       org.guardband.classification.calibration.OneVersusRest}.
 * </ul>
 */
public final class NodewiseCalibrator implements NodeCalibrator<NodewiseCalibration> {

    private final ClassCalibrator<?> method;

    private NodewiseCalibrator(ClassCalibrator<?> method) {
        this.method = Objects.requireNonNull(method, "method");
    }

    /**
     * A method of class probabilities.
     *
     * @param method the method
     * @return the method for nodes
     */
    public static NodewiseCalibrator of(ClassCalibrator<?> method) {
        return new NodewiseCalibrator(method);
    }

    @Override
    public NodewiseCalibration calibrate(NodeBatch batch, int[] labels) {
        int[] nodes = batch.roles().require(NodeRole.CALIBRATION);
        int[] known = batch.requireLabels(labels, nodes);
        ClassCalibration fitted = method.calibrate(batch.logits().select(nodes), known);
        return new NodewiseCalibration(fitted, batch.classes());
    }

    @Override
    public String toString() {
        return "NodewiseCalibrator[" + method + "]";
    }
}
