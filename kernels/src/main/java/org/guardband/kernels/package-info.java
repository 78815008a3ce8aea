/** Numeric kernels: dense and sparse products, softmax over rows and over segments. */
@NullMarked
package org.guardband.kernels;

import org.jspecify.annotations.NullMarked;
