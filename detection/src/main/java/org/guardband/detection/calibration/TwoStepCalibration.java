package org.guardband.detection.calibration;

import java.util.Objects;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.error.LrpThresholds;

/**
 * Thresholds, a correction, and thresholds again; see {@link TwoStepCalibrator}. It returns fewer
 * detections than it is given.
 *
 * @param before thresholds on raw scores
 * @param correction the correction of what is left
 * @param after thresholds on corrected scores
 */
public record TwoStepCalibration(
        LrpThresholds before, DetectionCalibration correction, LrpThresholds after)
        implements DetectionCalibration {

    private static final String METHOD = "detection-two-step";

    /**
     * Checks that the parts are there.
     *
     * @param before thresholds on raw scores
     * @param correction the correction of what is left
     * @param after thresholds on corrected scores
     */
    public TwoStepCalibration {
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(correction, "correction");
        Objects.requireNonNull(after, "after");
    }

    /**
     * Drops, corrects and drops again.
     *
     * @param batch detections of the same detector over as many categories
     * @return those that are kept, with corrected scores, in their order
     * @throws IllegalArgumentException if the number of categories differs
     */
    @Override
    public DetectionBatch apply(DetectionBatch batch) {
        return after.apply(correction.apply(before.apply(batch)));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("before", before.toDocument())
                .put("correction", correction.toDocument())
                .put("after", after.toDocument())
                .build();
    }

    /** Reads {@code detection-two-step} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public TwoStepCalibration read(ModelDocument document) {
            Persistent correction = ModelFiles.fromDocument(document.child("correction"));
            if (!(correction instanceof DetectionCalibration fitted)) {
                throw new ModelFormatException("correction must correct detections");
            }
            return new TwoStepCalibration(
                    thresholds(document.child("before")),
                    fitted,
                    thresholds(document.child("after")));
        }

        private static LrpThresholds thresholds(ModelDocument document) {
            if (ModelFiles.fromDocument(document) instanceof LrpThresholds thresholds) {
                return thresholds;
            }
            throw new ModelFormatException("before and after must be thresholds");
        }
    }
}
