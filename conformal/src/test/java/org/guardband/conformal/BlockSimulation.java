package org.guardband.conformal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.conformal.CoverageSimulation.Ties;
import org.guardband.conformal.metrics.CoverageDistribution;
import org.guardband.core.Coverage;

/**
 * Repeats (draw n calibration rows and a block of m test rows, conformalize once, count the truths
 * inside), for large n where sorting fresh scores for every single test row is what takes the time.
 *
 * <p>The number of misses of one tail is independent between repetitions and BetaBinomial(m; n+1−k,
 * k) within, smaller in law where scores tie. The sum S over all repetitions is judged by
 * Chernoff's bound with the exact moment generating function M of that law, P(S ≥ s) ≤ M(t)ᴿ
 * exp(−ts) for every t &gt; 0 and the mirror image for t &lt; 0: a sound method fails with
 * probability below {@link ExactBounds#FALSE_ALARM}. Two tails at half of the error each depend on
 * one another in a way that is not known; by Cauchy and Schwarz the moment generating function of
 * both together is at most that of one tail at 2t.
 *
 * @param calibrations R, number of repetitions
 * @param tests m, test rows in each
 * @param seed what the repetitions derive their random numbers from
 */
public record BlockSimulation(int calibrations, int tests, long seed) {

    /**
     * As many repetitions as tell a rank that is off by one, which moves the coverage by 1/(n+1),
     * for n ≤ 100. The share of covered test rows has a variance of nearly c(1−c)(1/(n+2) + 1/m)/R:
     * at c = 0.8 that shift is 7.9 of its standard deviations for n = 99 and 18 for n = 19, at c =
     * 0.95 it is 14 and 33, and 6.4 fail a method. For n = 1000 it is less than one: there the
     * simulation finds errors of 0.01 in the coverage and what breaks at that size.
     *
     * @param n number of calibration rows
     * @param seed what the repetitions derive their random numbers from
     * @return the simulation
     */
    public static BlockSimulation telling(int n, long seed) {
        if (n < 50) {
            return new BlockSimulation(2_000, 20, seed);
        }
        return n < 500
                ? new BlockSimulation(2_000, 100, seed)
                : new BlockSimulation(150, 400, seed);
    }

    /** One repetition. */
    @FunctionalInterface
    public interface Draw {
        /**
         * Draws everything anew and counts.
         *
         * @param n number of calibration rows
         * @param tests number of test rows
         * @param seed the seed of this repetition alone
         * @return for each of {@link CoverageSimulation#COVERAGES} the number of truths in their
         *     sets
         */
        int[] covered(int n, int tests, long seed);
    }

    /**
     * Repeats and judges a method with one score for every coverage.
     *
     * @param what named in a failure
     * @param ties how to judge
     * @param n number of calibration rows
     * @param draw one repetition
     */
    public void check(String what, Ties ties, int n, Draw draw) {
        check(what, ties, 1, n, draw);
    }

    /**
     * Repeats and judges a method with a score for either tail for every coverage, from below.
     *
     * @param what named in a failure
     * @param n number of calibration rows
     * @param draw one repetition
     */
    public void checkTwoTails(String what, int n, Draw draw) {
        check(what, Ties.POSSIBLE, 2, n, draw);
    }

    private void check(String what, Ties ties, int tails, int n, Draw draw) {
        int[][] counts =
                IntStream.range(0, calibrations)
                        .parallel()
                        .mapToObj(r -> draw.covered(n, tests, CoverageSimulation.seedOf(seed, r)))
                        .toArray(int[][]::new);
        for (int c = 0; c < CoverageSimulation.COVERAGES.size(); c++) {
            int column = c;
            long covered = Arrays.stream(counts).mapToLong(count -> count[column]).sum();
            judge(what, ties, tails, n, CoverageSimulation.COVERAGES.get(c), covered);
        }
    }

    private void judge(String what, Ties ties, int tails, int n, Coverage coverage, long covered) {
        Coverage each = tails == 1 ? coverage : coverage.halvedError();
        CoverageDistribution law = new CoverageDistribution(n, each, tests);
        double[] logP =
                IntStream.rangeClosed(0, tests)
                        .mapToDouble(misses -> Math.log(law.probability(tests - misses)))
                        .toArray();
        long all = (long) calibrations * tests;
        String name =
                String.format(
                        "%s, n = %d, coverage %s: %d of %d covered",
                        what, n, coverage, covered, all);
        assertThat(logTail(logP, tails, all - covered, 1))
                .as(name + ", too few")
                .isGreaterThan(Math.log(ExactBounds.FALSE_ALARM));
        if (ties == Ties.NONE) {
            assertThat(logTail(logP, tails, all - covered, -1))
                    .as(name + ", too many")
                    .isGreaterThan(Math.log(ExactBounds.FALSE_ALARM));
        }
    }

    /** The smallest bound among many t of one sign; each is valid on its own. */
    private double logTail(double[] logP, int tails, long misses, int sign) {
        return IntStream.rangeClosed(-400, 40)
                .mapToDouble(e -> sign * Math.exp(e / 20.0))
                .map(t -> calibrations * logMoment(logP, tails * t) - t * misses)
                .min()
                .orElseThrow();
    }

    private static double logMoment(double[] logP, double t) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int x = 0; x < logP.length; x++) {
            largest = Math.max(largest, logP[x] + t * x);
        }
        double sum = 0;
        for (int x = 0; x < logP.length; x++) {
            sum += Math.exp(logP[x] + t * x - largest);
        }
        return largest + Math.log(sum);
    }
}
