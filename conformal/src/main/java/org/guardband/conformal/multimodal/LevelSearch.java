package org.guardband.conformal.multimodal;

import java.util.Arrays;

/**
 * Finds {y : −ln f(y) ≤ t}, by cutting the line until a cell is decided by {@link CellBounds}, and
 * keeps the pieces until the next search.
 */
final class LevelSearch {

    /** Halvings of a cell before it counts as inside: far fewer than doubles allow are needed. */
    private static final int DEEPEST = 60;

    /** A distance from a turn, in standard deviations, over which no double tells densities. */
    private static final double FLAT = 1e-9;

    private static final int NEWTON_STEPS = 40;

    private final RowDensity density;
    private final CellBounds bounds;
    private double t;
    private double[] lower = new double[8];
    private double[] upper = new double[8];
    private int size;

    LevelSearch(RowDensity density) {
        this.density = density;
        this.bounds = new CellBounds(density);
    }

    /** The number of pieces; cells that touch are joined. */
    int size() {
        return size;
    }

    double lower(int piece) {
        return lower[piece];
    }

    double upper(int piece) {
        return upper[piece];
    }

    void search(double level) {
        t = level;
        size = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double logCount = Math.log(density.size());
        for (int i = 0; i < density.size(); i++) {
            // beyond this distance the component is below its share of the level
            double squared = 2 * (density.height(i) + t + logCount);
            if (squared >= 0) {
                double sd = density.sd(i);
                double reach = Math.sqrt(squared) * (1 + 1e-9) * sd + 1e-9 * sd;
                low = Math.min(low, density.mean(i) - reach);
                high = Math.max(high, density.mean(i) + reach);
            }
        }
        if (low <= high) {
            bounds.setLevel(t);
            cell(low, high, 0);
        }
    }

    private void cell(double a, double b, int depth) {
        bounds.bound(a, b);
        if (bounds.isBelowLevel()) {
            return;
        }
        double middle = a + (b - a) / 2;
        boolean last = depth == DEEPEST || !(a < middle && middle < b);
        if (last || bounds.isAboveLevel()) {
            add(a, b);
        } else if (bounds.isMonotone()) {
            monotone(a, b);
        } else if (bounds.isBent()) {
            bent(a, b, bounds.isConcave());
        } else {
            cell(a, middle, depth + 1);
            cell(middle, b, depth + 1);
        }
    }

    /** Between its ends the density rises or falls. */
    private void monotone(double a, double b) {
        boolean left = isInside(a);
        boolean right = isInside(b);
        if (left && right) {
            add(a, b);
        } else if (left) {
            add(a, crossing(a, b, true));
        } else if (right) {
            add(Math.nextUp(crossing(a, b, false)), b);
        }
    }

    /**
     * Between its ends the density is concave, or convex. Where one end is inside there is one
     * crossing; where the density turns matters only if both ends are on the side that the turn
     * leads away from. There the density is flat, so that a nearly right place is as good.
     */
    private void bent(double a, double b, boolean concave) {
        boolean left = isInside(a);
        if (left != isInside(b) || left == concave) {
            monotone(a, b);
        } else {
            double turn = turn(a, b, concave);
            monotone(a, turn);
            monotone(turn, b);
        }
    }

    /** Where the slope changes its sign, if it does: between neighbours or within a little. */
    private double turn(double a, double b, boolean concave) {
        double narrowest = Double.POSITIVE_INFINITY;
        for (int i = 0; i < density.size(); i++) {
            narrowest = Math.min(narrowest, density.sd(i));
        }
        double low = a;
        double high = b;
        while (high - low > FLAT * narrowest) {
            double middle = low + (high - low) / 2;
            if (!(low < middle && middle < high)) {
                break;
            }
            if (concave == density.slope(middle, t) > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isInside(double y) {
        return density.surprise(y) <= t;
    }

    /**
     * The last double of [a, b) that is on the side of a, which b is not: Newton's steps kept
     * inside a bracket, then steps that double from where they come to rest, then halving.
     */
    private double crossing(double a, double b, boolean insideFirst) {
        double low = a;
        double high = b;
        double y = low + (high - low) / 2;
        for (int step = 0; step < NEWTON_STEPS && low < y && y < high; step++) {
            double excess = density.surprise(y) - t;
            if (excess <= 0 == insideFirst) {
                low = y;
            } else {
                high = y;
            }
            double next = y - excess / density.surpriseSlope();
            if (Math.abs(next - y) <= 2 * Math.ulp(y)) {
                break;
            }
            boolean kept = low < next && next < high && step % 8 != 7;
            y = kept ? next : low + (high - low) / 2;
        }
        double width = 2 * Math.ulp(y);
        while (high - low > width) {
            // the end that was looked at last is near, the other may be far
            boolean upwards = y == low;
            double probe = upwards ? low + width : high - width;
            boolean first = isInside(probe) == insideFirst;
            if (first) {
                low = probe;
            } else {
                high = probe;
            }
            if (first != upwards) {
                break;
            }
            y = probe;
            width *= 4;
        }
        while (true) {
            double middle = low + (high - low) / 2;
            if (!(low < middle && middle < high)) {
                return low;
            }
            if (isInside(middle) == insideFirst) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    private void add(double a, double b) {
        if (size > 0 && a <= Math.nextUp(upper[size - 1])) {
            upper[size - 1] = Math.max(upper[size - 1], b);
            return;
        }
        if (size == lower.length) {
            lower = Arrays.copyOf(lower, 2 * size);
            upper = Arrays.copyOf(upper, 2 * size);
        }
        lower[size] = a;
        upper[size] = b;
        size++;
    }
}
