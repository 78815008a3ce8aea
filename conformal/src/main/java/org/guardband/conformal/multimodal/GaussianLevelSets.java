package org.guardband.conformal.multimodal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.prediction.Gaussian;
import org.guardband.core.prediction.Mixture;
import org.guardband.core.prediction.RealDistribution;
import org.guardband.core.set.Interval;

/**
 * The sets {y : −ln f(y) ≤ t} of a mixture of Gaussians. Densities are taken relative to the level
 * exp(−t), so that a level far out in the tails does not underflow.
 */
final class GaussianLevelSets {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double ROOT_THREE = Math.sqrt(3);

    /** What rounding may do to a sum of bounds, as a share of its terms. */
    private static final double SLACK = 1e-13;

    /** An error of the mass or of its level that is as good as none. */
    private static final double CLOSE = 1e-13;

    /** Halvings of a cell before it counts as inside: far fewer than doubles allow are needed. */
    private static final int DEEPEST = 60;

    private final double[] weights;
    private final double[] mean;
    private final double[] sd;

    /** ln(w/s√2π), the log height of each component. */
    private final double[] height;

    private GaussianLevelSets(double[] weights, double[] mean, double[] sd) {
        this.weights = weights;
        this.mean = mean;
        this.sd = sd;
        height = new double[mean.length];
        for (int i = 0; i < height.length; i++) {
            height[i] = Math.log(weights[i]) - Math.log(sd[i]) - HALF_LOG_TWO_PI;
        }
    }

    static GaussianLevelSets of(RealDistribution prediction) {
        if (prediction instanceof Gaussian gaussian) {
            return new GaussianLevelSets(
                    new double[] {1}, new double[] {gaussian.mean()}, new double[] {gaussian.sd()});
        }
        if (prediction instanceof Mixture mixture
                && mixture.components().stream().allMatch(Gaussian.class::isInstance)) {
            return new GaussianLevelSets(
                    mixture.weights(),
                    mixture.components().stream().mapToDouble(RealDistribution::mean).toArray(),
                    mixture.components().stream().mapToDouble(c -> ((Gaussian) c).sd()).toArray());
        }
        throw new IllegalArgumentException(
                "highest density sets need Gaussians or mixtures of Gaussians, got " + prediction);
    }

    /** −ln f(y), which far out is large and not infinite. */
    double surprise(double y) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < mean.length; i++) {
            largest = Math.max(largest, log(i, y));
        }
        if (largest == Double.NEGATIVE_INFINITY) {
            return Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += Math.exp(log(i, y) - largest);
        }
        return -(largest + Math.log(sum));
    }

    private double log(int i, double y) {
        double z = (y - mean[i]) / sd[i];
        return height[i] - 0.5 * z * z;
    }

    /** The predicted probability of {−ln f ≤ t}. */
    double mass(double t) {
        if (t == Double.POSITIVE_INFINITY) {
            return 1;
        }
        double sum = 0;
        for (Interval piece : atMost(t)) {
            for (int i = 0; i < mean.length; i++) {
                double from = (piece.lower() - mean[i]) / sd[i];
                double to = (piece.upper() - mean[i]) / sd[i];
                // both in the tail that is small, where differences are exact
                sum +=
                        weights[i]
                                * (from > 0
                                        ? Gaussian.standardCdf(-from) - Gaussian.standardCdf(-to)
                                        : Gaussian.standardCdf(to) - Gaussian.standardCdf(from));
            }
        }
        return Math.min(1, sum);
    }

    /** The level t at which the mass reaches q &lt; 1: regula falsi, with Illinois' halving. */
    double levelOfMass(double q) {
        double low = -Arrays.stream(height).max().orElseThrow() - Math.log(mean.length);
        double below = mass(low) - q;
        double step = 1;
        double high = low + step;
        double above = mass(high) - q;
        while (above <= 0 && step < 1e9) { // weights may sum to a little less than 1
            low = high;
            below = above;
            step *= 2;
            high = low + step;
            above = mass(high) - q;
        }
        int last = 0;
        for (int steps = 0; steps < 100 && high - low > CLOSE * (1 + Math.abs(high)); steps++) {
            double next = high - above * ((high - low) / (above - below));
            if (!(low < next && next < high)) {
                next = low + (high - low) / 2;
            }
            double excess = mass(next) - q;
            if (Math.abs(excess) <= CLOSE) {
                return next + CLOSE * (1 + Math.abs(next));
            }
            int side = excess > 0 ? 1 : -1;
            if (side > 0) {
                high = next;
                above = excess;
                below /= side == last ? 2 : 1;
            } else {
                low = next;
                below = excess;
                above /= side == last ? 2 : 1;
            }
            last = side;
        }
        return high;
    }

    /** The set {−ln f ≤ t}, its pieces in ascending order; cells that touch are joined. */
    List<Interval> atMost(double t) {
        Arguments.notNaN("t", t);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double logCount = Math.log(mean.length);
        for (int i = 0; i < mean.length; i++) {
            // beyond this distance the component is below its share of the level
            double squared = 2 * (height[i] + t + logCount);
            if (squared >= 0) {
                double reach = Math.sqrt(squared) * (1 + 1e-9) * sd[i] + 1e-9 * sd[i];
                low = Math.min(low, mean[i] - reach);
                high = Math.max(high, mean[i] + reach);
            }
        }
        List<Interval> pieces = new ArrayList<>();
        if (low <= high) {
            new Search(t, pieces).cell(low, high, 0);
        }
        return pieces;
    }

    /** The sum of a term of each component over a cell: from at least, to at most. */
    private static final class Bounds {
        private double from;
        private double to;
        private double size;

        void clear() {
            from = 0;
            to = 0;
            size = 0;
        }

        void add(double least, double most) {
            from += least;
            to += most;
            size += Math.max(Math.abs(least), Math.abs(most));
        }

        boolean isPositive() {
            return from > SLACK * size;
        }

        boolean isNegative() {
            return to < -SLACK * size;
        }
    }

    /** Cuts the line. */
    private final class Search {
        private final double t;
        private final List<Interval> pieces;
        private final Bounds value = new Bounds();
        private final Bounds slope = new Bounds();
        private final Bounds curvature = new Bounds();

        Search(double t, List<Interval> pieces) {
            this.t = t;
            this.pieces = pieces;
        }

        private boolean isInside(double y) {
            return surprise(y) <= t;
        }

        void cell(double a, double b, int depth) {
            bound(a, b);
            if (value.to < 1 - SLACK) {
                return;
            }
            double middle = a + (b - a) / 2;
            boolean last = depth == DEEPEST || !(a < middle && middle < b);
            if (last || value.from > 1 + SLACK) {
                add(a, b);
            } else if (slope.isPositive() || slope.isNegative()) {
                monotone(a, b);
            } else if (curvature.isNegative() || curvature.isPositive()) {
                double turn = turn(a, b, curvature.isNegative());
                monotone(a, turn);
                monotone(turn, b);
            } else {
                cell(a, middle, depth + 1);
                cell(middle, b, depth + 1);
            }
        }

        /** Where the slope changes its sign, if it does. */
        private double turn(double a, double b, boolean concave) {
            return lastWith(a, b, y -> concave == slopeAt(y) > 0);
        }

        /** Between its ends the density rises or falls. */
        private void monotone(double a, double b) {
            boolean left = isInside(a);
            boolean right = isInside(b);
            if (left && right) {
                add(a, b);
            } else if (left) {
                add(a, lastWith(a, b, this::isInside));
            } else if (right) {
                double end = lastWith(a, b, y -> !isInside(y));
                add(Math.nextUp(end), b);
            }
        }

        /** The last double of [a, b] with what holds from a on to somewhere; a where nowhere. */
        private double lastWith(double a, double b, DoublePredicate holds) {
            if (holds.test(b)) {
                return b;
            }
            double low = a;
            double high = b;
            while (true) {
                double middle = low + (high - low) / 2;
                if (!(low < middle && middle < high)) {
                    return low;
                }
                if (holds.test(middle)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
        }

        private double slopeAt(double y) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) {
                double z = (y - mean[i]) / sd[i];
                sum -= z / sd[i] * Math.exp(log(i, y) + t);
            }
            return sum;
        }

        private void add(double a, double b) {
            int last = pieces.size() - 1;
            if (last >= 0 && a <= Math.nextUp(pieces.get(last).upper())) {
                Interval open = pieces.get(last);
                pieces.set(last, new Interval(open.lower(), Math.max(open.upper(), b)));
            } else {
                pieces.add(new Interval(a, b));
            }
        }

        /**
         * Bounds of f, f′ and f″ relative to the level. In z the density is largest at 0, −zφ at −1
         * and least at 1, (z² − 1)φ least at 0 and largest at ±√3: over a cell each has its
         * extremes at these places or at the ends.
         */
        private void bound(double a, double b) {
            value.clear();
            slope.clear();
            curvature.clear();
            for (int i = 0; i < mean.length; i++) {
                double from = (a - mean[i]) / sd[i];
                double to = (b - mean[i]) / sd[i];
                double scale = height[i] + t;
                boolean center = from <= 0 && 0 <= to;
                double first = Math.exp(scale - 0.5 * from * from);
                double second = Math.exp(scale - 0.5 * to * to);
                double top = center ? Math.exp(scale) : Math.max(first, second);
                value.add(Math.min(first, second), top);
                extremes(slope, from, to, scale, 1 / sd[i], false);
                extremes(curvature, from, to, scale, 1 / sd[i] / sd[i], true);
            }
        }

        private void extremes(
                Bounds bounds, double from, double to, double scale, double unit, boolean second) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < 5; k++) {
                double z = k == 0 ? from : k == 1 ? to : place(k, second);
                if (from <= z && z <= to) {
                    double term = second ? z * z - 1 : -z;
                    double at = term * unit * Math.exp(scale - 0.5 * z * z);
                    least = Math.min(least, at);
                    most = Math.max(most, at);
                }
            }
            bounds.add(least, most);
        }

        private double place(int k, boolean second) {
            if (k == 4) {
                return 0;
            }
            double far = second ? ROOT_THREE : 1;
            return k == 2 ? -far : far;
        }
    }
}
