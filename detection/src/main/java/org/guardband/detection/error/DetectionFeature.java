package org.guardband.detection.error;

import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.ImageTable;

/**
 * What a detection's calibration may depend on: its score, and its box relative to the image, so
 * that each is in [0, 1] for a box inside the image.
 */
public enum DetectionFeature {
    /** The confidence. */
    SCORE,
    /** The centre's x over the image's width. */
    CENTRE_X,
    /** The centre's y over the image's height. */
    CENTRE_Y,
    /** The box's width over the image's. */
    WIDTH,
    /** The box's height over the image's. */
    HEIGHT;

    /**
     * The feature of a detection.
     *
     * @param found detections
     * @param row row index
     * @return the number; not in [0, 1] where the box leaves the image
     * @throws IllegalArgumentException if the feature is relative to an image of unknown size
     */
    public double of(DetectionBatch found, int row) {
        if (this == SCORE) {
            return found.score(row);
        }
        ImageTable images = found.catalogue().images();
        int image = found.image(row);
        if (!images.hasSize(image)) {
            throw new IllegalArgumentException(
                    "image " + images.ids().get(image) + " must have a size for " + this);
        }
        Boxes boxes = found.boxes();
        return switch (this) {
            case CENTRE_X -> (boxes.x(row) + boxes.width(row) / 2) / images.width(image);
            case CENTRE_Y -> (boxes.y(row) + boxes.height(row) / 2) / images.height(image);
            case WIDTH -> boxes.width(row) / images.width(image);
            default -> boxes.height(row) / images.height(image);
        };
    }
}
