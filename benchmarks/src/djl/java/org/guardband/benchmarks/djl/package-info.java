/** The same work on DJL's PyTorch engine; compiled under the profile {@code djl} only. */
@NullMarked
package org.guardband.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
