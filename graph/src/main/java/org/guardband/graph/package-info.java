/** Calibration of node classifiers and conformal sets on graphs. */
@NullMarked
package org.guardband.graph;

import org.jspecify.annotations.NullMarked;
