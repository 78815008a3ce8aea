package org.guardband.tribuo;

import com.google.protobuf.Any;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guardband.classification.ClassCalibration;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.tribuo.TribuoProtos.SavedModel;
import org.guardband.tribuo.batch.TribuoPredictions;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;

/**
 * A classifier that recalibrates the probabilities of its inner model and predicts the most
 * probable label after it; among equals the inner model's, then the first of the domain.
 *
 * <p>Calibration holds on average over examples like the held-out ones, as far as the method's
 * family of maps can reach it; see the method. It fails where the data drift.
 *
 * <p>Made by {@link CalibratedClassificationTrainer}; saved by {@link #serializeToFile} and loaded
 * by {@link Model#deserializeFromFile}. Immutable but for its name, and safe to share between
 * threads.
 */
public final class CalibratedClassificationModel extends WrappingModel<Label> {

    private static final long serialVersionUID = 1L;

    private static final String METHOD = "tribuo-calibrated-classification";

    private final transient ClassCalibration calibration;

    CalibratedClassificationModel(
            String name,
            ModelProvenance provenance,
            Model<Label> inner,
            ClassCalibration calibration) {
        super(name, provenance, inner, true);
        this.calibration = calibration;
    }

    /**
     * Rebuilds a model from its saved form; called by Tribuo.
     *
     * @param version the version of the saved form
     * @param className the class that was saved
     * @param message the saved form
     * @return the model
     * @throws ModelFormatException if the saved form is damaged
     */
    public static CalibratedClassificationModel deserializeFromProto(
            int version, String className, Any message) {
        SavedModel<Label> saved = TribuoProtos.readModel(version, message, Label.class, METHOD);
        StateFields.requireCount("models", saved.models().size(), "inner model", 1);
        ModelDocument document = saved.document();
        StateFields.requireNames(
                "labels",
                document.texts("labels"),
                TribuoPredictions.labels(saved.inner().getOutputIDInfo()));
        if (!(ModelFiles.fromDocument(document.child("calibration"))
                instanceof ClassCalibration calibration)) {
            throw new ModelFormatException(
                    "field \"calibration\" must hold a calibration of class probabilities");
        }
        return new CalibratedClassificationModel(
                saved.name(), saved.provenance(), saved.inner(), calibration);
    }

    @Override
    ModelDocument state() {
        return ModelDocument.of(METHOD)
                .putTexts("labels", TribuoPredictions.labels(getOutputIDInfo()))
                .put("calibration", calibration.toDocument())
                .build();
    }

    /**
     * The fitted recalibration, which also takes batches of the inner model's probabilities.
     *
     * @return the recalibration
     */
    public ClassCalibration getCalibration() {
        return calibration;
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        return extend(example, getInnerModel().predict(example));
    }

    @Override
    Prediction<Label> extend(Example<Label> example, Prediction<Label> prediction) {
        CategoricalBatch row =
                calibration.apply(
                        TribuoPredictions.categorical(List.of(prediction), getOutputIDInfo()));
        List<String> labels = TribuoPredictions.labels(getOutputIDInfo());
        Map<String, Label> scores = new LinkedHashMap<>();
        int best = Math.max(0, labels.indexOf(prediction.getOutput().getLabel()));
        for (int k = 0; k < labels.size(); k++) {
            scores.put(labels.get(k), new Label(labels.get(k), row.probability(0, k)));
            best = row.probability(0, k) > row.probability(0, best) ? k : best;
        }
        return new Prediction<>(
                new Label(labels.get(best), row.probability(0, best)),
                scores,
                prediction.getNumActiveFeatures(),
                example,
                true);
    }

    @Override
    protected CalibratedClassificationModel copy(String newName, ModelProvenance newProvenance) {
        return new CalibratedClassificationModel(
                newName, newProvenance, getInnerModel(), calibration);
    }
}
