package org.guardband.smile;

import java.util.function.Function;
import org.guardband.core.calibration.ConformalScores;
import org.guardband.core.numeric.Arguments;
import smile.neighbor.KNNSearch;
import smile.stat.distribution.Distribution;
import smile.stat.distribution.MultivariateDistribution;

/**
 * How strange rows are, by a density or a neighbour search of Smile: the larger the score, the
 * stranger. {@link #conformalize} turns scores into p-values with a guarantee.
 *
 * @param <I> the form of rows
 */
public final class SmileOutlierDetector<I> {

    private final Function<I, double[]> scores;

    private SmileOutlierDetector(Function<I, double[]> scores) {
        this.scores = scores;
    }

    /**
     * The score −ln p(x) of a density of rows.
     *
     * @param density a density fitted on rows that do not calibrate
     * @return the detector; +∞ where the density is 0
     */
    public static SmileOutlierDetector<double[][]> ofDensity(MultivariateDistribution density) {
        return new SmileOutlierDetector<>(
                rows -> {
                    double[] out = new double[rows.length];
                    SmileRows.arrays(rows, (i, row) -> out[i] = score(density.logp(row)));
                    return out;
                });
    }

    /**
     * The score −ln p(x) of a density of numbers.
     *
     * @param density a density fitted on numbers that do not calibrate
     * @return the detector; +∞ where the density is 0
     */
    public static SmileOutlierDetector<double[]> ofDensity(Distribution density) {
        return new SmileOutlierDetector<>(
                numbers -> {
                    Arguments.allFinite("numbers", numbers);
                    double[] out = new double[numbers.length];
                    for (int i = 0; i < out.length; i++) {
                        out[i] = score(density.logp(numbers[i]));
                    }
                    return out;
                });
    }

    /**
     * The distance to the k-th nearest reference row.
     *
     * @param search a search over reference rows that do not calibrate
     * @param k ≥ 1, at most the number of reference rows
     * @return the detector
     * @throws IllegalArgumentException if {@code k} is not positive
     */
    public static SmileOutlierDetector<double[][]> ofDistance(
            KNNSearch<double[], ?> search, int k) {
        Arguments.atLeast("k", k, 1);
        return new SmileOutlierDetector<>(rows -> SmileNeighbours.distances(search, rows, k));
    }

    private static double score(double logDensity) {
        return -Arguments.notNaN("log density", logDensity);
    }

    /**
     * The scores of rows.
     *
     * @param rows the rows
     * @return one score per row, not NaN
     * @throws IllegalArgumentException if a feature is NaN or infinite, or rows do not fit
     */
    public double[] scores(I rows) {
        return scores.apply(rows);
    }

    /**
     * Scores held-out rows that are in order.
     *
     * @param heldOut rows without outliers that the density was not fitted on
     * @return the detector with p-values
     * @throws IllegalArgumentException as {@link #scores}
     */
    public SmileOutliers<I> conformalize(I heldOut) {
        return with(ConformalScores.of(scores(heldOut)));
    }

    /**
     * The detector with held-out scores of before.
     *
     * @param heldOut scores of rows that are in order
     * @return the detector with p-values
     */
    public SmileOutliers<I> with(ConformalScores heldOut) {
        return new SmileOutliers<>(this, heldOut);
    }
}
