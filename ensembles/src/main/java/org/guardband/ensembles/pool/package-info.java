/** Pools: one prediction from those of the members. */
@NullMarked
package org.guardband.ensembles.pool;

import org.jspecify.annotations.NullMarked;
