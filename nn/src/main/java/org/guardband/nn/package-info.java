/** A small reverse-mode tape over matrices and sparse graphs, layers and optimisers. */
@NullMarked
package org.guardband.nn;

import org.jspecify.annotations.NullMarked;
