/** Regression by networks that predict a mean and a variance. */
@NullMarked
package org.guardband.nn.regression;

import org.jspecify.annotations.NullMarked;
