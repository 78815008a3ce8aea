/** How much each member of an ensemble should count, learned from held-out rows. */
@NullMarked
package org.guardband.ensembles.weighting;

import org.jspecify.annotations.NullMarked;
