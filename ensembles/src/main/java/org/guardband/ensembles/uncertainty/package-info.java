/**
 * What the disagreement of members says: uncertainty split into its parts, diversity, size curves.
 */
@NullMarked
package org.guardband.ensembles.uncertainty;

import org.jspecify.annotations.NullMarked;
