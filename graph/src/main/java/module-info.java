import org.guardband.graph.calibration.GatsCalibration;

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

    provides org.guardband.core.model.ModelReader with
            GatsCalibration.Reader;
}
