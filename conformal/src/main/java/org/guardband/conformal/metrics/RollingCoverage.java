package org.guardband.conformal.metrics;

import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;

/**
 * Coverage over time: the share of truths in their sets among the last w rows, at every row from
 * the w-th on. A stream whose overall coverage is right may still have covered too rarely for a
 * while and too often after.
 *
 * <p>A window of w rows strays by chance alone: if misses were independent and of probability α, a
 * single window would lie within α ± 2√(α(1 − α)/w) about 19 times in 20, and the lowest of many
 * windows lower than that. {@link EmpiricalCoverage#clopperPearson} of {@link #at} is the exact
 * interval for one window chosen beforehand.
 */
public final class RollingCoverage {

    private final int window;
    private final int[] covered;

    private RollingCoverage(int window, int[] covered) {
        this.window = window;
        this.covered = covered;
    }

    /**
     * Counts the truths inside in every window, in O(n).
     *
     * @param hits whether each truth was in its set, in order of time, n ≥ w of them
     * @param window w ≥ 1
     * @return the coverage over time
     * @throws IllegalArgumentException if the window is below 1 or longer than the rows
     */
    public static RollingCoverage of(boolean[] hits, int window) {
        Arguments.atLeast("window", window, 1);
        if (window > hits.length) {
            throw new IllegalArgumentException(
                    "window must be at most the number of rows ("
                            + hits.length
                            + "), got "
                            + window);
        }
        int[] covered = new int[hits.length - window + 1];
        int inside = 0;
        for (int i = 0; i < hits.length; i++) {
            inside += hits[i] ? 1 : 0;
            if (i >= window) {
                inside -= hits[i - window] ? 1 : 0;
            }
            if (i >= window - 1) {
                covered[i - window + 1] = inside;
            }
        }
        return new RollingCoverage(window, covered);
    }

    /**
     * The length of a window.
     *
     * @return w
     */
    public int window() {
        return window;
    }

    /**
     * The number of windows.
     *
     * @return n − w + 1
     */
    public int size() {
        return covered.length;
    }

    /**
     * The counts of one window.
     *
     * @param start its first row, in [0, n − w]
     * @return of the rows start to start + w − 1
     */
    public EmpiricalCoverage at(int start) {
        return new EmpiricalCoverage(covered[start], window);
    }

    /**
     * The window that covers least, the first among equals.
     *
     * @return its first row
     */
    public int lowest() {
        int best = 0;
        for (int i = 1; i < covered.length; i++) {
            best = covered[i] < covered[best] ? i : best;
        }
        return best;
    }

    /**
     * The window that covers most, the first among equals.
     *
     * @return its first row
     */
    public int highest() {
        int best = 0;
        for (int i = 1; i < covered.length; i++) {
            best = covered[i] > covered[best] ? i : best;
        }
        return best;
    }

    /**
     * The mean distance of the coverage of a window from what was asked.
     *
     * @param asked the asked coverage 1 − α
     * @return mean |share − (1 − α)| over all windows
     */
    public double meanDeviation(Coverage asked) {
        double sum = 0;
        for (int inside : covered) {
            sum += Math.abs((double) inside / window - asked.value());
        }
        return sum / covered.length;
    }

    @Override
    public String toString() {
        return "RollingCoverage[window "
                + window
                + ", lowest "
                + at(lowest()).share()
                + ", highest "
                + at(highest()).share()
                + "]";
    }
}
