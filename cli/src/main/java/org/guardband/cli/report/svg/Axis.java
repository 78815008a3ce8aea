package org.guardband.cli.report.svg;

import java.util.ArrayList;
import java.util.List;
import org.guardband.cli.report.svg.Ticks.Tick;
import org.guardband.core.numeric.Arguments;

/** A labelled axis over a range of numbers. */
public final class Axis {

    private static final int MOST_TICKS = 5;

    private final String label;
    private final double low;
    private final double high;
    private final List<Tick> ticks;

    private Axis(String label, double low, double high, List<Tick> ticks) {
        this.label = label;
        this.low = low;
        this.high = high;
        this.ticks = ticks;
    }

    /**
     * An axis over exactly this range.
     *
     * @param label what is measured, with its unit
     * @param low left or lower end, finite
     * @param high right or upper end, finite; an empty range is widened
     * @return the axis
     */
    public static Axis of(String label, double low, double high) {
        Arguments.finite("low", low);
        Arguments.finite("high", high);
        double top = high > low ? high : low + (low == 0 ? 1 : Math.abs(low));
        return new Axis(label, low, top, Ticks.of(low, top, MOST_TICKS));
    }

    /**
     * An axis that grows downwards, as the rows of an image do.
     *
     * @param label what is measured, with its unit
     * @param high lower end of the picture, &gt; 0
     * @return an axis from 0 at the top
     */
    public static Axis downwards(String label, double high) {
        return new Axis(label, high, 0, Ticks.of(0, high, MOST_TICKS));
    }

    /**
     * An axis from 0 to 1.
     *
     * @param label what is measured
     * @return the axis
     */
    public static Axis unit(String label) {
        return of(label, 0, 1);
    }

    /**
     * An axis with a little air on both sides of the data.
     *
     * @param label what is measured, with its unit
     * @param low smallest number to show
     * @param high largest number to show
     * @return the axis
     */
    public static Axis around(String label, double low, double high) {
        double air = high > low ? 0.04 * (high - low) : 0;
        return of(label, low - air, high + air);
    }

    /**
     * An axis with a name at every whole number 0, 1, …
     *
     * @param label what the names are
     * @param names the names
     * @return the axis
     */
    public static Axis names(String label, List<String> names) {
        List<Tick> ticks = new ArrayList<>();
        // Where names would run into each other only every second, third … is written.
        int every = (names.size() + 11) / 12;
        for (int i = 0; i < names.size(); i += every) {
            ticks.add(new Tick(i, names.get(i)));
        }
        return new Axis(label, -0.5, Math.max(1, names.size()) - 0.5, List.copyOf(ticks));
    }

    String label() {
        return label;
    }

    List<Tick> ticks() {
        return ticks;
    }

    /** Where a number lies between the ends: 0 at the low, 1 at the high end; ±∞ is clamped. */
    double share(double value) {
        double share = (value - low) / (high - low);
        return Math.max(-1, Math.min(2, share));
    }
}
