/** Detection: matching, errors and calibrators at the size of COCO. */
@NullMarked
package org.guardband.benchmarks.detection;

import org.jspecify.annotations.NullMarked;
