/**
 * Post-hoc calibration of node classifiers.
 *
 * <p>{@link org.guardband.graph.calibration.NodeCalibrator} is the contract: fitted on the
 * calibration nodes of a {@link org.guardband.graph.NodeBatch}, applied to all of its nodes.
 */
@NullMarked
package org.guardband.graph.calibration;

import org.jspecify.annotations.NullMarked;
