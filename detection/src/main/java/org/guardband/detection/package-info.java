/**
 * Detections, the true objects and the images and categories that both refer to. A detector's
 * output is a {@link org.guardband.detection.DetectionBatch}; the packages below match it with the
 * truth, measure its calibration and correct it.
 */
@NullMarked
package org.guardband.detection;

import org.jspecify.annotations.NullMarked;
