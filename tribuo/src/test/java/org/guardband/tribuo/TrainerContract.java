package org.guardband.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.oracle.labs.mlrg.olcut.config.ConfigurationData;
import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Prediction;
import org.tribuo.Trainer;
import org.tribuo.dataset.DatasetView;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.Evaluator;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.ProtoUtil;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/** What every trainer of this room holds to. */
abstract class TrainerContract<T extends Output<T>> {

    /** A new trainer with a new inner trainer. */
    abstract Trainer<T> trainer();

    abstract MutableDataset<T> data(int n, long seed);

    abstract Class<T> outputType();

    abstract Evaluator<T, ? extends Evaluation<T>> evaluator();

    /** All that a prediction says. */
    abstract String told(Prediction<T> prediction);

    /** What is left of {@link #told} after the prediction was saved and loaded. */
    String toldAfterLoading(Prediction<T> prediction) {
        return told(prediction);
    }

    /** An example whose output is unknown. */
    abstract T unknown();

    final List<String> told(Model<T> model, Dataset<T> examples) {
        return model.predict(examples).stream().map(this::told).toList();
    }

    @Test
    void predictsADatasetAsItsExamples() {
        Model<T> model = trainer().train(data(120, 1));
        MutableDataset<T> test = data(40, 2);
        List<String> one = new ArrayList<>();
        for (Example<T> example : test) {
            one.add(told(model.predict(example)));
        }
        assertThat(told(model, test)).isEqualTo(one);
        assertThat(model.predict(test.getData()).stream().map(this::told)).isEqualTo(one);
        assertThat(model.predict(test.getExample(3)).getExample()).isSameAs(test.getExample(3));
    }

    @Test
    void worksInsideEvaluators() {
        Model<T> model = trainer().train(data(120, 1));
        Evaluation<T> evaluation = evaluator().evaluate(model, data(60, 2));
        assertThat(evaluation.asMap()).isNotEmpty();
        assertThat(evaluation.getProvenance().getModelProvenance())
                .isEqualTo(model.getProvenance());
    }

    @Test
    void worksInsideCrossValidation() {
        var folds = new CrossValidation<>(trainer(), data(100, 1), evaluator(), 5, 7).evaluate();
        assertThat(folds).hasSize(5);
        for (int i = 0; i < 5; i++) {
            TrainerProvenance provenance =
                    folds.get(i).getB().getProvenance().getTrainerProvenance();
            assertThat(provenance.getInstanceValues().get("train-invocation-count"))
                    .hasToString(Integer.toString(i));
        }
    }

    @Test
    void theSameSeedGivesTheSameModel() {
        MutableDataset<T> test = data(50, 2);
        assertThat(told(trainer().train(data(120, 1)), test))
                .isEqualTo(told(trainer().train(data(120, 1)), test));
    }

    @Test
    void everyInvocationDrawsItsOwnSplitAndCanBeRepeated() {
        MutableDataset<T> data = data(120, 1);
        MutableDataset<T> test = data(50, 2);
        Trainer<T> trainer = trainer();
        List<List<String>> inTurn = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(trainer.getInvocationCount()).isEqualTo(i);
            inTurn.add(told(trainer.train(data), test));
        }
        assertThat(new HashSet<>(inTurn)).hasSize(3);
        for (int i = 2; i >= 0; i--) {
            assertThat(told(trainer().train(data, Map.of(), i), test)).isEqualTo(inTurn.get(i));
        }
        trainer.setInvocationCount(1);
        assertThat(told(trainer.train(data), test)).isEqualTo(inTurn.get(1));
        assertThat(trainer.getInvocationCount()).isEqualTo(2);
        assertThatThrownBy(() -> trainer.setInvocationCount(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invocationCount must be >= 0, got -1");
    }

    @Test
    void threadsMayShareATrainer() {
        MutableDataset<T> data = data(120, 1);
        MutableDataset<T> test = data(30, 2);
        Trainer<T> shared = trainer();
        Trainer<T> alone = trainer();
        List<List<String>> inTurn = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            inTurn.add(told(alone.train(data), test));
        }
        List<List<String>> atOnce =
                IntStream.range(0, 6)
                        .parallel()
                        .mapToObj(i -> told(shared.train(data), test))
                        .toList();
        assertThat(atOnce).containsExactlyInAnyOrderElementsOf(inTurn);
        assertThat(shared.getInvocationCount()).isEqualTo(6);
    }

    @Test
    void isSavedAndLoadedByTribuo(@TempDir Path folder) throws Exception {
        Model<T> model = trainer().train(data(120, 1));
        model.setName("named");
        Path file = folder.resolve("model.tribuo");
        model.serializeToFile(file);
        Model<T> loaded = Model.deserializeFromFile(file).castModel(outputType());
        MutableDataset<T> test = data(50, 2);
        assertThat(loaded).hasSameClassAs(model);
        assertThat(loaded.getName()).isEqualTo("named");
        assertThat(loaded.getProvenance()).isEqualTo(model.getProvenance());
        assertThat(told(loaded, test)).isEqualTo(told(model, test));
        assertThat(document(loaded)).isEqualTo(document(model));
    }

    private static ModelDocument document(Model<?> model) {
        return Envelope.unpack(model.serialize().getSerializedData()).document();
    }

    @Test
    void copiesPredictAlike() {
        Model<T> model = trainer().train(data(120, 1));
        Model<T> copy = model.copy();
        assertThat(copy).isNotSameAs(model).hasSameClassAs(model);
        assertThat(copy.getProvenance()).isEqualTo(model.getProvenance());
        assertThat(told(copy, data(50, 2))).isEqualTo(told(model, data(50, 2)));
    }

    @Test
    void provenanceIsCompleteAndMarshals() {
        Trainer<T> trainer = trainer();
        trainer.setInvocationCount(2);
        Model<T> model = trainer.train(data(120, 1));
        ModelProvenance provenance = model.getProvenance();
        assertThat(provenance.getClassName()).isEqualTo(model.getClass().getName());
        TrainerProvenance told = provenance.getTrainerProvenance();
        assertThat(told.getClassName()).isEqualTo(trainer.getClass().getName());
        assertThat(told.getConfiguredParameters())
                .containsKeys("innerTrainer", "calibrationShare", "seed", "method");
        assertThat(told.getInstanceValues().get("train-invocation-count")).hasToString("2");
        assertThat(provenance.getInstanceProvenance().getMap().get("calibration-data"))
                .isInstanceOfSatisfying(
                        DatasetView.DatasetViewProvenance.class,
                        view -> assertThat(view.getNumExamples()).isEqualTo(30));
        assertThat(ProvenanceUtil.unmarshalProvenance(ProvenanceUtil.marshalProvenance(provenance)))
                .isEqualTo(provenance);
    }

    @Test
    void theProvenanceRebuildsTheTrainer() {
        MutableDataset<T> data = data(120, 1);
        MutableDataset<T> test = data(50, 2);
        Model<T> model = trainer().train(data);
        List<ConfigurationData> configuration =
                ProvenanceUtil.extractConfiguration(model.getProvenance().getTrainerProvenance());
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(configuration);
        @SuppressWarnings("unchecked") // it was this trainer
        Trainer<T> rebuilt =
                (Trainer<T>)
                        manager.lookupAll(Trainer.class).stream()
                                .filter(t -> t.getClass().equals(trainer().getClass()))
                                .findFirst()
                                .orElseThrow();
        assertThat(rebuilt.getProvenance()).isEqualTo(trainer().getProvenance());
        assertThat(told(rebuilt.train(data), test)).isEqualTo(told(model, test));
    }

    @Test
    void featuresThatTheModelDoesNotKnowAreLeftOut() {
        MutableDataset<T> data = data(120, 1);
        Model<T> model = trainer().train(data);
        Example<T> example = data.getExample(0);
        Example<T> more = new ArrayExample<>(example);
        more.add(new Feature("unheard-of", 3));
        assertThat(told(model.predict(more))).isEqualTo(told(model.predict(example)));
        Example<T> none =
                new ArrayExample<>(
                        example.getOutput(), new String[] {"unheard-of"}, new double[] {1});
        assertThatThrownBy(() -> model.predict(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No features found");
    }

    @Test
    void theOutputOfAnExampleToPredictMayBeUnknown() {
        MutableDataset<T> data = data(120, 1);
        Model<T> model = trainer().train(data);
        Example<T> known = data.getExample(0);
        Example<T> unlabelled = new ArrayExample<>(unknown());
        known.forEach(unlabelled::add);
        assertThat(told(model.predict(unlabelled))).isEqualTo(told(model.predict(known)));
    }

    @Test
    void heldOutExamplesThatNoModelCouldPredictAreLeftOut() {
        MutableDataset<T> data = data(60, 1);
        for (int i = 0; i < 20; i++) {
            data.add(
                    new ArrayExample<>(
                            data.getExample(i).getOutput(),
                            new String[] {"own" + i},
                            new double[] {1}));
        }
        assertThat(told(trainer().train(data), data(20, 2))).hasSize(20);
    }

    @Test
    void explanationsAreThoseOfTheInnerModel() {
        MutableDataset<T> data = data(120, 1);
        Model<T> model = trainer().train(data);
        Model<T> inner = ((WrappingModel<T>) model).getInnerModel();
        assertThat(model.getTopFeatures(2)).isEqualTo(inner.getTopFeatures(2));
        assertThat(model.getExcuse(data.getExample(0)).isPresent())
                .isEqualTo(inner.getExcuse(data.getExample(0)).isPresent());
    }

    @Test
    void refusesTooFewExamples() {
        for (int n = 0; n < 2; n++) {
            MutableDataset<T> data = data(n, 1);
            assertThatThrownBy(() -> trainer().train(data))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number of examples must be >= 2, got " + n);
        }
    }

    @Test
    void trainsOnTwoExamples() {
        Model<T> model = trainer().train(data(2, 3));
        assertThat(told(model, data(5, 2))).hasSize(5);
    }

    @Test
    void refusesUnknownOutputs() {
        MutableDataset<T> data = data(20, 1);
        data.add(new ArrayExample<>(unknown(), new String[] {"x0", "x1"}, new double[] {1, 1}));
        assertThatThrownBy(() -> trainer().train(data))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("examples must have known outputs, got 1 unknown ones");
    }

    @Test
    void predictionsAreSavedAndLoadedByTribuo() {
        Model<T> model = trainer().train(data(120, 1));
        for (Prediction<T> prediction : model.predict(data(20, 2))) {
            Prediction<T> loaded = ProtoUtil.deserialize(prediction.serialize());
            assertThat(toldAfterLoading(loaded)).isEqualTo(toldAfterLoading(prediction));
            assertThat(loaded.distributionEquals(prediction)).isTrue();
            assertThat(loaded.getNumActiveFeatures()).isEqualTo(2);
            assertThat(loaded.getExampleSize()).isEqualTo(2);
        }
    }

    /** Whether predictions are of Tribuo's class, on whose serialization it decides itself. */
    boolean predictionsAreTribuosOwn() {
        return false;
    }

    @Test
    void javaSerializationIsRefused() throws Exception {
        Model<T> model = trainer().train(data(60, 1));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(model))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("save it by serializeToFile");
        }
        Prediction<T> prediction = model.predict(data(1, 1)).get(0);
        if (predictionsAreTribuosOwn()) {
            assertThat(prediction.getClass()).isEqualTo(Prediction.class);
            return;
        }
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(prediction))
                    .isInstanceOf(NotSerializableException.class)
                    .hasMessageContaining("save it by serialize");
        }
    }

    @Test
    void aNewerVersionIsRefused() {
        ModelProto proto = trainer().train(data(60, 1)).serialize();
        refused(
                proto.toBuilder().setVersion(1).build(),
                "the version of the saved form must be in [0, 0], got 1; a newer Guardband wrote"
                        + " it");
    }

    @Test
    void aForeignPayloadIsRefused() {
        ModelProto proto = trainer().train(data(60, 1)).serialize();
        refused(
                proto.toBuilder().setSerializedData(Any.getDefaultInstance()).build(),
                "the payload must be of type type.googleapis.com/guardband.tribuo.Envelope, got ");
    }

    @Test
    void aPayloadWithoutItsInnerModelIsRefused() {
        ModelProto proto = trainer().train(data(60, 1)).serialize();
        Envelope whole = Envelope.unpack(proto.getSerializedData());
        Envelope bare = new Envelope(whole.metadata(), List.of(), whole.document());
        refused(
                proto.toBuilder().setSerializedData(bare.pack()).build(),
                "the payload is damaged: the inner model is missing");
    }

    @Test
    void aDamagedPayloadIsRefusedOrHarmless() {
        ModelProto proto = trainer().train(data(60, 1)).serialize();
        byte[] whole = proto.getSerializedData().getValue().toByteArray();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 150; i++) {
            byte[] bytes = whole.clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Throwable thrown = catchThrowable(() -> Model.deserialize(with(proto, bytes)));
            assertThat(thrown == null || rootMessageIsOurs(thrown)).as("%s", thrown).isTrue();
        }
        for (int cut = 0; cut < whole.length; cut += 1 + whole.length / 100) {
            ModelProto shorter = with(proto, Arrays.copyOf(whole, cut));
            Throwable thrown = catchThrowable(() -> Model.deserialize(shorter));
            assertThat(rootMessageIsOurs(thrown)).as("%s", thrown).isTrue();
        }
    }

    private static ModelProto with(ModelProto proto, byte[] payload) {
        Any any =
                proto.getSerializedData().toBuilder()
                        .setValue(ByteString.copyFrom(payload))
                        .build();
        return proto.toBuilder().setSerializedData(any).build();
    }

    /** Tribuo wraps what its reflective call throws. */
    private static boolean rootMessageIsOurs(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof ModelFormatException) {
                return t.getMessage() != null && !t.getMessage().isEmpty();
            }
        }
        return false;
    }

    private static void refused(ModelProto proto, String message) {
        assertThatThrownBy(() -> Model.deserialize(proto))
                .isInstanceOf(IllegalStateException.class)
                .rootCause()
                .isInstanceOf(ModelFormatException.class)
                .hasMessage(message);
    }
}
