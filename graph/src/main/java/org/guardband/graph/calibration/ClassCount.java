package org.guardband.graph.calibration;

import org.guardband.graph.NodeBatch;

/** The check that every fitted object begins with. */
final class ClassCount {

    private ClassCount() {}

    static void require(NodeBatch batch, int classes) {
        if (batch.classes() != classes) {
            throw new IllegalArgumentException(
                    "batch must have the "
                            + classes
                            + " classes that the method was fitted on, got "
                            + batch.classes());
        }
    }
}
