package org.guardband.ensembles.uncertainty;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.score.RealScore;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.RealMembers;
import org.guardband.ensembles.pool.ClassPool;
import org.guardband.ensembles.pool.RealPool;

/**
 * A measure of the pool by the number of members, over random subsets: where more members cease to
 * help.
 *
 * <p>The pool must take any number of members (equal weights). Subsets of nearly all members share
 * most of them, so that the spread over subsets understates how uncertain the last points are.
 *
 * @param points one per size, 1 … M
 */
public record SizeCurve(List<Point> points) {

    /**
     * One size.
     *
     * @param members how many members were pooled
     * @param mean the measure, mean over the subsets
     * @param sd its standard deviation over the subsets; 0 where there is one subset only
     */
    public record Point(int members, double mean, double sd) {}

    /**
     * Copies the list.
     *
     * @param points one per size
     */
    public SizeCurve {
        points = List.copyOf(points);
    }

    /**
     * The curve of an ensemble of classifiers.
     *
     * @param members the members
     * @param labels the true class of each row
     * @param pool a pool that takes any number of members
     * @param measure the measure
     * @param subsets random subsets for each size, ≥ 1; the whole ensemble is one
     * @param seed the seed
     * @return M points
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    public static SizeCurve of(
            ClassMembers members,
            int[] labels,
            ClassPool pool,
            ClassMeasure measure,
            int subsets,
            long seed) {
        members.requireLabels(labels);
        return of(
                members.size(),
                chosen -> measure.value(pool.apply(members.select(chosen)), labels),
                subsets,
                seed);
    }

    /**
     * The curve of an ensemble of regressors.
     *
     * @param members the members
     * @param truths the truth of each row
     * @param pool a pool that takes any number of members
     * @param score the score, of which the mean over the rows is taken
     * @param subsets random subsets for each size, ≥ 1; the whole ensemble is one
     * @param seed the seed
     * @return M points
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public static SizeCurve of(
            RealMembers members,
            double[] truths,
            RealPool pool,
            RealScore score,
            int subsets,
            long seed) {
        members.requireTruths(truths);
        return of(
                members.size(),
                chosen -> score.mean(pool.apply(members.select(chosen)), truths),
                subsets,
                seed);
    }

    private static SizeCurve of(
            int members, ToDoubleFunction<int[]> measure, int subsets, long seed) {
        Arguments.atLeast("subsets", subsets, 1);
        SplittableRandom random = new SplittableRandom(seed);
        List<Point> points = new ArrayList<>();
        for (int size = 1; size <= members; size++) {
            int repeats = size == members ? 1 : subsets;
            double[] values = new double[repeats];
            double mean = 0;
            for (int r = 0; r < repeats; r++) {
                values[r] = measure.applyAsDouble(subset(members, size, random));
                mean += values[r] / repeats;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            double sd = repeats == 1 ? 0 : Math.sqrt(squares / (repeats - 1));
            points.add(new Point(size, mean, sd));
        }
        return new SizeCurve(points);
    }

    /** The first places of a Fisher–Yates shuffle. */
    private static int[] subset(int members, int size, SplittableRandom random) {
        int[] order = new int[members];
        for (int m = 0; m < members; m++) {
            order[m] = m;
        }
        int[] chosen = new int[size];
        for (int j = 0; j < size; j++) {
            int at = j + random.nextInt(members - j);
            chosen[j] = order[at];
            order[at] = order[j];
        }
        return chosen;
    }
}
