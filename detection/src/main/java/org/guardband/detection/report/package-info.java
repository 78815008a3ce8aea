/** Everything that can be said of a detector's output beside the truth, at once. */
@NullMarked
package org.guardband.detection.report;

import org.jspecify.annotations.NullMarked;
