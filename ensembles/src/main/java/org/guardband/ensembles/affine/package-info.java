/** Affine maps with their coefficients in one array; for the rooms inside this module. */
@NullMarked
package org.guardband.ensembles.affine;

import org.jspecify.annotations.NullMarked;
