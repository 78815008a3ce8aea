/** Pools of detectors: boxes of several members fused or suppressed, with their spread. */
@NullMarked
package org.guardband.ensembles.detection;

import org.jspecify.annotations.NullMarked;
