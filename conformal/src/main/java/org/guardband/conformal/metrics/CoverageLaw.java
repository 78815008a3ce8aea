package org.guardband.conformal.metrics;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.Interval;

/**
 * The law of the coverage of one fitted split conformal predictor: how often it will be right on
 * endless test rows, as a random number that depends on the calibration rows it happened to get.
 *
 * <p>With n calibration scores and rank k = ⌈(n+1)(1−α)⌉ ≤ n it is Beta(k, n+1−k), if calibration
 * and test rows are independent and alike and scores have no ties; with ties it is stochastically
 * larger; with k = n + 1 it is 1. Its mean is k/(n+1) ≥ 1 − α, yet a single predictor is below 1 −
 * α nearly half of the time. {@link CoverageDistribution} is the same for a finite number of test
 * rows.
 *
 * <p>Source: Vovk 2012, arXiv 1209.2673, Proposition 2; Angelopoulos, Bates 2023, arXiv 2107.07511,
 * Section 3.2.
 *
 * @param calibrationSize n ≥ 0
 * @param asked the asked coverage 1 − α
 */
public record CoverageLaw(int calibrationSize, Coverage asked) {

    /**
     * Checks the size.
     *
     * @param calibrationSize n
     * @param asked the asked coverage 1 − α
     * @throws IllegalArgumentException if {@code calibrationSize} is negative
     */
    public CoverageLaw {
        Arguments.atLeast("calibrationSize", calibrationSize, 0);
    }

    /**
     * The expected coverage.
     *
     * @return k/(n+1)
     */
    public double mean() {
        return asked.upperRank(calibrationSize) / (calibrationSize + 1.0);
    }

    /**
     * The probability that the coverage is at most a given one.
     *
     * @param coverage a share in [0, 1]
     * @return P(C ≤ coverage)
     * @throws IllegalArgumentException if {@code coverage} is outside [0, 1]
     */
    public double cumulative(double coverage) {
        Arguments.probability("coverage", coverage);
        if (isCertain()) {
            return coverage == 1 ? 1 : 0;
        }
        return beta().cumulativeProbability(coverage);
    }

    /**
     * A quantile of the coverage; the one at 0.1 is exceeded by nine of ten predictors.
     *
     * @param p a probability in [0, 1]
     * @return the p-quantile
     * @throws IllegalArgumentException if {@code p} is outside [0, 1]
     */
    public double quantile(double p) {
        Arguments.probability("p", p);
        return isCertain() ? 1 : beta().inverseCumulativeProbability(p);
    }

    /**
     * The central interval of the coverage.
     *
     * @param confidence how often the coverage of a predictor lies inside
     * @return the quantiles that leave half of the error on either side
     */
    public Interval interval(Coverage confidence) {
        Coverage each = confidence.halvedError();
        return new Interval(quantile(each.error()), quantile(each.value()));
    }

    private boolean isCertain() {
        return asked.upperRank(calibrationSize) > calibrationSize;
    }

    private BetaDistribution beta() {
        double k = asked.upperRank(calibrationSize);
        return BetaDistribution.of(k, calibrationSize + 1.0 - k);
    }
}
