package org.guardband.conformal.regression;

import java.util.function.IntToDoubleFunction;
import org.guardband.core.numeric.FloatingEnds;
import org.guardband.core.numeric.ParallelRows;

/**
 * Rows with two quantiles l and h and a scale for each side: scores max((l − y)/a, (y − h)/b) and
 * intervals [l − q·a, h + q·b].
 */
final class SideScales {
    private final double[] low;
    private final double[] high;
    private final double[] below;
    private final double[] above;

    /** Keeps l, h, a &gt; 0 and b &gt; 0 as they are; the last two may be one array. */
    SideScales(double[] low, double[] high, double[] below, double[] above) {
        this.low = low;
        this.high = high;
        this.below = below;
        this.above = above;
    }

    static double score(double low, double high, double below, double above, double y) {
        return Math.max((low - y) / below, (y - high) / above);
    }

    static double lower(double low, double below, double threshold) {
        return FloatingEnds.lower(low, FloatingEnds.scaled(threshold, below));
    }

    static double upper(double high, double above, double threshold) {
        return FloatingEnds.upper(high, FloatingEnds.scaled(threshold, above));
    }

    void scores(double[] y, double[] out) {
        ParallelRows.run(
                y.length,
                Columns.BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        out[i] = score(low[i], high[i], below[i], above[i], y[i]);
                    }
                });
    }

    void intervals(IntToDoubleFunction thresholds, double[] lower, double[] upper) {
        ParallelRows.run(
                lower.length,
                Columns.BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        double threshold = thresholds.applyAsDouble(i);
                        lower[i] = lower(low[i], below[i], threshold);
                        upper[i] = upper(high[i], above[i], threshold);
                    }
                });
    }

    /** Replaces {@code to} by to − from + β, which has to be positive. */
    static void distances(String name, double[] from, double[] to, double beta) {
        for (int i = 0; i < to.length; i++) {
            double distance = to[i] - from[i] + beta;
            if (!(distance > 0 && distance < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] + beta must be > 0 and finite, got " + distance);
            }
            to[i] = distance;
        }
    }
}
