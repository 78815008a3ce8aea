package org.guardband.ensembles.transformer;

/** Mean cross-entropy of softmaxes, and its gradient. */
final class CrossEntropy {

    private CrossEntropy() {}

    /**
     * Computes the loss and writes the gradient of the logits, where these are tracked.
     *
     * @param labels one per row of a copy, or one per row of all copies
     */
    static double apply(Activation logits, int[] labels) {
        return apply(logits, labels, ClassWeights.equal());
    }

    /** The same with weights of the labels, and the mean by these. */
    static double apply(Activation logits, int[] labels, ClassWeights weights) {
        int rows = logits.copies * logits.rows;
        double total = 0;
        for (int i = 0; i < rows; i++) {
            total += weights.of(labels[i % labels.length]);
        }
        int classes = logits.width;
        double[] p = new double[classes];
        double loss = 0;
        for (int i = 0; i < rows; i++) {
            int start = i * classes;
            int label = labels[i % labels.length];
            double max = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                max = Math.max(max, logits.data[start + k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                p[k] = Math.exp(logits.data[start + k] - max);
                sum += p[k];
            }
            double weight = weights.of(label);
            loss += weight * (Math.log(sum) + max - logits.data[start + label]);
            if (logits.tracked) {
                float[] gradient = logits.gradient();
                for (int k = 0; k < classes; k++) {
                    gradient[start + k] +=
                            (float) (weight * (p[k] / sum - (k == label ? 1 : 0)) / total);
                }
            }
        }
        return loss / total;
    }
}
