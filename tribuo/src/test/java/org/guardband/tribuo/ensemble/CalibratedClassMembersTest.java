package org.guardband.tribuo.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.guardband.classification.measure.LogLoss;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.tribuo.CalibratedClassificationModel;
import org.guardband.tribuo.CalibratedClassificationTrainer;
import org.guardband.tribuo.Samples;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.guardband.tribuo.method.ClassRecalibrationMethod;
import org.guardband.tribuo.method.DirichletRecalibration;
import org.guardband.tribuo.method.TemperatureRecalibration;
import org.guardband.tribuo.method.VectorRecalibration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;

class CalibratedClassMembersTest {

    private static final int MEMBERS = 4;
    private static final MutableDataset<Label> CLASSES = Samples.classes(600, 1);
    private static final MutableDataset<Label> NEW_CLASSES = Samples.classes(1000, 2);

    static List<ClassRecalibrationMethod> methods() {
        return List.of(
                new TemperatureRecalibration(),
                new VectorRecalibration(),
                new DirichletRecalibration());
    }

    /** Its steps are too long, so that its weights are too large. */
    private static Trainer<Label> overconfident() {
        return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(20), 5, 1);
    }

    private static DeepEnsembleTrainer<Label> trainer(ClassRecalibrationMethod method) {
        return DeepEnsembleTrainer.ofClasses(
                new CalibratedClassificationTrainer(overconfident()).withMethod(method), MEMBERS);
    }

    private static DeepEnsembleTrainer<Label> trainer() {
        return trainer(new TemperatureRecalibration());
    }

    private static double logLoss(CategoricalBatch told, Model<Label> model) {
        return new LogLoss()
                .value(told, TribuoPredictions.labelIds(NEW_CLASSES, model.getOutputIDInfo()));
    }

    private static double logLoss(Model<Label> model) {
        return logLoss(TribuoPredictions.categorical(model, NEW_CLASSES), model);
    }

    private static List<CategoricalBatch> told(Model<Label> model) {
        return DeepEnsembleMembers.classes(model, NEW_CLASSES).members();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void calibratedMembersHaveLowerLogLoss(ClassRecalibrationMethod method) {
        WeightedEnsembleModel<Label> model = trainer(method).train(CLASSES);
        assertThat(model.getModels()).hasSize(MEMBERS);
        for (Model<Label> member : model.getModels()) {
            Model<Label> inner = ((CalibratedClassificationModel) member).getInnerModel();
            assertThat(logLoss(member)).isLessThan(logLoss(inner));
        }
        // the pool of members as good as these cannot lose to their mean: log loss is convex
        double mean = told(model).stream().mapToDouble(m -> logLoss(m, model)).average().orElse(0);
        assertThat(logLoss(model)).isLessThan(mean + 1e-6);
        assertThat(logLoss(model))
                .isLessThan(
                        logLoss(
                                DeepEnsembleTrainer.ofClasses(overconfident(), MEMBERS)
                                        .train(CLASSES)));
    }

    @Test
    void memberProbabilitiesAreTheCalibrationOfTheInnerModels() {
        WeightedEnsembleModel<Label> model = trainer().train(CLASSES);
        CalibratedClassificationModel member =
                (CalibratedClassificationModel) model.getModels().get(0);
        CategoricalBatch expected =
                member.getCalibration()
                        .apply(TribuoPredictions.categorical(member.getInnerModel(), NEW_CLASSES));
        assertThat(told(model).get(0)).isEqualTo(expected);
        for (Example<Label> example : NEW_CLASSES) {
            assertThat(member.predict(example).getOutput().getLabel())
                    .isEqualTo(member.getInnerModel().predict(example).getOutput().getLabel());
        }
    }

    @Test
    void threadsDoNotMatterAndOneSeedDecides() {
        List<CategoricalBatch> together = told(trainer().train(CLASSES));
        assertThat(told(trainer().withMembersInTurn().train(CLASSES))).isEqualTo(together);
        assertThat(told(trainer().withSeed(5).train(CLASSES))).isNotEqualTo(together);
        assertThat(together.get(0)).isNotEqualTo(together.get(1));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void isSavedAndItsProvenanceNamesTheCalibrator(
            ClassRecalibrationMethod method, @TempDir Path folder) throws Exception {
        WeightedEnsembleModel<Label> model = trainer(method).train(CLASSES);
        Path file = folder.resolve("ensemble.tribuo");
        model.serializeToFile(file);
        Model<Label> loaded = Model.deserializeFromFile(file).castModel(Label.class);
        assertThat(told(loaded)).isEqualTo(told(model));
        assertThat(loaded.getProvenance()).isEqualTo(model.getProvenance());
        assertThat(model.getProvenance().getTrainerProvenance().toString())
                .contains(method.getClass().getName());
        model.getProvenance()
                .getMemberProvenance()
                .forEach(
                        m ->
                                assertThat(m.getTrainerProvenance().toString())
                                        .contains(method.getClass().getName()));
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(trainer()::withBootstrap)
                .hasMessage(
                        "bootstrap must be off over a CalibratedClassificationTrainer, which"
                                + " calibrates: copies of one example would train and calibrate");
        assertThatThrownBy(() -> trainer().withMembersInTurn().train(Samples.classes(1, 1)))
                .hasMessage("number of examples must be >= 2, got 1");
        assertThatThrownBy(
                        () ->
                                new CalibratedClassificationTrainer(overconfident())
                                        .withCalibrationShare(1))
                .hasMessage("calibrationShare must be strictly between 0 and 1, got 1.0");
        MutableDataset<Label> nothingShared = Samples.emptyClasses();
        for (String name : List.of("left", "right")) {
            nothingShared.add(
                    new ArrayExample<>(new Label("bee"), new String[] {name}, new double[] {1}));
        }
        assertThatThrownBy(() -> trainer().withMembersInTurn().train(nothingShared))
                .hasMessage(
                        "number of held-out examples with a feature seen in training must be >= 1,"
                                + " got 0");
    }
}
