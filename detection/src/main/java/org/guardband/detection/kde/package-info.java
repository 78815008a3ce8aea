/**
 * Kernel calibration errors of detectors, averaged over categories and IoU thresholds. The
 * estimators themselves are in {@code org.guardband.classification.kde}.
 */
@NullMarked
package org.guardband.detection.kde;

import org.jspecify.annotations.NullMarked;
