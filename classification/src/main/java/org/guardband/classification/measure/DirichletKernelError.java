package org.guardband.classification.measure;

import org.guardband.classification.kde.DirichletKernelRegression;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;

/**
 * Kernel calibration error of the whole probability vector with the Dirichlet kernel: (1/n) Σᵢ Σ_k
 * |r̂ᵢ_k − pᵢ_k|^q, without a root, r̂ᵢ the leave-one-out estimate of P(y = · | pᵢ) of {@link
 * DirichletKernelRegression}. O(n²K).
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810 (the canonical error).
 *
 * @param bandwidth h &gt; 0
 * @param power q, 1 or more
 */
public record DirichletKernelError(double bandwidth, double power) implements ClassMeasure {

    /**
     * Checks the parameters.
     *
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     */
    public DirichletKernelError {
        Arguments.positive("bandwidth", bandwidth);
        if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("power must be >= 1 and finite, got " + power);
        }
    }

    @Override
    public String name() {
        return "kde-dirichlet-l" + power + "-h" + bandwidth;
    }

    @Override
    public double value(CategoricalBatch predictions, int[] labels) {
        ClassInput.check(predictions, labels);
        DirichletKernelRegression rows = DirichletKernelRegression.of(predictions);
        return rows.error(rows.indicators(labels), bandwidth, power);
    }
}
