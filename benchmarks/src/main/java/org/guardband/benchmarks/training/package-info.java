/** Ways to train ensembles and single networks that know what they do not know, on real data. */
@NullMarked
package org.guardband.benchmarks.training;

import org.jspecify.annotations.NullMarked;
