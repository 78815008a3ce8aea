package org.guardband.conformal.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.core.numeric.SortedOrder;

/**
 * Worst-slab coverage (WSC): the smallest coverage over all slabs {x : a ≤ v·x ≤ b} of the feature
 * space that hold at least a share δ of the rows,
 *
 * <pre>    WSC = min over v, a ≤ b with P(a ≤ v·X ≤ b) ≥ δ of P(covered | a ≤ v·X ≤ b)</pre>
 *
 * <p>over M random directions v on the sphere; exact over a and b. Marginal coverage can be right
 * where WSC is far below it. Features should be of similar scales.
 *
 * <p>The minimum over the rows at hand is biased downwards: a worst slab exists by chance too.
 * {@link #unbiased} finds the slab on some of the rows and counts on the others, where it is like
 * any other slab: its share is an unbiased estimate of that slab's coverage, and {@link
 * EmpiricalCoverage#clopperPearson} of the counts is exact for it.
 *
 * <p><b>Cost.</b> O(M n (d + log n)), directions in parallel; the result is the same on any number
 * of threads.
 *
 * <p>Source: Cauchois, Gupta, Duchi 2021, arXiv 2004.10181; the split form: Romano, Sesia, Candès
 * 2020, arXiv 2006.02544.
 *
 * @param mass δ, the smallest share of rows in a slab, in (0, 1]
 * @param directions M, at least 1
 * @param seed what directions and split derive from
 */
public record WorstSlabCoverage(double mass, int directions, long seed) {

    private static final double DEFAULT_MASS = 0.1;
    private static final int DEFAULT_DIRECTIONS = 1000;

    /** The share of rows that looks for the slab, as in Romano, Sesia, Candès. */
    private static final double SEARCHING = 0.25;

    /**
     * Checks the numbers.
     *
     * @param mass δ
     * @param directions M
     * @param seed any number
     * @throws IllegalArgumentException if δ is not in (0, 1] or M is below 1
     */
    public WorstSlabCoverage {
        if (!(mass > 0 && mass <= 1)) {
            throw new IllegalArgumentException("mass must be in (0, 1], got " + mass);
        }
        Arguments.atLeast("directions", directions, 1);
    }

    /**
     * δ = 0.1 and 1000 directions.
     *
     * @param seed what directions and split derive from
     * @return the metric
     */
    public static WorstSlabCoverage withSeed(long seed) {
        return new WorstSlabCoverage(DEFAULT_MASS, DEFAULT_DIRECTIONS, seed);
    }

    /**
     * The same with another share of rows.
     *
     * @param share δ, in (0, 1]
     * @return the metric
     */
    public WorstSlabCoverage withMass(double share) {
        return new WorstSlabCoverage(share, directions, seed);
    }

    /**
     * The same with more or fewer directions.
     *
     * @param count M, at least 1
     * @return the metric
     */
    public WorstSlabCoverage withDirections(int count) {
        return new WorstSlabCoverage(mass, count, seed);
    }

    /**
     * The worst slab over random directions, biased downwards.
     *
     * @param x the features of each row, finite
     * @param hits for each row whether the truth was in its set
     * @return the slab; the first direction wins where shares are equal
     * @throws IllegalArgumentException if there is no row, lengths differ or a number is not finite
     */
    public WorstSlab worst(double[][] x, boolean[] hits) {
        requireRows(x, hits, 1);
        return along(x, hits, sphere(x[0].length), mass);
    }

    /**
     * A quarter of the rows finds the worst slab, the others say how it is covered.
     *
     * @param x the features of each row, finite
     * @param hits for each row whether the truth was in its set
     * @return the counts of the other rows in the slab; of none in rare cases
     * @throws IllegalArgumentException if there are fewer than 4 rows, lengths differ or a number
     *     is not finite
     */
    public EmpiricalCoverage unbiased(double[][] x, boolean[] hits) {
        requireRows(x, hits, 4);
        int[] order = RandomOrder.of(x.length, new SplittableRandom(seed));
        int searching = (int) (SEARCHING * x.length);
        double[][] searchX = new double[searching][];
        boolean[] searchHits = new boolean[searching];
        for (int i = 0; i < searching; i++) {
            searchX[i] = x[order[i]];
            searchHits[i] = hits[order[i]];
        }
        WorstSlab slab = along(searchX, searchHits, sphere(x[0].length), mass);
        int covered = 0;
        int total = 0;
        for (int i = searching; i < order.length; i++) {
            if (slab.contains(x[order[i]])) {
                total++;
                covered += hits[order[i]] ? 1 : 0;
            }
        }
        return new EmpiricalCoverage(covered, total);
    }

    /**
     * The worst slab across given directions, for instance the axes; exact.
     *
     * @param x the features of each row, finite
     * @param hits for each row whether the truth was in its set
     * @param directions each of the length of a row, finite
     * @param mass δ, in (0, 1]; a slab holds ⌈δn⌉ rows or more
     * @return the slab; the first direction wins where shares are equal
     * @throws IllegalArgumentException if there is no row or direction, lengths differ, a number is
     *     not finite or δ is out of range
     */
    public static WorstSlab along(
            double[][] x, boolean[] hits, double[][] directions, double mass) {
        requireRows(x, hits, 1);
        int least =
                (int) Math.ceil(new WorstSlabCoverage(mass, directions.length, 0).mass * x.length);
        requireMatrix("directions", directions, x[0].length);
        WorstSlab[] slabs = new WorstSlab[directions.length];
        ParallelRows.run(
                slabs.length,
                1 + (1 << 12) / x.length,
                (from, to) -> {
                    SlabSweep sweep = new SlabSweep(x.length);
                    for (int m = from; m < to; m++) {
                        slabs[m] = across(x, hits, directions[m], least, sweep);
                    }
                });
        WorstSlab worst = slabs[0];
        for (WorstSlab slab : slabs) {
            worst = isWorse(slab.coverage(), worst.coverage()) ? slab : worst;
        }
        return worst;
    }

    private static WorstSlab across(
            double[][] x, boolean[] hits, double[] direction, int least, SlabSweep sweep) {
        double[] place = new double[x.length];
        Arrays.setAll(place, i -> WorstSlab.position(x[i], direction));
        int[] order = SortedOrder.ascending(place);
        double[] sorted = new double[place.length];
        boolean[] hit = new boolean[place.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = place[order[i]];
            hit[i] = hits[order[i]];
        }
        sweep.run(sorted, hit, least);
        return new WorstSlab(
                direction, sorted[sweep.from()], sorted[sweep.to() - 1], sweep.coverage());
    }

    private static boolean isWorse(EmpiricalCoverage a, EmpiricalCoverage b) {
        return a.covered() * b.total() < b.covered() * a.total();
    }

    private double[][] sphere(int columns) {
        SplittableRandom random = new SplittableRandom(seed).split();
        double[][] sphere = new double[directions][columns];
        for (double[] direction : sphere) {
            double norm = 0;
            while (norm == 0) {
                for (int j = 0; j < columns; j++) {
                    direction[j] = random.nextGaussian();
                    norm = Math.hypot(norm, direction[j]);
                }
            }
            for (int j = 0; j < columns; j++) {
                direction[j] /= norm;
            }
        }
        return sphere;
    }

    private static void requireRows(double[][] x, boolean[] hits, int least) {
        Arguments.sameLength("hits", hits.length, "x", x.length);
        Arguments.atLeast("number of rows", x.length, least);
        Arguments.atLeast("length of x[0]", x[0].length, 1);
        requireMatrix("x", x, x[0].length);
    }

    private static void requireMatrix(String name, double[][] rows, int columns) {
        for (int i = 0; i < rows.length; i++) {
            String row = name + "[" + i + "]";
            Arguments.sameLength(row, rows[i].length, "x[0]", columns);
            Arguments.allFinite(row, rows[i]);
        }
    }
}
