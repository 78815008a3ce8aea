import org.guardband.ensembles.bayes.DduModel;
import org.guardband.ensembles.bayes.FeatureDensity;
import org.guardband.ensembles.bayes.LaplaceHead;
import org.guardband.ensembles.bayes.SngpModel;
import org.guardband.ensembles.calibration.CalibrateThenPooling;
import org.guardband.ensembles.calibration.PoolThenCalibration;
import org.guardband.ensembles.hypothesis.GatedPool;
import org.guardband.ensembles.pool.CorrelatedErrorsPool;
import org.guardband.ensembles.pool.InverseVariancePool;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.LogLinearPool;
import org.guardband.ensembles.pool.MajorityVote;
import org.guardband.ensembles.pool.MixturePool;
import org.guardband.ensembles.pool.MomentMatchedPool;
import org.guardband.ensembles.pool.QuantileAveraging;
import org.guardband.ensembles.pool.StackedPool;
import org.guardband.ensembles.pool.TrimmedPool;

/** Ensembles: aggregation of members, what their spread says, and how to train them. */
module org.guardband.ensembles {
    requires com.fasterxml.jackson.core;
    requires transitive org.guardband.core;
    requires transitive org.guardband.classification;
    requires transitive org.guardband.regression;
    requires transitive org.guardband.detection;
    requires transitive org.guardband.kernels;
    requires transitive org.guardband.nn;
    requires commons.math3;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.distribution;
    requires static org.jspecify;

    exports org.guardband.ensembles.bayes;
    exports org.guardband.ensembles.calibration;
    exports org.guardband.ensembles.detection;
    exports org.guardband.ensembles.hypothesis;
    exports org.guardband.ensembles.lora;
    exports org.guardband.ensembles.pool;
    exports org.guardband.ensembles.propagation;
    exports org.guardband.ensembles.safetensors;
    exports org.guardband.ensembles.training;
    exports org.guardband.ensembles.transformer;
    exports org.guardband.ensembles.uncertainty;
    exports org.guardband.ensembles.weighting;
    exports org.guardband.ensembles;

    provides org.guardband.core.model.ModelReader with
            CalibrateThenPooling.Reader,
            CorrelatedErrorsPool.Reader,
            DduModel.Reader,
            FeatureDensity.Reader,
            GatedPool.Reader,
            InverseVariancePool.Reader,
            LaplaceHead.Reader,
            LinearPool.Reader,
            LogLinearPool.Reader,
            MajorityVote.Reader,
            MixturePool.Reader,
            MomentMatchedPool.Reader,
            PoolThenCalibration.Reader,
            QuantileAveraging.Reader,
            SngpModel.Reader,
            StackedPool.Reader,
            TrimmedPool.Reader;
}
