/** Tests whether some combination of the members is calibrated. */
@NullMarked
package org.guardband.ensembles.hypothesis;

import org.jspecify.annotations.NullMarked;
