package org.guardband.detection;

import java.util.Objects;
import org.guardband.core.numeric.Arguments;

/**
 * The images and the categories that detections and truths refer to by position. Truths and
 * detections that are compared share one catalogue.
 *
 * @param images the images
 * @param categories the categories
 */
public record Catalogue(ImageTable images, CategoryTable categories) {

    /**
     * Checks that both are there.
     *
     * @param images the images
     * @param categories the categories
     */
    public Catalogue {
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(categories, "categories");
    }

    /** Checks the columns that detections and truths have in common. */
    void check(int[] image, int[] category, Boxes boxes) {
        Arguments.sameLength("category", category.length, "image", image.length);
        Arguments.sameLength("boxes", boxes.size(), "image", image.length);
        Arguments.allIndices("image", image, images.size());
        Arguments.allIndices("category", category, categories.size());
    }
}
