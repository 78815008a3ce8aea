package org.guardband.ensembles.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.guardband.classification.calibration.TemperatureCalibration;
import org.guardband.classification.calibration.TemperatureScaling;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.SimulatedMembers;
import org.guardband.ensembles.pool.LinearPool;
import org.junit.jupiter.api.Test;

class CalibrationOrderTest {

    private static final SimulatedMembers FIT = SimulatedMembers.of(5000, 4, 1, 1, 1, 1, 1, 1, 1);
    private static final SimulatedMembers TEST = SimulatedMembers.of(5000, 4, 1, 2, 1, 1, 1, 1, 1);
    private static final LogLoss LOSS = new LogLoss();

    private static double loss(CategoricalBatch batch) {
        return LOSS.value(batch, TEST.labels());
    }

    /** Members that disagree, each calibrated: their pool is under-confident (T < 1). */
    @Test
    void poolingCalibratedMembersIsUnderConfident() {
        TemperatureScaling scaling = TemperatureScaling.withDefaults();
        CalibrateThenPooling pooled =
                new CalibrateThenPool(scaling, new LinearPool())
                        .calibrate(FIT.members(), FIT.labels());
        TemperatureCalibration left =
                scaling.calibrate(pooled.apply(TEST.members()), TEST.labels());
        assertThat(left.temperature()).isLessThan(0.9);
        PoolThenCalibration after =
                new PoolThenCalibrate(new LinearPool(), scaling)
                        .calibrate(FIT.members(), FIT.labels());
        JointTemperature joint = new JointTemperature(new LinearPool());
        double first = loss(pooled.apply(TEST.members()));
        double last = loss(after.apply(TEST.members()));
        double inside = loss(joint.calibrate(FIT.members(), FIT.labels()).apply(TEST.members()));
        assertThat(last).isLessThan(first - 0.005);
        assertThat(inside).isLessThan(first - 0.005);
    }

    @Test
    void theJointTemperatureIsTheMinimum() {
        CalibrateThenPooling fitted =
                new JointTemperature(new LinearPool()).calibrate(FIT.members(), FIT.labels());
        double t = ((TemperatureCalibration) fitted.calibrations().get(0)).temperature();
        double best = LOSS.value(fitted.apply(FIT.members()), FIT.labels());
        for (double factor : new double[] {0.5, 0.99, 1.01, 2}) {
            CalibrateThenPooling other =
                    new CalibrateThenPooling(
                            java.util.Collections.nCopies(
                                    5, new TemperatureCalibration(t * factor)),
                            new LinearPool());
            assertThat(LOSS.value(other.apply(FIT.members()), FIT.labels())).isGreaterThan(best);
        }
    }

    @Test
    void aSingleMemberIsScaledAlikeInEveryOrder() {
        ClassMembers one = FIT.members().select(0);
        double alone =
                TemperatureScaling.withDefaults()
                        .calibrate(one.member(0), FIT.labels())
                        .temperature();
        CalibrateThenPooling joint =
                new JointTemperature(new LinearPool()).calibrate(one, FIT.labels());
        assertThat(((TemperatureCalibration) joint.calibrations().get(0)).temperature())
                .isCloseTo(alone, org.assertj.core.api.Assertions.within(1e-6));
    }

    @Test
    void otherModelsWithinAreRefused() {
        ModelDocument hostile =
                ModelDocument.of("pool-then-calibrate")
                        .put("pool", new TemperatureCalibration(2).toDocument())
                        .put("calibration", new TemperatureCalibration(2).toDocument())
                        .build();
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ModelFiles.fromDocument(hostile))
                .withMessageContaining("\"pool\" must hold a pool of classes, got a temperature");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new JointTemperature(new LinearPool())
                                        .calibrate(FIT.members(), FIT.labels())
                                        .apply(FIT.members().select(0, 1)))
                .withMessage("members must be 5 as in the fit, got 2");
    }
}
