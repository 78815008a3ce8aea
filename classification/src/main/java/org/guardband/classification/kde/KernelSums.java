package org.guardband.classification.kde;

/**
 * For every row i, in sorted order, Σ_{j≠i} e^{E(i, j) − scale(i)} wⱼ and the same with wⱼyⱼ, with
 * the exponents E of the {@link BetaKernelTerms}. Neither vanishes nor overflows, however far the
 * other rows are.
 */
final class KernelSums {

    /** Σ wⱼ k. */
    final double[] mass;

    /** Σ wⱼ yⱼ k. */
    final double[] target;

    KernelSums(int n) {
        this.mass = new double[n];
        this.target = new double[n];
    }
}
