package org.guardband.graph.internal;

import org.guardband.kernels.CsrPattern;
import org.guardband.nn.Adjacency;

/**
 * The arcs of a graph without and with one loop a node, and which is which.
 *
 * @param plain without loops; these arcs have weights
 * @param looped with loops
 * @param arcs for each entry of {@code looped} its entry in {@code plain}, −1 for a loop
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the room, and is not compared
public record LoopedArcs(Adjacency plain, Adjacency looped, int[] arcs) {

    /**
     * Tells the arcs from the loops.
     *
     * @param inputs a graph
     * @return its arcs
     */
    public static LoopedArcs of(NodeInputs<?> inputs) {
        Adjacency looped = inputs.withLoops();
        CsrPattern rows = looped.rows();
        int[] arcs = new int[rows.entries()];
        int next = 0;
        for (int i = 0; i < rows.rows(); i++) {
            for (int e = rows.rowStart(i); e < rows.rowStart(i + 1); e++) {
                arcs[e] = rows.column(e) == i ? -1 : next++;
            }
        }
        return new LoopedArcs(inputs.withoutLoops(), looped, arcs);
    }

    int arc(int entry) {
        return arcs[entry];
    }
}
