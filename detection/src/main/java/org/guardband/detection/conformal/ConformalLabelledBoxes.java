package org.guardband.detection.conformal;

import org.guardband.conformal.classification.ConformalClassifier;
import org.guardband.core.Coverage;
import org.guardband.core.calibration.ConformalPredictor;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;

/**
 * A fitted {@link LabelledBoxConformalizer}: immutable, safe to share between threads.
 *
 * @param labels the predictor of sets of labels
 * @param boxes the predictor of sets of boxes
 */
public record ConformalLabelledBoxes(ConformalClassifier labels, ConformalBoxes boxes)
        implements ConformalPredictor<LabelledBoxes, LabelledBoxSets> {

    static final String METHOD = "conformal-labelled-boxes";

    /** The smaller of the two calibration sizes. */
    @Override
    public int calibrationSize() {
        return Math.min(labels.calibrationSize(), boxes.calibrationSize());
    }

    /**
     * Sets of one coverage.
     *
     * @param batch predicted labels and boxes
     * @param coverage the asked coverage of label and box together
     * @return a set of labels and a set of boxes per detection
     */
    @Override
    public LabelledBoxSets sets(LabelledBoxes batch, Coverage coverage) {
        Coverage each = coverage.sharedError(2);
        return new LabelledBoxSets(
                labels.sets(batch.labels(), each), boxes.sets(batch.boxes(), each));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("labels", labels.toDocument())
                .put("boxes", boxes.toDocument())
                .build();
    }

    static ConformalLabelledBoxes read(ModelDocument document) {
        if (ModelFiles.fromDocument(document.child("labels")) instanceof ConformalClassifier labels
                && ModelFiles.fromDocument(document.child("boxes"))
                        instanceof ConformalBoxes boxes) {
            return new ConformalLabelledBoxes(labels, boxes);
        }
        throw new ModelFormatException(
                "fields \"labels\" and \"boxes\" must hold a classifier and conformal boxes");
    }
}
