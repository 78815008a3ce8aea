package org.guardband.detection.precision;

/**
 * Average precision and recall of one category over objects of every size; NaN where the category
 * has no object.
 *
 * @param category its position in the catalogue
 * @param id its id
 * @param name its name
 * @param objects how many objects count
 * @param ap average precision, mean over thresholds
 * @param ap50 at IoU 0.5; NaN if that is no threshold of the matching
 * @param ap75 at IoU 0.75, likewise
 * @param recall recall with the most detections per image, mean over thresholds
 */
public record CategoryFigures(
        int category,
        String id,
        String name,
        int objects,
        double ap,
        double ap50,
        double ap75,
        double recall) {}
