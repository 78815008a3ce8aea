package org.guardband.detection.kde;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Kernel calibration errors of a detector.
 *
 * @param parts the error of each category and threshold that has one
 */
public record DetectionKernelResult(List<CategoryKernelError> parts) {

    /**
     * Copies the list.
     *
     * @param parts the errors
     */
    public DetectionKernelResult {
        parts = List.copyOf(parts);
    }

    /**
     * The mean over all categories and thresholds that have an error.
     *
     * @return the mean; empty where none has
     */
    public OptionalDouble mean() {
        return parts.stream().mapToDouble(CategoryKernelError::error).average();
    }

    /**
     * The mean over the categories at one threshold.
     *
     * @param threshold an IoU threshold
     * @return the mean; empty where no category has an error at it
     */
    public OptionalDouble meanAt(double threshold) {
        return parts.stream()
                .filter(part -> part.threshold() == threshold)
                .mapToDouble(CategoryKernelError::error)
                .average();
    }

    /**
     * The mean over the thresholds of one category.
     *
     * @param category the category's position in the catalogue
     * @return the mean; empty where it has no error
     */
    public OptionalDouble meanOf(int category) {
        return parts.stream()
                .filter(part -> part.category() == category)
                .mapToDouble(CategoryKernelError::error)
                .average();
    }
}
