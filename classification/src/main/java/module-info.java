import org.guardband.classification.calibration.AffineCalibration;
import org.guardband.classification.calibration.ComposedCalibration;
import org.guardband.classification.calibration.CorrectnessAwareCalibration;
import org.guardband.classification.calibration.CrossVennAbersCalibration;
import org.guardband.classification.calibration.DensityAwareCalibration;
import org.guardband.classification.calibration.DiagonalOrderPreservingCalibration;
import org.guardband.classification.calibration.EnsembleTemperatureCalibration;
import org.guardband.classification.calibration.HistogramCalibration;
import org.guardband.classification.calibration.InterpolatedCalibration;
import org.guardband.classification.calibration.LabelledCalibration;
import org.guardband.classification.calibration.LogisticCalibration;
import org.guardband.classification.calibration.MonotoneCalibration;
import org.guardband.classification.calibration.MulticlassIsotonicCalibration;
import org.guardband.classification.calibration.OneVersusRestCalibration;
import org.guardband.classification.calibration.OrderInvariantCalibration;
import org.guardband.classification.calibration.PairwiseVennAbersCalibration;
import org.guardband.classification.calibration.ParametrisedTemperatureCalibration;
import org.guardband.classification.calibration.ScalingBinningCalibration;
import org.guardband.classification.calibration.TemperatureCalibration;
import org.guardband.classification.calibration.VennAbersCalibration;
import org.guardband.classification.online.HedgingCalibeatingStream;
import org.guardband.classification.online.OnlineScalingStream;
import org.guardband.classification.online.TrackingCalibeatingStream;

/** Post-hoc calibration of class probabilities and binary scores, and every calibration measure. */
module org.guardband.classification {
    requires transitive org.guardband.core;
    requires commons.math3;
    requires org.apache.commons.statistics.distribution;
    requires static org.jspecify;

    exports org.guardband.classification;
    exports org.guardband.classification.calibration;
    exports org.guardband.classification.hypothesis;
    exports org.guardband.classification.kde;
    exports org.guardband.classification.measure;
    exports org.guardband.classification.online;

    provides org.guardband.core.model.ModelReader with
            AffineCalibration.Reader,
            ComposedCalibration.Reader,
            CorrectnessAwareCalibration.Reader,
            CrossVennAbersCalibration.Reader,
            DensityAwareCalibration.Reader,
            DiagonalOrderPreservingCalibration.Reader,
            EnsembleTemperatureCalibration.Reader,
            HedgingCalibeatingStream.Reader,
            HistogramCalibration.Reader,
            InterpolatedCalibration.Reader,
            LabelledCalibration.Reader,
            LogisticCalibration.Reader,
            MonotoneCalibration.Reader,
            MulticlassIsotonicCalibration.Reader,
            OneVersusRestCalibration.Reader,
            OnlineScalingStream.Reader,
            OrderInvariantCalibration.Reader,
            PairwiseVennAbersCalibration.Reader,
            ParametrisedTemperatureCalibration.Reader,
            ScalingBinningCalibration.Reader,
            TemperatureCalibration.Reader,
            TrackingCalibeatingStream.Reader,
            VennAbersCalibration.Reader;
}
