package org.guardband.graph.model;

/**
 * How far the answers to several anchors lie apart, and by what factor the mean logits of a node
 * shrink for it.
 *
 * <p>For K anchors with logits z_k the spread of a node is the mean over classes of the standard
 * deviation, with divisor K − 1, of g(z_k); one anchor has spread 0.
 */
public enum AnchorScale {

    /**
     * g is the softmax, and the factor is 1 − spread: where all anchors agree, logits stay as they
     * are. The spread is at most 1/√2, so that the factor is positive and no prediction changes.
     */
    AGREEMENT {
        @Override
        double factor(double spread) {
            return 1 - spread;
        }

        @Override
        void probabilities(float[] logits, int from, double[] out) {
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < out.length; k++) {
                max = Math.max(max, logits[from + k]);
            }
            double sum = 0;
            for (int k = 0; k < out.length; k++) {
                out[k] = Math.exp(logits[from + k] - max);
                sum += out[k];
            }
            for (int k = 0; k < out.length; k++) {
                out[k] /= sum;
            }
        }
    },

    /**
     * As the authors' code has it: g is the logistic function of each logit by itself, and the
     * factor is 1/(1 + exp(spread)). It is at most ½, so that logits are halved where all anchors
     * agree; and the spread changes if all logits of an anchor move by the same amount, which the
     * softmax does not see.
     */
    REFERENCE_COMPATIBLE {
        @Override
        double factor(double spread) {
            return 1 / (1 + Math.exp(spread));
        }

        @Override
        void probabilities(float[] logits, int from, double[] out) {
            for (int k = 0; k < out.length; k++) {
                out[k] = 1 / (1 + Math.exp(-logits[from + k]));
            }
        }
    };

    /** What the logits of a node are multiplied by. */
    abstract double factor(double spread);

    /** Writes g of the logits from a place on. */
    abstract void probabilities(float[] logits, int from, double[] out);
}
