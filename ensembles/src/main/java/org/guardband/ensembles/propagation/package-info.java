/** Distributions of inputs carried through a feed-forward network. */
@NullMarked
package org.guardband.ensembles.propagation;

import org.jspecify.annotations.NullMarked;
