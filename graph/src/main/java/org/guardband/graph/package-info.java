/**
 * Graphs, what is known of their nodes, and what a classifier predicts for them.
 *
 * <p>{@link org.guardband.graph.Graph} holds the edges, {@link org.guardband.graph.NodeData} adds
 * features, labels and roles, {@link org.guardband.graph.NodeBatch} the predictions that
 * calibrators and conformal methods take.
 */
@NullMarked
package org.guardband.graph;

import org.jspecify.annotations.NullMarked;
