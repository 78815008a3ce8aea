package org.guardband.graph;

/** What the order of the two ends of an edge means. */
public enum EdgeDirection {
    /** Nothing: the edge leads both ways. */
    IGNORE,
    /** The edge leads from source to destination only. */
    KEEP
}
