/** Precision and recall: COCO's twelve figures, per-category tables and curves. */
@NullMarked
package org.guardband.detection.precision;

import org.jspecify.annotations.NullMarked;
