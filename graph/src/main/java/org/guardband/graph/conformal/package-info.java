/**
 * Conformal sets for the nodes of a graph.
 *
 * <p>Exchangeability. In the transductive setting one graph, its features and the predictions of
 * one model for all nodes are given, the model having been trained without the labels of
 * calibration and test nodes. If which of the remaining nodes serve for calibration and which for
 * test was drawn at random, every permutation of these nodes leaves the model's input as it is, so
 * that scores which treat all of them alike are exchangeable (Huang, Jin, Candès, Leskovec 2023,
 * arXiv 2305.14535; Zargarbashi, Antonelli, Bojchevski 2023, PMLR 202): split conformal sets then
 * cover with probability at least 1 − α over that draw. Nodes need not be independent.
 *
 * <p>In the inductive setting test nodes come later and bring edges with them; calibration scores
 * are here computed anew from the predictions on the graph that is asked about, so that both kinds
 * of nodes are again treated alike, which is all that is left where the graph itself has drifted.
 * Where the calibration nodes were not drawn at random (labels known in one region only), no such
 * argument holds, and sets that weight calibration nodes by nearness ({@link
 * org.guardband.graph.conformal.NeighbourhoodSets}) bound the loss instead.
 */
@NullMarked
package org.guardband.graph.conformal;

import org.jspecify.annotations.NullMarked;
