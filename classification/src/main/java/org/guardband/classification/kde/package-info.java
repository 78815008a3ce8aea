/**
 * Kernel density calibration errors on the unit interval and the simplex: leave-one-out regression
 * of outcomes on scores with Beta and Dirichlet kernels, bandwidths, gradients, and sums over a
 * million scores in near-linear time.
 */
@NullMarked
package org.guardband.classification.kde;

import org.jspecify.annotations.NullMarked;
