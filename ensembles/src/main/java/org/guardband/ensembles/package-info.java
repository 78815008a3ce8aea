/** Ensembles: aggregation of members, what their spread says, and how to train them. */
@NullMarked
package org.guardband.ensembles;

import org.jspecify.annotations.NullMarked;
