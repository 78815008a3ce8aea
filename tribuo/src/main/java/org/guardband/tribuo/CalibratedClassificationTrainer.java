package org.guardband.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.List;
import org.guardband.classification.ClassCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.guardband.tribuo.method.ClassRecalibrationMethod;
import org.guardband.tribuo.method.TemperatureRecalibration;
import org.tribuo.Example;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;

/**
 * Wraps a classification trainer: the probabilities that its models give are recalibrated on
 * examples that the inner model was not trained on.
 *
 * <pre>{@code
 * var trainer = new CalibratedClassificationTrainer(network)
 *         .withMethod(new TemperatureRecalibration());
 * CalibratedClassificationModel model = trainer.train(data);
 * }</pre>
 *
 * <p>Training draws a split (seed and invocation count decide which), trains the inner trainer on
 * the larger part, and fits the method on the inner model's probabilities of the rest. Held-out
 * examples without any feature known to the inner model are left out. Example weights reach the
 * inner trainer and are not used otherwise.
 *
 * <p>Examples are refused where there are fewer than two, where a label is unknown, where no
 * held-out example has a feature that was seen in training, or where the inner model gives no
 * probabilities.
 *
 * <p>As every Tribuo trainer, it counts its invocations; training is safe from several threads. The
 * {@code with} methods return a new trainer that shares the inner one and has count 0.
 */
public final class CalibratedClassificationTrainer
        extends CalibratingTrainer<Label, CalibratedClassificationModel> {

    @Config(description = "The recalibration.")
    private ClassRecalibrationMethod method = new TemperatureRecalibration();

    /** For OLCUT. */
    private CalibratedClassificationTrainer() {}

    /**
     * A trainer with a quarter of the examples held out, and temperature scaling.
     *
     * @param innerTrainer a classification trainer whose models give probabilities
     */
    public CalibratedClassificationTrainer(Trainer<Label> innerTrainer) {
        super(innerTrainer);
    }

    private CalibratedClassificationTrainer(CalibratedClassificationTrainer other) {
        super(other);
        this.method = other.method;
    }

    /**
     * The same trainer with another recalibration.
     *
     * @param recalibration the recalibration
     * @return a new trainer
     */
    public CalibratedClassificationTrainer withMethod(ClassRecalibrationMethod recalibration) {
        CalibratedClassificationTrainer copy = new CalibratedClassificationTrainer(this);
        copy.method = recalibration;
        return copy;
    }

    /**
     * The same trainer with another held-out share.
     *
     * @param share the share, strictly between 0 and 1; at least one example is held out, and one
     *     is left
     * @return a new trainer
     * @throws IllegalArgumentException if {@code share} is out of range
     */
    public CalibratedClassificationTrainer withCalibrationShare(double share) {
        CalibratedClassificationTrainer copy = new CalibratedClassificationTrainer(this);
        copy.calibrationShare = share;
        copy.postConfig();
        return copy;
    }

    /**
     * The same trainer with other splits.
     *
     * @param splitSeed the seed of the split
     * @return a new trainer
     */
    public CalibratedClassificationTrainer withSeed(long splitSeed) {
        CalibratedClassificationTrainer copy = new CalibratedClassificationTrainer(this);
        copy.seed = splitSeed;
        return copy;
    }

    @Override
    Class<CalibratedClassificationModel> modelClass() {
        return CalibratedClassificationModel.class;
    }

    @Override
    CalibratedClassificationModel calibrate(Fit<Label> fit) {
        ImmutableOutputInfo<Label> domain = fit.inner().getOutputIDInfo();
        List<Example<Label>> heldOut = fit.heldOut();
        Arguments.atLeast(
                "number of held-out examples with a feature seen in training", heldOut.size(), 1);
        CategoricalBatch probabilities =
                TribuoPredictions.categorical(fit.inner().predict(heldOut), domain);
        ClassCalibration calibration =
                method.calibrator()
                        .calibrate(probabilities, TribuoPredictions.labelIds(heldOut, domain));
        return new CalibratedClassificationModel(
                fit.inner().getName(), fit.provenance(), fit.inner(), calibration);
    }
}
