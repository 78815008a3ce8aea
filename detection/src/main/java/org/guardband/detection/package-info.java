/** Calibration of object detectors: matching, calibration errors, calibrators, conformal boxes. */
@NullMarked
package org.guardband.detection;

import org.jspecify.annotations.NullMarked;
