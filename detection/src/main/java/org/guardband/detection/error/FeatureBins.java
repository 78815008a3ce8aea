package org.guardband.detection.error;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;

/** The bins of one feature: their edges, and the bin of a number. */
public final class FeatureBins {

    private final double[] edges;
    private final boolean evenWidth;
    private final boolean rightClosed;

    private FeatureBins(double[] edges, boolean evenWidth, boolean rightClosed) {
        this.edges = edges;
        this.evenWidth = evenWidth;
        this.rightClosed = rightClosed;
    }

    /**
     * Bins of equal width on [0, 1].
     *
     * @param numpy whether edges are multiples of the rounded width, as NumPy's linspace has them,
     *     and not the doubles nearest to k/bins: 3·0.1 is more than 0.3
     */
    static FeatureBins equalWidth(int bins, boolean numpy, boolean rightClosed) {
        double[] edges = new double[bins + 1];
        double width = 1.0 / bins;
        for (int b = 0; b < bins; b++) {
            edges[b] = numpy ? b * width : (double) b / bins;
        }
        edges[bins] = 1;
        return new FeatureBins(edges, true, rightClosed);
    }

    /**
     * Bins of equal width on [0, 1], which hold their lower edge, and the last one 1 too.
     *
     * @param bins their number, ≥ 1
     * @return the bins
     * @throws IllegalArgumentException if {@code bins} is not positive
     */
    public static FeatureBins equalWidth(int bins) {
        return equalWidth(Arguments.atLeast("bins", bins, 1), false, false);
    }

    /**
     * Bins between the quantiles of numbers, from 0 to 1, which hold their lower edge, and the last
     * one 1 too. Quantiles are linear between order statistics and cut to [0, 1].
     *
     * @param bins their number, ≥ 1
     * @param values finite numbers
     * @return the bins; with many ties some hold nothing
     * @throws IllegalArgumentException if {@code bins} is not positive or a number is not finite
     */
    public static FeatureBins equalMass(int bins, double[] values) {
        return equalMass(
                Arguments.atLeast("bins", bins, 1), Arguments.allFinite("values", values), false);
    }

    /**
     * Bins with given edges, which hold their lower edge, and the last one its upper edge too.
     *
     * @param edges at least two numbers that do not fall; copied
     * @return the bins
     * @throws IllegalArgumentException if there are fewer, one is not finite or they fall
     */
    public static FeatureBins of(double[] edges) {
        Arguments.atLeast("edges", edges.length, 2);
        Arguments.allFinite("edges", edges);
        for (int b = 1; b < edges.length; b++) {
            if (edges[b] < edges[b - 1]) {
                throw new IllegalArgumentException(
                        "edges[" + b + "] must be >= " + edges[b - 1] + ", got " + edges[b]);
            }
        }
        return new FeatureBins(edges.clone(), false, false);
    }

    static FeatureBins equalMass(int bins, double[] values, boolean rightClosed) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] edges = new double[bins + 1];
        for (int b = 1; b < bins; b++) {
            edges[b] = sorted.length == 0 ? (double) b / bins : quantile(sorted, b, bins);
        }
        edges[bins] = 1;
        return new FeatureBins(edges, false, rightClosed);
    }

    private static double quantile(double[] sorted, int numerator, int denominator) {
        double at = (sorted.length - 1) * ((double) numerator / denominator);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        double value = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        return Math.min(Math.max(value, 0), 1);
    }

    /**
     * The number of bins.
     *
     * @return ≥ 1
     */
    public int bins() {
        return edges.length - 1;
    }

    /**
     * The edges.
     *
     * @return a copy, one more than bins
     */
    public double[] edges() {
        return edges.clone();
    }

    double edge(int index) {
        return edges[index];
    }

    /**
     * The bin of a number; what is beyond the edges belongs to the outermost bins.
     *
     * @param value a number
     * @return an index in [0, bins)
     */
    public int bin(double value) {
        int last = edges.length - 2;
        return evenWidth ? near((int) (value * (last + 1)), last, value) : search(value, last);
    }

    /** The bin next to a guess that may be off by one through rounding. */
    private int near(int guess, int last, double value) {
        int b = Math.min(Math.max(guess, 0), last);
        if (rightClosed) {
            while (b > 0 && value <= edges[b]) {
                b--;
            }
            while (b < last && value > edges[b + 1]) {
                b++;
            }
        } else {
            while (b > 0 && value < edges[b]) {
                b--;
            }
            while (b < last && value >= edges[b + 1]) {
                b++;
            }
        }
        return b;
    }

    private int search(double value, int last) {
        int low = 0;
        int high = last;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean below = rightClosed ? value <= edges[middle + 1] : value < edges[middle + 1];
            if (below) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
