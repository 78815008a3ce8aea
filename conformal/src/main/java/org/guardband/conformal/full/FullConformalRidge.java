package org.guardband.conformal.full;

import org.guardband.core.numeric.Arguments;

/**
 * Full conformal prediction by ridge regression.
 *
 * <p>The model is fitted to the n training rows and the test row with a hypothesised truth y, and y
 * belongs to the set if its absolute residual is not too strange among all n + 1: p(y) = #{i :
 * |rᵢ(y)| ≥ |r(y)|}/(n+1) &gt; α, the test row counted. All residuals are linear in y, so that the
 * set is found exactly for all y at once: with β and s = xᵀ(XᵀX + Λ)⁻¹x of the training rows alone,
 * z = y − xᵀβ and uᵢ = xᵢᵀ(XᵀX + Λ)⁻¹x, row i is as strange as the test row where |(1+s)(yᵢ − xᵢᵀβ)
 * − uᵢz| ≥ |z|.
 *
 * <p><b>Guarantee.</b> If training and test rows are exchangeable, P(y in the set) ≥ 1 − α, and
 * without ties it is k/(n+1) for k = ⌈(n+1)(1−α)⌉. No row is lost to calibration. The penalty must
 * be chosen without looking at these rows, or with the test row treated as one of them. Marginal
 * only.
 *
 * <p><b>Order of rows.</b> It changes no more than the rounding: sums over rows are formed in their
 * order, so that ends may differ in their last digits, and a truth that ties may go in or out.
 *
 * <p><b>Cost.</b> O(nd² + d³) once, O(nd + d²) per test row, O(n log n) more where the set may come
 * apart (some |uᵢ| ≥ 1: the test row is far away from all others). No n × m table.
 *
 * <p>Source: Nouretdinov, Melluish, Vovk 2001, "Ridge regression confidence machine", ICML; Vovk,
 * Gammerman, Shafer 2005, doi 10.1007/b106715, Section 2.3.
 *
 * @param penalty λ ≥ 0, the ridge penalty of every coefficient but the intercept
 * @param intercept whether a constant, not penalised, is added to the features
 */
public record FullConformalRidge(double penalty, boolean intercept) {

    /**
     * Checks the penalty.
     *
     * @param penalty λ
     * @param intercept whether a constant is added
     * @throws IllegalArgumentException if the penalty is not finite and ≥ 0
     */
    public FullConformalRidge {
        Arguments.nonNegative("penalty", penalty);
        Arguments.finite("penalty", penalty);
    }

    /**
     * Ridge regression with an intercept.
     *
     * @param penalty λ ≥ 0; 0 is least squares and needs features of full rank
     * @return the method
     * @throws IllegalArgumentException if the penalty is not finite and ≥ 0
     */
    public static FullConformalRidge withPenalty(double penalty) {
        return new FullConformalRidge(penalty, true);
    }

    /**
     * The same through the origin.
     *
     * @return the method
     */
    public FullConformalRidge withoutIntercept() {
        return new FullConformalRidge(penalty, false);
    }

    /**
     * Prepares the training rows.
     *
     * @param x x[i] are the features of row i, finite, all of one length
     * @param y the truth of each row, finite
     * @return the regressor
     * @throws IllegalArgumentException if there is no row, lengths differ, a number is not finite,
     *     or XᵀX + Λ is singular
     */
    public FullConformalRidgeRegressor conformalize(double[][] x, double[] y) {
        return FullConformalRidgeRegressor.fit(
                FullConformalSets.training(x, y), y.clone(), penalty, intercept);
    }
}
