package org.guardband.ensembles.hypothesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.classification.measure.ClassMeasure;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.pool.LinearPool;
import org.guardband.ensembles.weighting.BrierWeights;
import org.guardband.ensembles.weighting.LikelihoodWeights;

/**
 * Looks for the minimum of a measure over the simplex without derivatives, which binned measures do
 * not have: steps of halving length towards and away from each corner.
 */
final class SimplexSearch {

    private static final int RANDOM_STARTS = 5;
    private static final double FIRST_STEP = 0.25;
    private static final double LAST_STEP = 0.01;

    /** Beside the resamples of the test, which count up from zero. */
    private static final long START_STREAM = 1L << 40;

    private final ClassMembers members;
    private final int[] labels;
    private final ClassMeasure measure;
    private final long seed;

    SimplexSearch(ClassMembers members, int[] labels, ClassMeasure measure, long seed) {
        this.members = members;
        this.labels = labels;
        this.measure = measure;
        this.seed = seed;
    }

    /**
     * From the best of: equal weights, each member alone, the minima of log loss and Brier score
     * (which are at a calibrated combination if there is one), and random points.
     */
    MemberWeights fromProperScores() {
        int size = members.size();
        if (size == 1) {
            return MemberWeights.of(1);
        }
        List<double[]> starts = new ArrayList<>();
        starts.add(MemberWeights.uniform().forMembers(size));
        starts.add(new LikelihoodWeights().weights(members, labels).forMembers(size));
        starts.add(new BrierWeights().weights(members, labels).forMembers(size));
        for (int m = 0; m < size; m++) {
            double[] corner = new double[size];
            corner[m] = 1;
            starts.add(corner);
        }
        for (int r = 0; r < RANDOM_STARTS; r++) {
            starts.add(new NullDraw(seed, START_STREAM + r).weights(size, 1).forMembers(size));
        }
        double[] best = starts.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (double[] start : starts) {
            double value = value(start);
            if (value < least) {
                least = value;
                best = start;
            }
        }
        return descend(best, least);
    }

    /** From equal weights. */
    MemberWeights fromTheCentre() {
        double[] centre = MemberWeights.uniform().forMembers(members.size());
        return descend(centre, value(centre));
    }

    private double value(double[] weights) {
        return measure.value(new LinearPool(MemberWeights.of(weights)).apply(members), labels);
    }

    private MemberWeights descend(double[] start, double value) {
        double[] w = start.clone();
        double least = value;
        for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
            boolean moved = true;
            for (int sweep = 0; moved && sweep < members.size() + 10; sweep++) {
                moved = false;
                for (int m = 0; m < w.length; m++) {
                    for (double way : new double[] {step, -step}) {
                        double[] next = towards(w, m, way);
                        double there = Arrays.equals(next, w) ? least : value(next);
                        if (there < least) {
                            least = there;
                            w = next;
                            moved = true;
                        }
                    }
                }
            }
        }
        return MemberWeights.of(w);
    }

    /** Moves towards a corner, or away from it as far as its weight admits. */
    private static double[] towards(double[] w, int corner, double step) {
        double share =
                w[corner] == 1 ? Math.max(0, step) : Math.max(step, -w[corner] / (1 - w[corner]));
        double[] next = new double[w.length];
        for (int m = 0; m < w.length; m++) {
            next[m] = Math.max(0, (1 - share) * w[m] + (m == corner ? share : 0));
        }
        return next;
    }
}
