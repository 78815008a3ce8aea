/**
 * The kernels on the Vector API, found at run time by {@link org.guardband.kernels.Kernels#best()}.
 */
@NullMarked
package org.guardband.kernels.vector;

import org.jspecify.annotations.NullMarked;
