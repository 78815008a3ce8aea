package org.guardband.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.guardband.core.Coverage;

/**
 * Judges counts of covered draws by exact binomial tails.
 *
 * <p>Draws are independent repetitions of (calibration rows, one test row), so that the number of
 * covered ones among R is exactly Binomial(R, c), with c ≥ 1 − α always, and c = k/(n+1) where the
 * scores have no ties. A sound method fails one check with probability at most {@link
 * #FALSE_ALARM}; a thousand checks together fail a sound house less than once in a million runs.
 */
public final class ExactBounds {

    /** The probability with which one check of a sound method fails. */
    public static final double FALSE_ALARM = 1e-9;

    private ExactBounds() {}

    /** The lower tail: covered at least as often as asked, up to chance. */
    public static void assertCoversAtLeast(String what, long covered, int draws, double share) {
        double tail = BinomialDistribution.of(draws, share).cumulativeProbability((int) covered);
        assertThat(tail)
                .as("%s: %d of %d covered, asked %s", what, covered, draws, share)
                .isGreaterThan(FALSE_ALARM);
    }

    /**
     * The mean of independent numbers in [0, range] is at most {@code level}, up to chance, by the
     * empirical Bernstein bound of Maurer and Pontil 2009 (arXiv 0907.3740), which knows no more
     * than the range: for numbers that spread little it is far nearer than that of a coin thrown
     * for each of them.
     */
    public static void assertMeanAtMost(String what, double[] values, double range, double level) {
        int n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (n - 1);
        double log = Math.log(2 / FALSE_ALARM);
        double slack = Math.sqrt(2 * variance * log / n) + range * 7 * log / (3.0 * (n - 1));
        assertThat(mean).as("%s: mean of %d draws", what, n).isLessThanOrEqualTo(level + slack);
    }

    /** Both tails, for scores without ties: covered with probability k/(n+1) exactly. */
    public static void assertCoversExactly(
            String what, long covered, int draws, int n, Coverage coverage) {
        double share = (double) coverage.upperRank(n) / (n + 1);
        if (share == 1) {
            assertThat(covered).as(what).isEqualTo(draws);
            return;
        }
        assertCoversAtLeast(what, covered, draws, share);
        double tail = BinomialDistribution.of(draws, share).survivalProbability((int) covered - 1);
        assertThat(tail)
                .as("%s: %d of %d covered, exact share %s", what, covered, draws, share)
                .isGreaterThan(FALSE_ALARM);
    }
}
