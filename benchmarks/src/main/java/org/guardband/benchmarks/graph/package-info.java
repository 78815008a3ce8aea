/** Graphs, calibration of nodes and conformal sets on graphs. */
@NullMarked
package org.guardband.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
