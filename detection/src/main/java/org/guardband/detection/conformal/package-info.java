/**
 * Sets of boxes with a guaranteed coverage, thresholds with a guaranteed recall, and sets of labels
 * and boxes together.
 */
@NullMarked
package org.guardband.detection.conformal;

import org.jspecify.annotations.NullMarked;
