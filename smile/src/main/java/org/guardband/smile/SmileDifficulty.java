package org.guardband.smile;

import org.guardband.core.numeric.Arguments;
import smile.neighbor.KNNSearch;
import smile.neighbor.Neighbor;

/**
 * How hard a row is, from its k nearest neighbours in a search of Smile: {@code
 * org.guardband.conformal.regression.NeighbourDifficulty} with a tree in place of the scan of all
 * reference rows, for {@link SmileRegressor#withSpread}.
 *
 * <p>The forms are σ(x) + β with σ the sum of the neighbours' distances ({@link #byDistance}), the
 * standard deviation of their targets with divisor k ({@link #byLabels}) or the mean of their
 * absolute residuals ({@link #byResiduals}). Features are taken as they are: to have the same σ as
 * {@code NeighbourDifficulty}, bring those of the reference and of rows to [0, 1] by the range of
 * the reference. A neighbour is known by its place, so targets stand in the order in which the
 * search was given its rows.
 *
 * <p>The reference rows must not calibrate; see {@code NeighbourDifficulty} for the guarantee.
 *
 * <p>Immutable as long as the search is; safe to share between threads, as Smile's searches are
 * while nothing is added to them.
 */
public final class SmileDifficulty {

    private final KNNSearch<double[], ?> search;
    private final int neighbours;
    private final double beta;
    private final Kind kind;

    private enum Kind {
        DISTANCE,
        LABELS,
        RESIDUALS
    }

    private final double[] values;

    private SmileDifficulty(
            KNNSearch<double[], ?> search,
            int neighbours,
            double beta,
            Kind kind,
            double[] values) {
        this.search = search;
        this.neighbours = Arguments.atLeast("k", neighbours, 1);
        this.beta = Arguments.nonNegative("beta", beta);
        this.kind = kind;
        this.values = values;
    }

    /**
     * Difficulty by the distances to the neighbours.
     *
     * @param search a search over reference rows
     * @param k the number of neighbours, ≥ 1
     * @param beta β, finite and ≥ 0
     * @return the difficulty
     * @throws IllegalArgumentException if an option is out of range
     */
    public static SmileDifficulty byDistance(KNNSearch<double[], ?> search, int k, double beta) {
        return new SmileDifficulty(search, k, beta, Kind.DISTANCE, new double[0]);
    }

    /**
     * Difficulty by the spread of the neighbours' targets.
     *
     * @param search a search over reference rows
     * @param targets the truth of each reference row, finite, in the order of the search
     * @param k the number of neighbours, ≥ 1
     * @param beta β, finite and ≥ 0, in the unit of the targets
     * @return the difficulty
     * @throws IllegalArgumentException if an option is out of range or a target not finite
     */
    public static SmileDifficulty byLabels(
            KNNSearch<double[], ?> search, double[] targets, int k, double beta) {
        return new SmileDifficulty(
                search, k, beta, Kind.LABELS, Arguments.allFinite("targets", targets.clone()));
    }

    /**
     * Difficulty by the neighbours' residuals.
     *
     * @param search a search over reference rows
     * @param residuals truth less prediction of each reference row, finite, in the order of the
     *     search
     * @param k the number of neighbours, ≥ 1
     * @param beta β, finite and ≥ 0, in the unit of the residuals
     * @return the difficulty
     * @throws IllegalArgumentException if an option is out of range or a residual not finite
     */
    public static SmileDifficulty byResiduals(
            KNNSearch<double[], ?> search, double[] residuals, int k, double beta) {
        return new SmileDifficulty(
                search,
                k,
                beta,
                Kind.RESIDUALS,
                Arguments.allFinite("residuals", residuals.clone()));
    }

    /**
     * The difficulty of rows.
     *
     * @param rows features in the columns of the reference
     * @return σ + β of each row
     * @throws IllegalArgumentException if a feature is NaN or infinite, the columns differ, there
     *     are fewer than k neighbours, or there are fewer targets than reference rows
     */
    public double[] difficulties(double[][] rows) {
        return SmileNeighbours.summaries(search, rows, neighbours, near -> beta + sigma(near));
    }

    private double sigma(Neighbor<?, ?>[] near) {
        if (kind == Kind.DISTANCE) {
            return SmileNeighbours.total(near);
        }
        double sum = 0;
        for (Neighbor<?, ?> one : near) {
            double value = values[Arguments.index("place", one.index, values.length)];
            sum += kind == Kind.LABELS ? value : Math.abs(value);
        }
        double mean = sum / near.length;
        if (kind == Kind.RESIDUALS) {
            return mean;
        }
        double squares = 0;
        for (Neighbor<?, ?> one : near) {
            squares += (values[one.index] - mean) * (values[one.index] - mean);
        }
        return Math.sqrt(squares / near.length);
    }

    @Override
    public String toString() {
        return "SmileDifficulty[" + kind + ", k=" + neighbours + ", beta=" + beta + "]";
    }
}
