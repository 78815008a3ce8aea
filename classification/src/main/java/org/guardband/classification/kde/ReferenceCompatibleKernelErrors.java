package org.guardband.classification.kde;

import org.guardband.core.batch.CategoricalBatch;

/**
 * Kernel calibration errors as the software of their authors (ece-kde) gives them, where that
 * differs from {@link BetaKernelRegression#error} and {@link DirichletKernelRegression#error}. Its
 * single precision, and its NaN for scores of exactly 0 or 1, are not reproduced.
 */
public final class ReferenceCompatibleKernelErrors {

    /** Smaller sums of kernels are replaced by it in the canonical error of up to 60 classes. */
    private static final double LEAST_MASS = 1e-10;

    private static final int MOST_CLASSES = 60;

    private ReferenceCompatibleKernelErrors() {}

    /**
     * The binary error, doubled: a single column is counted for both classes. Its top-label error
     * is not doubled.
     *
     * @param scores the scores
     * @param targets outcomes in [0, 1], one per score
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return twice the binary error
     */
    public static double binary(
            BetaKernelRegression scores, double[] targets, double bandwidth, double power) {
        return 2 * scores.error(targets, bandwidth, power);
    }

    /**
     * The canonical error with sums of kernels raised to 10⁻¹⁰ for up to 60 classes, so that the
     * estimate of a row far from all others is 0.
     *
     * @param predictions class probabilities
     * @param labels the true class of each row
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error
     */
    public static double canonical(
            CategoricalBatch predictions, int[] labels, double bandwidth, double power) {
        DirichletKernelRegression rows = DirichletKernelRegression.of(predictions);
        double least = rows.classes() <= MOST_CLASSES ? LEAST_MASS : 0;
        return rows.distance(rows.means(rows.indicators(labels), bandwidth, least, false), power);
    }

    /**
     * The marginal error: the sum, not the mean, of the binary errors of all classes against the
     * rest. (It also drops, as if not of the class, centres whose log kernel is exactly 0, which is
     * not reproduced: which these are depends on the rounding of single precision.)
     *
     * @param predictions class probabilities
     * @param labels the true class of each row
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error
     */
    public static double marginal(
            CategoricalBatch predictions, int[] labels, double bandwidth, double power) {
        double sum = 0;
        int n = predictions.size();
        for (int k = 0; k < predictions.classes(); k++) {
            double[] scores = new double[n];
            double[] targets = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = predictions.probability(i, k);
                targets[i] = labels[i] == k ? 1 : 0;
            }
            sum += BetaKernelRegression.of(scores).error(targets, bandwidth, power);
        }
        return sum;
    }
}
