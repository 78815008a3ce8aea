import org.guardband.conformal.online.AdaptiveConformalStream;
import org.guardband.conformal.online.AggregatedAdaptiveConformalStream;
import org.guardband.conformal.online.ConformalPidStream;
import org.guardband.conformal.online.DriftAlarm;
import org.guardband.conformal.online.DynamicallyTunedConformalStream;
import org.guardband.conformal.online.EnbPiStream;
import org.guardband.conformal.online.HistogramMartingale;
import org.guardband.conformal.online.KernelMartingale;
import org.guardband.conformal.online.MixtureMartingale;
import org.guardband.conformal.online.PowerMartingale;
import org.guardband.conformal.online.RollingConformalStream;
import org.guardband.conformal.online.ScaleFreeDescentStream;
import org.guardband.conformal.online.SeasonalScores;
import org.guardband.conformal.online.SimpleJumper;
import org.guardband.conformal.online.StronglyAdaptiveConformalStream;
import org.guardband.core.model.ModelReader;

/** Conformal prediction: sets and intervals with a guarantee. */
module org.guardband.conformal {
    requires transitive org.guardband.core;
    requires commons.math3;
    requires org.apache.commons.numbers.arrays;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.distribution;
    requires static org.jspecify;

    exports org.guardband.conformal;
    exports org.guardband.conformal.classification;
    exports org.guardband.conformal.conditional;
    exports org.guardband.conformal.earlystopping;
    exports org.guardband.conformal.full;
    exports org.guardband.conformal.metrics;
    exports org.guardband.conformal.multimodal;
    exports org.guardband.conformal.multivariate;
    exports org.guardband.conformal.online;
    exports org.guardband.conformal.predictive;
    exports org.guardband.conformal.regression;
    exports org.guardband.conformal.resampling;
    exports org.guardband.conformal.risk;

    provides ModelReader with
            AdaptiveConformalStream.Reader,
            AggregatedAdaptiveConformalStream.Reader,
            ConformalPidStream.Reader,
            DriftAlarm.Reader,
            DynamicallyTunedConformalStream.Reader,
            EnbPiStream.Reader,
            HistogramMartingale.Reader,
            KernelMartingale.Reader,
            MixtureMartingale.Reader,
            PowerMartingale.Reader,
            RollingConformalStream.Reader,
            ScaleFreeDescentStream.Reader,
            SeasonalScores.Reader,
            SimpleJumper.Reader,
            StronglyAdaptiveConformalStream.Reader,
            org.guardband.conformal.classification.AdaptivePredictionSetsReader,
            org.guardband.conformal.classification.ConformalMultiLabelReader,
            org.guardband.conformal.classification.LeastAmbiguousReader,
            org.guardband.conformal.classification.MarginReader,
            org.guardband.conformal.classification.OrdinalAdaptiveReader,
            org.guardband.conformal.classification.PublishedRankCalibrationReader,
            org.guardband.conformal.classification.RankTruncatedReader,
            org.guardband.conformal.classification.ReferenceCompatibleAdaptivePredictionSetsReader,
            org.guardband.conformal.classification.RegularizedAdaptivePredictionSetsReader,
            org.guardband.conformal.classification.ShortestWindowReader,
            org.guardband.conformal.classification.SortedAdaptivePredictionSetsReader,
            org.guardband.conformal.classification.TopKReader,
            org.guardband.conformal.conditional.AdaptiveThresholdsReader,
            org.guardband.conformal.conditional.ConditionalConformalReader,
            org.guardband.conformal.conditional.DifficultyForestReader,
            org.guardband.conformal.earlystopping.EarlyStoppingClassifierReader,
            org.guardband.conformal.earlystopping.EarlyStoppingOutlierDetectorReader,
            org.guardband.conformal.earlystopping.EarlyStoppingQuantileRegressorReader,
            org.guardband.conformal.earlystopping.EarlyStoppingRegressorReader,
            org.guardband.conformal.full.FullConformalNeighborsReader,
            org.guardband.conformal.full.FullConformalRidgeReader,
            org.guardband.conformal.multimodal.HighestDensityReader,
            org.guardband.conformal.multimodal.NearestSampleReader,
            org.guardband.conformal.multimodal.ThresholdedIntervalsReader,
            org.guardband.conformal.multivariate.EllipsoidRegressorReader,
            org.guardband.conformal.multivariate.MultiTargetRegressorReader,
            org.guardband.conformal.predictive.PredictiveSystemReader,
            org.guardband.conformal.regression.AbsoluteResidualReader,
            org.guardband.conformal.regression.ClearReader,
            org.guardband.conformal.regression.ConformalizedQuantilesReader,
            org.guardband.conformal.regression.DifficultyEstimatorReader,
            org.guardband.conformal.regression.DistributionalScoreReader,
            org.guardband.conformal.regression.GammaScoreReader,
            org.guardband.conformal.regression.MedianScaledQuantilesReader,
            org.guardband.conformal.regression.NormalizedResidualReader,
            org.guardband.conformal.regression.OneSidedReader,
            org.guardband.conformal.regression.QuantileBandReader,
            org.guardband.conformal.regression.SigmaBinsReader,
            org.guardband.conformal.regression.WidthScaledQuantilesReader,
            org.guardband.conformal.resampling.CrossConformalRegressorReader,
            org.guardband.conformal.resampling.CvMinmaxReader,
            org.guardband.conformal.resampling.CvPlusReader,
            org.guardband.conformal.resampling.JackknifeMinmaxReader,
            org.guardband.conformal.resampling.JackknifePlusReader;
}
