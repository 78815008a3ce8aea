/** Members and uncertainty from one training: dropout, weight averages, Laplace, evidence. */
@NullMarked
package org.guardband.ensembles.bayes;

import org.jspecify.annotations.NullMarked;
