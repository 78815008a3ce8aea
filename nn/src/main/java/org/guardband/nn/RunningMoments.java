package org.guardband.nn;

import java.util.Arrays;

/**
 * The means and variances that batch norm uses when it predicts: running means of those of the
 * batches, {@code r ← (1 − 0.1) r + 0.1 b}, with the variance over m − 1, as in PyTorch.
 */
public final class RunningMoments {
    /** Added to a variance before its root. */
    static final double EPSILON = 1e-5;

    private static final double SHARE = 0.1;
    private final double[] means;
    private final double[] variances;

    /**
     * Means 0 and variances 1.
     *
     * @param size number of columns
     */
    public RunningMoments(int size) {
        means = new double[Checks.atLeast("size", size, 0)];
        variances = new double[size];
        Arrays.fill(variances, 1);
    }

    /**
     * Number of columns.
     *
     * @return ≥ 0
     */
    public int size() {
        return means.length;
    }

    /**
     * The running means.
     *
     * @return one a column, copied
     */
    public double[] means() {
        return means.clone();
    }

    /**
     * The running variances.
     *
     * @return one a column, copied
     */
    public double[] variances() {
        return variances.clone();
    }

    double mean(int column) {
        return means[column];
    }

    double variance(int column) {
        return variances[column];
    }

    void follow(int column, double mean, double variance) {
        means[column] += SHARE * (mean - means[column]);
        variances[column] += SHARE * (variance - variances[column]);
    }
}
