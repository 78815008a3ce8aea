package org.guardband.tribuo.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.pool.MomentMatchedPool;
import org.guardband.tribuo.CalibratedRegressionTrainer;
import org.guardband.tribuo.Samples;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.ensemble.WeightedEnsembleModel;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.provenance.EnsembleModelProvenance;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.evaluation.RegressionEvaluator;
import org.tribuo.regression.rtree.CARTRegressionTrainer;

class DeepEnsembleTrainerTest {

    private static final MutableDataset<Regressor> NUMBERS = Samples.numbers(200, 1);
    private static final MutableDataset<Regressor> NEW_NUMBERS = Samples.numbers(50, 2);
    private static final MutableDataset<Label> CLASSES = Samples.classes(200, 1);
    private static final MutableDataset<Label> NEW_CLASSES = Samples.classes(50, 2);

    private static DeepEnsembleTrainer<Regressor> trees() {
        return DeepEnsembleTrainer.ofNumbers(new CARTRegressionTrainer(4), 5).withBootstrap();
    }

    private static DeepEnsembleTrainer<Label> logistic() {
        return DeepEnsembleTrainer.ofClasses(new LogisticRegressionTrainer(), 4);
    }

    private static List<String> told(Model<Regressor> model, Dataset<Regressor> examples) {
        return model.predict(examples).stream().map(p -> p.getOutput().toString()).toList();
    }

    @Test
    void meanAndVarianceAreThoseOfTheMembers() {
        Trainer<Regressor> calibrated =
                new CalibratedRegressionTrainer(new CARTRegressionTrainer(4));
        WeightedEnsembleModel<Regressor> model =
                DeepEnsembleTrainer.ofNumbers(calibrated, 5).train(NUMBERS);
        RealMembers members = DeepEnsembleMembers.numbers(model, NEW_NUMBERS, "y");
        GaussianBatch pooled = new MomentMatchedPool().apply(members);
        double[][] means = members.means();
        GaussianBatch reported = TribuoPredictions.gaussian(model.predict(NEW_NUMBERS), "y");
        for (int i = 0; i < 50; i++) {
            double between = 0;
            for (double[] column : means) {
                between += Math.pow(column[i] - pooled.mean(i), 2) / 5;
            }
            assertThat(reported.mean(i)).isCloseTo(pooled.mean(i), within(1e-12));
            // the combiner estimates the variance between members without bias: M/(M − 1)
            assertThat(reported.sd(i) * reported.sd(i))
                    .isCloseTo(pooled.sd(i) * pooled.sd(i) + between / 4, within(1e-12));
        }
    }

    @Test
    void tribuosAveragingCombinerIsWrong() {
        WeightedEnsembleModel<Regressor> wrong =
                DeepEnsembleTrainer.of(new CARTRegressionTrainer(4), new AveragingCombiner(), 5)
                        .withBootstrap()
                        .train(NUMBERS);
        WeightedEnsembleModel<Regressor> right = trees().train(NUMBERS);
        double last =
                wrong.getModels()
                        .get(4)
                        .predict(NEW_NUMBERS.getExample(0))
                        .getOutput()
                        .getValues()[0];
        Regressor averaged = wrong.predict(NEW_NUMBERS.getExample(0)).getOutput();
        Regressor combined = right.predict(NEW_NUMBERS.getExample(0)).getOutput();
        double mean =
                right.getModels().stream()
                        .mapToDouble(
                                m ->
                                        m.predict(NEW_NUMBERS.getExample(0))
                                                .getOutput()
                                                .getValues()[0])
                        .average()
                        .orElseThrow();
        assertThat(combined.getValues()[0]).isCloseTo(mean, within(1e-12));
        assertThat(combined.getVariances()[0]).isPositive();
        boolean variance = Math.abs(averaged.getVariances()[0] - combined.getVariances()[0]) < 1e-6;
        boolean value = Math.abs(averaged.getValues()[0] - mean) < 1e-6;
        assertThat(variance && value).as("Tribuo's numbers: %s, last %s", averaged, last).isFalse();
    }

    @Test
    void classesAreTheMeanOfTheMembers() {
        WeightedEnsembleModel<Label> model = logistic().train(CLASSES);
        ClassMembers members = DeepEnsembleMembers.classes(model, NEW_CLASSES);
        assertThat(members.size()).isEqualTo(4);
        CategoricalBatch pooled = new LinearPool().apply(members);
        CategoricalBatch told = TribuoPredictions.categorical(model, NEW_CLASSES);
        for (int i = 0; i < 50; i++) {
            for (int k = 0; k < 3; k++) {
                // Tribuo's combiner works in single precision in part
                assertThat(told.probability(i, k))
                        .isCloseTo(pooled.probability(i, k), within(1e-6));
            }
        }
        assertThat(members.member(0)).isNotEqualTo(members.member(1));
    }

    @Test
    void threadsDoNotMatterAndOneSeedDecides() {
        List<String> together = told(trees().train(NUMBERS), NEW_NUMBERS);
        assertThat(told(trees().withMembersInTurn().train(NUMBERS), NEW_NUMBERS))
                .isEqualTo(together);
        assertThat(told(trees().withSeed(5).train(NUMBERS), NEW_NUMBERS)).isNotEqualTo(together);
        DeepEnsembleTrainer<Regressor> trainer = trees();
        trainer.train(NUMBERS);
        List<String> second = told(trainer.train(NUMBERS), NEW_NUMBERS);
        assertThat(second).isNotEqualTo(together);
        assertThat(told(trees().train(NUMBERS, Map.of(), 1), NEW_NUMBERS)).isEqualTo(second);
        LogisticRegressionTrainer shared = new LogisticRegressionTrainer();
        List<?> one =
                DeepEnsembleMembers.classes(
                                DeepEnsembleTrainer.ofClasses(shared, 4).train(CLASSES),
                                NEW_CLASSES)
                        .members();
        List<?> turn =
                DeepEnsembleMembers.classes(
                                logistic().withMembersInTurn().train(CLASSES), NEW_CLASSES)
                        .members();
        assertThat(one).isEqualTo(turn);
    }

    @Test
    void worksInsideEvaluatorsAndCrossValidation() {
        assertThat(new RegressionEvaluator().evaluate(trees().train(NUMBERS), NEW_NUMBERS).asMap())
                .isNotEmpty();
        var folds =
                new CrossValidation<>(logistic(), CLASSES, new LabelEvaluator(), 3, 7).evaluate();
        assertThat(folds).hasSize(3);
        assertThat(folds.get(2).getA().accuracy()).isGreaterThan(0.4);
        assertThat(
                        folds.get(2)
                                .getB()
                                .getProvenance()
                                .getTrainerProvenance()
                                .getInstanceValues()
                                .get("train-invocation-count"))
                .hasToString("2");
    }

    @Test
    void isSavedByTribuoWithTheProvenanceOfItsMembers(@TempDir Path folder) throws Exception {
        WeightedEnsembleModel<Regressor> model = trees().train(NUMBERS);
        Path file = folder.resolve("ensemble.tribuo");
        model.serializeToFile(file);
        Model<Regressor> loaded = Model.deserializeFromFile(file).castModel(Regressor.class);
        assertThat(told(loaded, NEW_NUMBERS)).isEqualTo(told(model, NEW_NUMBERS));
        EnsembleModelProvenance provenance = model.getProvenance();
        assertThat(provenance.getMemberProvenance().getList()).hasSize(5);
        assertThat(loaded.getProvenance()).isEqualTo(provenance);
        assertThat(ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)))
                .isEqualTo(provenance);
    }

    @Test
    void theProvenanceRebuildsTheTrainer() {
        WeightedEnsembleModel<Regressor> model = trees().withSeed(3).train(NUMBERS);
        List<ConfigurationData> configuration =
                ProvenanceUtil.extractConfiguration(model.getProvenance().getTrainerProvenance());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(configuration);
        @SuppressWarnings("unchecked") // it was this trainer
        Trainer<Regressor> rebuilt =
                (Trainer<Regressor>)
                        manager.lookupAll(Trainer.class).stream()
                                .filter(t -> t instanceof DeepEnsembleTrainer)
                                .findFirst()
                                .orElseThrow();
        assertThat(told(rebuilt.train(NUMBERS), NEW_NUMBERS)).isEqualTo(told(model, NEW_NUMBERS));
    }

    @Test
    void comesFromAConfigurationFile() {
        ConfigurationManager manager =
                new ConfigurationManager("/org/guardband/tribuo/trainers.xml");
        @SuppressWarnings("unchecked") // the file says so
        Trainer<Regressor> trainer = (Trainer<Regressor>) manager.lookup("deep");
        DeepEnsembleTrainer<Regressor> same =
                DeepEnsembleTrainer.ofNumbers(new CARTRegressionTrainer(4), 4)
                        .withBootstrap()
                        .withSeed(11);
        assertThat(trainer.getProvenance()).isEqualTo(same.getProvenance());
        assertThat(told(trainer.train(NUMBERS), NEW_NUMBERS))
                .isEqualTo(told(same.train(NUMBERS), NEW_NUMBERS));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeepEnsembleTrainer.ofNumbers(new CARTRegressionTrainer(), 0))
                .withMessage("members must be >= 1, got 0");
        DeepEnsembleTrainer<Regressor> calibrating =
                DeepEnsembleTrainer.ofNumbers(
                        new CalibratedRegressionTrainer(new CARTRegressionTrainer(4)), 3);
        assertThatThrownBy(calibrating::withBootstrap)
                .hasMessage(
                        "bootstrap must be off over a CalibratedRegressionTrainer, which"
                                + " calibrates: copies of one example would train and calibrate");
        assertThatThrownBy(() -> trees().train(Samples.emptyNumbers()))
                .hasMessage("number of examples must be >= 1, got 0");
        assertThatThrownBy(() -> trees().setInvocationCount(-1))
                .hasMessage("invocationCount must be >= 0, got -1");
        assertThatThrownBy(
                        () ->
                                DeepEnsembleMembers.numbers(
                                        new CARTRegressionTrainer().train(NUMBERS),
                                        NEW_NUMBERS,
                                        "y"))
                .hasMessageStartingWith("model must be an ensemble, got");
    }
}
