package org.guardband.ensembles.propagation;

/** One step of a feed-forward network. */
public sealed interface Layer permits Affine, Elementwise {}
