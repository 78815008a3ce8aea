import org.guardband.graph.calibration.CaGcnCalibration;
import org.guardband.graph.calibration.DcgcModel;
import org.guardband.graph.calibration.GatsCalibration;
import org.guardband.graph.calibration.GetsCalibration;
import org.guardband.graph.calibration.NodewiseCalibration;
import org.guardband.graph.calibration.VectorScaledNodes;
import org.guardband.graph.conformal.CorrectedPredictor;
import org.guardband.graph.conformal.DiffusedPredictor;
import org.guardband.graph.conformal.NeighbourhoodPredictor;
import org.guardband.graph.conformal.SplitNodePredictor;
import org.guardband.graph.model.AnchoredNodeModel;
import org.guardband.graph.model.NodeModel;

/** Calibration of node classifiers and conformal sets on graphs. */
module org.guardband.graph {
    requires transitive org.guardband.core;
    requires transitive org.guardband.conformal;
    requires transitive org.guardband.classification;
    requires transitive org.guardband.kernels;
    requires transitive org.guardband.nn;
    requires static org.jspecify;

    exports org.guardband.graph;
    exports org.guardband.graph.calibration;
    exports org.guardband.graph.conformal;
    exports org.guardband.graph.model;

    provides org.guardband.core.model.ModelReader with
            AnchoredNodeModel.Reader,
            CaGcnCalibration.Reader,
            CorrectedPredictor.Reader,
            DcgcModel.Reader,
            DiffusedPredictor.Reader,
            GatsCalibration.Reader,
            GetsCalibration.Reader,
            NeighbourhoodPredictor.Reader,
            NodeModel.Reader,
            NodewiseCalibration.Reader,
            SplitNodePredictor.Reader,
            VectorScaledNodes.Reader;
}
