/** Benchmarks of kernels and of the networks on top of them. */
@NullMarked
package org.guardband.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;
