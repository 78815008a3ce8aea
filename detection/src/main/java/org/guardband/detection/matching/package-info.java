/** Which detection found which true object: the matching rules of COCO and of netcal. */
@NullMarked
package org.guardband.detection.matching;

import org.jspecify.annotations.NullMarked;
