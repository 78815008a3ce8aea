/** Training of transformers and of the members that share one. */
@NullMarked
package org.guardband.ensembles.training;

import org.jspecify.annotations.NullMarked;
