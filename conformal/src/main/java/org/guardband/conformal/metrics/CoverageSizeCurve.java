package org.guardband.conformal.metrics;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.set.Intervals;
import org.guardband.core.set.LabelSets;

/**
 * What coverage costs: for each asked coverage the coverage got and the mean size of the sets. Of
 * two predictors that are valid on the same rows the one whose curve has the smaller sizes is the
 * more useful.
 *
 * @param points one for each asked coverage, in the order given
 */
public record CoverageSizeCurve(List<Point> points) {

    /**
     * One asked coverage.
     *
     * @param asked 1 − α
     * @param got how many truths were in their sets
     * @param meanSize labels in a set, or length of an interval (0 where empty), on average; NaN
     *     without rows
     */
    public record Point(Coverage asked, EmpiricalCoverage got, double meanSize) {}

    /**
     * Keeps a copy.
     *
     * @param points one for each asked coverage
     */
    public CoverageSizeCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of sets of labels, for instance of {@code classifier.sets(rows, asked)}.
     *
     * @param asked the asked coverages
     * @param sets the sets of each, over the same rows
     * @param labels the true class index of each row
     * @return the curve
     * @throws IllegalArgumentException if lengths differ or a label is out of range
     */
    public static CoverageSizeCurve ofLabels(
            List<Coverage> asked, List<LabelSets> sets, int[] labels) {
        Arguments.sameLength("sets", sets.size(), "asked", asked.size());
        List<Point> points = new ArrayList<>();
        for (int c = 0; c < sets.size(); c++) {
            LabelSetMetrics metrics = LabelSetMetrics.of(sets.get(c), labels);
            points.add(new Point(asked.get(c), metrics.coverage(), metrics.meanSize()));
        }
        return new CoverageSizeCurve(points);
    }

    /**
     * The curve of intervals.
     *
     * @param asked the asked coverages
     * @param intervals the intervals of each, over the same rows
     * @param y one truth per row
     * @return the curve; the mean length is infinite where an interval is
     * @throws IllegalArgumentException if lengths differ or a truth is NaN
     */
    public static CoverageSizeCurve ofIntervals(
            List<Coverage> asked, List<Intervals> intervals, double[] y) {
        Arguments.sameLength("intervals", intervals.size(), "asked", asked.size());
        List<Point> points = new ArrayList<>();
        for (int c = 0; c < intervals.size(); c++) {
            Intervals of = intervals.get(c);
            double sum = 0;
            for (int i = 0; i < of.size(); i++) {
                sum += Math.max(0, of.upper(i) - of.lower(i));
            }
            points.add(new Point(asked.get(c), IntervalCoverage.of(of, y), sum / of.size()));
        }
        return new CoverageSizeCurve(points);
    }
}
