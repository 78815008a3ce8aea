package org.guardband.graph.model;

import org.guardband.core.batch.LogitBatch;
import org.guardband.graph.NodeBatch;

/** What an {@link AnchoredNodeModel} says of all nodes of a graph. Immutable. */
public final class AnchoredPrediction {
    private final NodeBatch mean;
    private final double[] spreads;
    private final AnchorScale scale;

    AnchoredPrediction(NodeBatch mean, double[] spreads, AnchorScale scale) {
        this.mean = mean;
        this.spreads = spreads;
        this.scale = scale;
    }

    /**
     * The mean over anchors of the logits.
     *
     * @return logits of all nodes, beside their features and roles
     */
    public NodeBatch mean() {
        return mean;
    }

    /**
     * How far the answers to the anchors lie apart, see {@link AnchorScale}.
     *
     * @param node v in [0, N)
     * @return in [0, 1/√2]; 0 where there is one anchor
     * @throws IndexOutOfBoundsException if the node is out of range
     */
    public double spread(int node) {
        return spreads[node];
    }

    /**
     * The spread of every node.
     *
     * @return a copy, N numbers
     */
    public double[] spreads() {
        return spreads.clone();
    }

    /**
     * The mean logits, those of each node shrunk by its spread as {@link AnchorScale} says. The
     * most probable class stays what it was. This is no calibration: the factor knows of no labels,
     * and can only make predictions less sure.
     *
     * @return logits of all nodes, beside their features and roles
     */
    public NodeBatch shrunk() {
        LogitBatch logits = mean.logits();
        int classes = mean.classes();
        float[] out = new float[mean.size() * classes];
        double[] row = new double[classes];
        for (int v = 0; v < spreads.length; v++) {
            logits.copyRow(v, row);
            double factor = scale.factor(spreads[v]);
            for (int k = 0; k < classes; k++) {
                out[v * classes + k] = (float) (factor * row[k]);
            }
        }
        return NodeBatch.of(mean.graph(), LogitBatch.wrap(out, mean.labels()), mean.roles())
                .withFeatures(mean.features());
    }

    @Override
    public String toString() {
        return "AnchoredPrediction[" + mean + "]";
    }
}
