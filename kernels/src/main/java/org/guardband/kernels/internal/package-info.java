/**
 * What the implementations of kernels share: checks, work space and coefficients. Not for users.
 */
@NullMarked
package org.guardband.kernels.internal;

import org.jspecify.annotations.NullMarked;
