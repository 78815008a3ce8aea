package org.guardband.conformal.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.Intervals;

/**
 * Size-stratified coverage (SSC) of intervals: rows are put in order of width and cut into strata
 * of equal counts. A predictor whose widths say where it is uncertain covers alike in all strata;
 * one that is too sure of its narrow rows shows it in the first.
 *
 * <p>Rows of equal width stay in one stratum, for a cut between them would be by chance: strata may
 * be unequal, and fewer than asked. With a constant width there is one. Empty sets have width 0,
 * unbounded ones +∞.
 *
 * <p>Source: Angelopoulos, Bates, Malik, Jordan 2021, arXiv 2009.14193; Feldman, Bates, Romano
 * 2021, arXiv 2106.00394.
 */
public final class WidthStratifiedCoverage {

    private WidthStratifiedCoverage() {}

    /**
     * Coverage by stratum of width.
     *
     * @param intervals one interval per row
     * @param y one truth per row; not NaN
     * @param strata the number of strata, ≥ 1
     * @return the counts of each stratum, narrow rows first, named {@code [a, b]} by the smallest
     *     and the largest width in it; {@link GroupCoverage#minShare} is the SSC score
     * @throws IllegalArgumentException if lengths differ, a truth is NaN or {@code strata} &lt; 1
     */
    public static GroupCoverage of(Intervals intervals, double[] y, int strata) {
        Arguments.atLeast("strata", strata, 1);
        boolean[] hits = IntervalCoverage.hits(intervals, y);
        double[] width = IntervalWidths.widths(intervals);
        double[] sorted = width.clone();
        Arrays.sort(sorted);
        double[] starts =
                IntStream.range(0, sorted.length == 0 ? 0 : strata)
                        .map(s -> (int) ((long) s * sorted.length / strata))
                        .mapToDouble(from -> sorted[from])
                        .distinct()
                        .toArray();
        double[] largest = new double[starts.length];
        int[] stratum = new int[width.length];
        for (int i = 0; i < width.length; i++) {
            int found = Arrays.binarySearch(starts, width[i]);
            stratum[i] = found >= 0 ? found : -found - 2;
            largest[stratum[i]] = Math.max(largest[stratum[i]], width[i]);
        }
        List<String> names =
                IntStream.range(0, starts.length)
                        .mapToObj(s -> "[" + starts[s] + ", " + largest[s] + "]")
                        .toList();
        return GroupCoverage.count(hits, stratum, names);
    }
}
