package org.guardband.graph.calibration;

/** The mean log loss of some nodes. */
final class MeanLogLoss {

    private MeanLogLoss() {}

    /** The log loss of a row of logits, which become the derivatives p − y. */
    static double softmaxSlopes(double[] z, int label) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            largest = Math.max(largest, value);
        }
        double target = z[label];
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
            z[k] = Math.exp(z[k] - largest);
            sum += z[k];
        }
        for (int k = 0; k < z.length; k++) {
            z[k] /= sum;
        }
        z[label] -= 1;
        return Math.log(sum) + largest - target;
    }
}
