package org.guardband.graph;

/** What becomes of an edge that is listed more than once. */
public enum DuplicateEdges {
    /** One is kept. In an undirected graph an edge listed in both directions is one edge too. */
    MERGE,
    /** All are kept, as parallel arcs. */
    KEEP,
    /** Refused with a message. */
    REFUSE
}
