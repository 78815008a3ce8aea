package org.guardband.conformal.full;

import org.guardband.core.numeric.Arguments;

/**
 * Full conformal prediction by the mean of the k nearest neighbours, in Euclidean distance.
 *
 * <p>Every row is predicted by its k nearest neighbours among the other n rows, the test row with
 * its hypothesised truth y included; y belongs to the set if its absolute residual is not too
 * strange among all n + 1. The residual of a training row depends on y, linearly, only if the test
 * row is among its neighbours, so that the set is found exactly for all y at once. Equal distances
 * go to the training row, and among those to the one with the smaller index.
 *
 * <p><b>Guarantee.</b> If training and test rows are exchangeable, P(y in the set) ≥ 1 − α; no row
 * is lost to calibration. Equal distances between different rows break the symmetry between rows,
 * and with it the proof: jitter features that repeat. Scale the features before, without the
 * truths. Marginal only.
 *
 * <p><b>Order of rows.</b> It matters only where distances are equal, which are then decided by the
 * index of the row.
 *
 * <p><b>Cost.</b> O(n²d) once, O(n(d + log k)) per test row. Memory O(nk).
 *
 * <p>Source: Papadopoulos, Vovk, Gammerman 2011, doi 10.1613/jair.3198 (arXiv 1401.3880).
 *
 * @param k the number of neighbours, at least 1
 */
public record FullConformalNeighbors(int k) {

    /**
     * Checks k.
     *
     * @param k the number of neighbours
     * @throws IllegalArgumentException if k is below 1
     */
    public FullConformalNeighbors {
        Arguments.atLeast("k", k, 1);
    }

    /**
     * The method with k neighbours.
     *
     * @param k at least 1
     * @return the method
     * @throws IllegalArgumentException if k is below 1
     */
    public static FullConformalNeighbors of(int k) {
        return new FullConformalNeighbors(k);
    }

    /**
     * Prepares the training rows.
     *
     * @param x x[i] are the features of row i, finite, all of one length
     * @param y the truth of each row, finite
     * @return the regressor
     * @throws IllegalArgumentException if there are not more than k rows, lengths differ, or a
     *     number is not finite
     */
    public FullConformalNeighborsRegressor conformalize(double[][] x, double[] y) {
        Arguments.atLeast("number of rows", x.length, k + 1);
        return FullConformalNeighborsRegressor.fit(FullConformalSets.training(x, y), y.clone(), k);
    }
}
