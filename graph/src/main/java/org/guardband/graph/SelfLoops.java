package org.guardband.graph;

/** What becomes of an edge from a node to itself. */
public enum SelfLoops {
    /** Left out; methods that want a loop at every node add their own. */
    DROP,
    /** Kept, as one arc. */
    KEEP,
    /** Refused with a message. */
    REFUSE
}
