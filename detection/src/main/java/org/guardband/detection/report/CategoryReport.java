package org.guardband.detection.report;

import org.guardband.detection.error.LrpError;
import org.guardband.detection.precision.CategoryFigures;

/**
 * What is said of one category.
 *
 * @param precision average precision and recall, with the category's id, name and objects
 * @param detections how many detections count at IoU 0.5
 * @param calibrationError D-ECE of the scores at IoU 0.5; NaN without a detection that counts
 * @param localisationAwareEce LaECE where boxes touch; NaN without an object or a detection
 * @param localisationAwareAce LaACE where boxes touch; NaN without an object or a detection
 * @param lrp localisation, recall and precision where boxes touch
 * @param threshold the score of the least LRP error
 */
public record CategoryReport(
        CategoryFigures precision,
        int detections,
        double calibrationError,
        double localisationAwareEce,
        double localisationAwareAce,
        LrpError lrp,
        double threshold) {}
