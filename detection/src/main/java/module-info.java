/** Calibration of object detectors: matching, calibration errors, calibrators, conformal boxes. */
module org.guardband.detection {
    requires transitive org.guardband.core;
    requires transitive org.guardband.conformal;
    requires transitive org.guardband.regression;
    requires transitive org.guardband.classification;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports org.guardband.detection;
    exports org.guardband.detection.format;
    exports org.guardband.detection.matching;
    exports org.guardband.detection.precision;
}
