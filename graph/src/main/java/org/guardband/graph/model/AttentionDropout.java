package org.guardband.graph.model;

/** What dropout does in a {@link Gat} beside dropping attention. */
public enum AttentionDropout {

    /** The input of a layer is dropped once, for all of its heads. */
    SHARED,

    /**
     * As the authors' code has it: each head of a layer drops inputs of its own, and what it makes
     * of a node is dropped once more where neighbours gather it, though not in their attention. For
     * dense features this takes a number for each feature of a node and head.
     */
    REFERENCE_COMPATIBLE
}
