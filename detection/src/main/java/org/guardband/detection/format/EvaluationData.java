package org.guardband.detection.format;

import java.util.Objects;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * Detections and the truth that they are to be compared with, over one catalogue.
 *
 * @param detections the detections
 * @param truth the true objects
 */
public record EvaluationData(DetectionBatch detections, GroundTruthBatch truth) {

    /**
     * Checks the catalogues.
     *
     * @param detections the detections
     * @param truth the true objects
     * @throws IllegalArgumentException if the catalogues differ
     */
    public EvaluationData {
        Objects.requireNonNull(detections, "detections");
        Objects.requireNonNull(truth, "truth");
        if (!detections.catalogue().equals(truth.catalogue())) {
            throw new IllegalArgumentException(
                    "detections and truth must have one catalogue of images and categories");
        }
    }
}
