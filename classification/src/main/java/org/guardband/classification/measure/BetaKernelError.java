package org.guardband.classification.measure;

import org.guardband.classification.kde.BetaKernelRegression;
import org.guardband.core.numeric.Arguments;

/**
 * Kernel calibration error of binary forecasts with the Beta kernel: ((1/n) Σ |r̂ᵢ − pᵢ|^q),
 * without a root, where r̂ᵢ = Σ_{j≠i} k(pᵢ; pⱼ) yⱼ / Σ_{j≠i} k(pᵢ; pⱼ) and k(·; c) is the density
 * of Beta(c/h + 1, (1 − c)/h + 1). Consistent as h → 0 with n; near-linear in n by {@link
 * BetaKernelRegression}, the same bits on any number of threads.
 *
 * <p>{@link #under} the view of confidence it is the error that the authors' software calls
 * top-label, under the class-wise view 1/K of its marginal one. {@link DirichletKernelError} is
 * their canonical error.
 *
 * <p>Forecasts are first moved into [10⁻⁷, 1 − 10⁻⁷], since the density vanishes at 0 and 1.
 *
 * <p>Deviation: the authors' software doubles the value for a single column; this does not.
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810.
 *
 * @param bandwidth h &gt; 0
 * @param power q, 1 or more
 */
public record BetaKernelError(double bandwidth, double power) implements BinaryMeasure {

    /**
     * Checks the parameters.
     *
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     */
    public BetaKernelError {
        Arguments.positive("bandwidth", bandwidth);
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be >= 1 and finite, got " + power);
        }
    }

    @Override
    public String name() {
        return "kde-beta-l" + power + "-h" + bandwidth;
    }

    @Override
    public double value(BinaryForecasts forecasts) {
        int n = Arguments.atLeast("rows", forecasts.size(), 2);
        double[] scores = new double[n];
        double[] outcomes = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = forecasts.probability(i);
            outcomes[i] = forecasts.happened(i) ? 1 : 0;
        }
        return BetaKernelRegression.of(scores).error(outcomes, bandwidth, power);
    }
}
