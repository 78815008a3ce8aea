/** The uncertainty that a detector states of its boxes: how good it is, and its recalibration. */
@NullMarked
package org.guardband.detection.box;

import org.jspecify.annotations.NullMarked;
