package org.guardband.conformal.earlystopping;

import java.util.List;
import org.guardband.core.set.Interval;
import org.guardband.core.set.IntervalUnions;
import org.guardband.core.set.Intervals;

/** The convex hulls of unions. */
final class UnionHulls {

    /** Rows of a block: some hundred microseconds of work, where there are a hundred snapshots. */
    static final int BLOCK = 128;

    private UnionHulls() {}

    /** The convex hull of every row; lower end +∞ and upper end −∞ for the empty set. */
    static Intervals of(IntervalUnions unions) {
        double[] lower = new double[unions.size()];
        double[] upper = new double[unions.size()];
        for (int i = 0; i < lower.length; i++) {
            List<Interval> pieces = unions.get(i);
            boolean empty = pieces.isEmpty();
            lower[i] = empty ? Double.POSITIVE_INFINITY : pieces.get(0).lower();
            upper[i] = empty ? Double.NEGATIVE_INFINITY : pieces.get(pieces.size() - 1).upper();
        }
        return Intervals.wrap(lower, upper);
    }
}
