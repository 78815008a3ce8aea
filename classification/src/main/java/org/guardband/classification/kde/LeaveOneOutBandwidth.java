package org.guardband.classification.kde;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.GridMinimum;

/**
 * The bandwidth of the largest leave-one-out likelihood, max over h of Σ ln f̂ᵢ(h), over a grid
 * (the first of equal candidates) or by Brent's method over ln h.
 *
 * <p>Equal scores support each other without bound as h → 0, so that with many ties the least
 * admitted bandwidth is chosen; a likelihood says nothing better of rounded scores.
 *
 * <p>{@link ReferenceCompatibleBandwidth} is the rule of the authors' software, which differs.
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810 (leave-one-out maximum
 * likelihood), and its software (the grids).
 */
public final class LeaveOneOutBandwidth implements BandwidthRule {

    private static final int VALLEYS = 24;

    private final double[] candidates;
    private final boolean refine;

    private LeaveOneOutBandwidth(double[] candidates, boolean refine) {
        this.candidates = candidates;
        this.refine = refine;
    }

    /**
     * The best of given bandwidths.
     *
     * @param candidates one or more bandwidths, all &gt; 0
     * @return the rule
     * @throws IllegalArgumentException if there is none or one is not positive
     */
    public static LeaveOneOutBandwidth overGrid(double... candidates) {
        Arguments.atLeast("number of candidates", candidates.length, 1);
        return new LeaveOneOutBandwidth(
                Arguments.allPositive("candidates", candidates.clone()), false);
    }

    /**
     * The best of 20 bandwidths: 15 from 10⁻⁵ to 10⁻¹ in equal ratios, and 0.2, 0.4, … 1.
     *
     * @return the rule
     */
    public static LeaveOneOutBandwidth overClassificationGrid() {
        return new LeaveOneOutBandwidth(grid(-5, 15), false);
    }

    /**
     * The best of 10 bandwidths: 5 from 10⁻³ to 10⁻¹ in equal ratios, and 0.2, 0.4, … 1.
     *
     * @return the rule
     */
    public static LeaveOneOutBandwidth overDetectionGrid() {
        return new LeaveOneOutBandwidth(grid(-3, 5), false);
    }

    /**
     * The best bandwidth of an interval, to about nine digits: 25 bandwidths in equal ratios find
     * the valley, Brent's method its bottom.
     *
     * @param least the smallest admitted bandwidth, &gt; 0
     * @param most the largest, above it
     * @return the rule
     * @throws IllegalArgumentException if the ends are not positive and ascending
     */
    public static LeaveOneOutBandwidth brent(double least, double most) {
        Arguments.positive("least", least);
        if (!(most > least && most < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "most must be > least (" + least + ") and finite, got " + most);
        }
        return new LeaveOneOutBandwidth(new double[] {least, most}, true);
    }

    /** 10^from to 10^−1 in equal ratios, then 0.2 to 1 in equal steps. */
    static double[] grid(int from, int count) {
        double step = (-1.0 - from) / (count - 1);
        return DoubleStream.concat(
                        IntStream.range(0, count).mapToDouble(i -> Math.pow(10, from + i * step)),
                        IntStream.rangeClosed(1, 5).mapToDouble(i -> i / 5.0))
                .toArray();
    }

    /**
     * The bandwidths that are tried; of {@link #brent} the ends.
     *
     * @return a copy
     */
    public double[] candidates() {
        return candidates.clone();
    }

    @Override
    public double choose(DoubleUnaryOperator logLikelihood, int rows) {
        if (refine) {
            double logLeast = Math.log(candidates[0]);
            double logMost = Math.log(candidates[1]);
            double best =
                    GridMinimum.of(
                            t -> -logLikelihood.applyAsDouble(Math.exp(t)) / rows,
                            logLeast,
                            logMost,
                            VALLEYS);
            return Math.min(Math.max(Math.exp(best), candidates[0]), candidates[1]);
        }
        return bestOf(candidates, logLikelihood, Double.NEGATIVE_INFINITY, candidates[0]);
    }

    /** The first candidate of the largest value above {@code start}, or else {@code otherwise}. */
    static double bestOf(
            double[] candidates, DoubleUnaryOperator value, double start, double otherwise) {
        double best = otherwise;
        double most = start;
        for (double h : candidates) {
            double v = value.applyAsDouble(h);
            if (v > most) {
                most = v;
                best = h;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        return "LeaveOneOutBandwidth["
                + (refine ? "brent " : "grid ")
                + Arrays.toString(candidates)
                + "]";
    }
}
