/** Conformal sets of numbers that may have gaps: for predicted distributions with several modes. */
@NullMarked
package org.guardband.conformal.multimodal;

import org.jspecify.annotations.NullMarked;
