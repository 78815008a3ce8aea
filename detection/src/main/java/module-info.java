import org.guardband.detection.box.BoxCalibrationReader;
import org.guardband.detection.box.GroupedBoxCalibrationReader;
import org.guardband.detection.calibration.BoxBetaCalibration;
import org.guardband.detection.calibration.BoxBetaDependentCalibration;
import org.guardband.detection.calibration.BoxLogisticCalibration;
import org.guardband.detection.calibration.CategoryWiseCalibration;
import org.guardband.detection.calibration.GridHistogramCalibration;
import org.guardband.detection.calibration.PooledCalibration;
import org.guardband.detection.calibration.ScoreOnlyCalibration;
import org.guardband.detection.calibration.TwoStepCalibration;
import org.guardband.detection.conformal.ConformalBoxesReader;
import org.guardband.detection.conformal.ConformalLabelledBoxesReader;
import org.guardband.detection.conformal.JointLabelledBoxesReader;
import org.guardband.detection.error.LrpThresholds;

/** Calibration of object detectors: matching, calibration errors, calibrators, conformal boxes. */
module org.guardband.detection {
    requires transitive org.guardband.core;
    requires transitive org.guardband.conformal;
    requires transitive org.guardband.regression;
    requires transitive org.guardband.classification;
    requires com.fasterxml.jackson.core;
    requires static org.jspecify;

    exports org.guardband.detection;
    exports org.guardband.detection.box;
    exports org.guardband.detection.calibration;
    exports org.guardband.detection.conformal;
    exports org.guardband.detection.error;
    exports org.guardband.detection.format;
    exports org.guardband.detection.kde;
    exports org.guardband.detection.matching;
    exports org.guardband.detection.precision;
    exports org.guardband.detection.report;

    provides org.guardband.core.model.ModelReader with
            BoxBetaCalibration.Reader,
            BoxBetaDependentCalibration.Reader,
            BoxCalibrationReader,
            BoxLogisticCalibration.Reader,
            CategoryWiseCalibration.Reader,
            ConformalBoxesReader,
            ConformalLabelledBoxesReader,
            GridHistogramCalibration.Reader,
            GroupedBoxCalibrationReader,
            JointLabelledBoxesReader,
            LrpThresholds.Reader,
            PooledCalibration.Reader,
            ScoreOnlyCalibration.Reader,
            TwoStepCalibration.Reader;
}
