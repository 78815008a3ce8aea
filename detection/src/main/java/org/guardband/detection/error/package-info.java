/**
 * Calibration errors of detections: by cells of score and position, by localisation, by
 * localisation, recall and precision together; with bootstrap intervals over images.
 */
@NullMarked
package org.guardband.detection.error;

import org.jspecify.annotations.NullMarked;
