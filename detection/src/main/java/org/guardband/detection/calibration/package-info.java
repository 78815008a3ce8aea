/**
 * Corrections of detection scores towards the precision or the IoU that they are to tell: maps of
 * the score alone, maps of score and box, one for all categories or one for each, and the two-step
 * pipeline with thresholds.
 */
@NullMarked
package org.guardband.detection.calibration;

import org.jspecify.annotations.NullMarked;
