/** Node classifiers to calibrate: graph convolution, graph attention, GraphSAGE. */
@NullMarked
package org.guardband.graph.model;

import org.jspecify.annotations.NullMarked;
