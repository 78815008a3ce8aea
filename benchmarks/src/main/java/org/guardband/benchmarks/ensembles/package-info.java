/** Benchmarks of ensembles. */
@NullMarked
package org.guardband.benchmarks.ensembles;

import org.jspecify.annotations.NullMarked;
