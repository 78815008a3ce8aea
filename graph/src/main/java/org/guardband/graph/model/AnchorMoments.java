package org.guardband.graph.model;

import org.guardband.core.numeric.ParallelRows;
import org.guardband.kernels.FloatMatrix;

/** Mean logits and spread of nodes, anchor by anchor (Welford's recursion). */
final class AnchorMoments {
    private static final int BLOCK = 1024;

    private final AnchorScale scale;
    private final int nodes;
    private final int classes;
    private final float[] means;
    private final float[] centres;
    private final float[] squares;
    private int anchors;

    AnchorMoments(AnchorScale scale, int nodes, int classes) {
        this.scale = scale;
        this.nodes = nodes;
        this.classes = classes;
        means = new float[Math.multiplyExact(nodes, classes)];
        centres = new float[means.length];
        squares = new float[means.length];
    }

    /** Takes the logits of another anchor in, N × K whole rows. */
    void add(FloatMatrix logits) {
        anchors++;
        float[] data = logits.data();
        ParallelRows.run(
                nodes,
                BLOCK,
                (from, to) -> {
                    double[] probabilities = new double[classes];
                    for (int v = from; v < to; v++) {
                        int row = logits.offset() + v * logits.rowStride();
                        scale.probabilities(data, row, probabilities);
                        for (int k = 0; k < classes; k++) {
                            int at = v * classes + k;
                            means[at] += (data[row + k] - means[at]) / anchors;
                            // rounded first, so that equal answers have spread 0 exactly
                            float p = (float) probabilities[k];
                            float before = p - centres[at];
                            centres[at] += before / anchors;
                            squares[at] += before * (p - centres[at]);
                        }
                    }
                });
    }

    /** Mean logits, N × K. */
    float[] means() {
        return means;
    }

    /** One spread a node. */
    double[] spreads() {
        double[] spreads = new double[nodes];
        for (int v = 0; v < nodes && anchors > 1; v++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += Math.sqrt(Math.max(0, squares[v * classes + k]) / (anchors - 1));
            }
            spreads[v] = sum / classes;
        }
        return spreads;
    }
}
