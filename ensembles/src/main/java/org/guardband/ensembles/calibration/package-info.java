/** Calibration of an ensemble: before pooling, after pooling, or with one temperature inside. */
@NullMarked
package org.guardband.ensembles.calibration;

import org.jspecify.annotations.NullMarked;
