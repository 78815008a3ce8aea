package org.guardband.regression.metrics;

import java.util.Arrays;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;

/**
 * The calibration curve of predicted distributions: at each expected proportion p the observed
 * proportion of truths, and the errors that sum it up. Calibrated distributions lie on the diagonal
 * up to chance.
 *
 * <ul>
 *   <li>Quantile form: the share of rows with Fᵢ(yᵢ) ≤ p, that is, at or below the p-quantile.
 *   <li>Central-interval form: the share of rows with |2Fᵢ(yᵢ) − 1| ≤ p, that is, within the
 *       equal-tailed interval of coverage p. Biases in the two tails can cancel in it.
 * </ul>
 *
 * <p>The default levels are 0.01, 0.02, …, 0.99; every level and every row has the same weight.
 * With n rows and L levels it takes O(n log L).
 *
 * <p>{@link #referenceCompatible} follows uncertainty-toolbox and is equal to it: central intervals
 * at the 100 levels 0, 1/99, …, 1. Its two end points are right by construction and dilute the mean
 * errors by about a fiftieth; hence the other default. (Its quantile form, with {@code prop_type =
 * "quantile"}, standardises μ − y where y − μ is meant and so returns the curve mirrored in the
 * centre; the form here is the definition.)
 *
 * <p>Source: Kuleshov, Fenner, Ermon 2018, arXiv 1807.00263; Tran et al. 2020, arXiv 1912.10066,
 * for the miscalibration area.
 */
public final class CalibrationCurve {

    private final double[] expected;
    private final double[] observed;

    private CalibrationCurve(double[] expected, double[] observed) {
        this.expected = expected;
        this.observed = observed;
    }

    /**
     * The quantile form at the levels 0.01, …, 0.99.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public static CalibrationCurve ofQuantiles(RealBatch batch, double[] y) {
        return ofQuantiles(batch, y, percents());
    }

    /**
     * The quantile form at given levels.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @param levels at least one level in [0, 1], strictly increasing
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ, a truth is not finite or
     *     the levels are invalid
     */
    public static CalibrationCurve ofQuantiles(RealBatch batch, double[] y, double[] levels) {
        return counted(Pit.values(batch, y), levels);
    }

    /**
     * The central-interval form at the levels 0.01, …, 0.99.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public static CalibrationCurve ofCentralIntervals(RealBatch batch, double[] y) {
        return ofCentralIntervals(batch, y, percents());
    }

    /**
     * The central-interval form at given levels.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @param levels at least one level in [0, 1], strictly increasing
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ, a truth is not finite or
     *     the levels are invalid
     */
    public static CalibrationCurve ofCentralIntervals(
            RealBatch batch, double[] y, double[] levels) {
        return counted(Pit.centralValues(batch, y), levels);
    }

    /**
     * The curve of transforms that were computed elsewhere: at each level p the share of rows with
     * uᵢ ≤ p.
     *
     * @param u one number per row, at least one; uniform on [0, 1] if calibrated
     * @param levels at least one level in [0, 1], strictly increasing
     * @return the curve
     * @throws IllegalArgumentException if there is no row, a transform is NaN or the levels are
     *     invalid
     */
    public static CalibrationCurve ofTransforms(double[] u, double[] levels) {
        Arguments.atLeast("transforms", u.length, 1);
        return counted(Arguments.noneNaN("u", u), levels);
    }

    /**
     * The curve of transforms that were computed elsewhere, at the levels 0.01, …, 0.99.
     *
     * @param u one number per row, at least one; uniform on [0, 1] if calibrated
     * @return the curve
     * @throws IllegalArgumentException if there is no row or a transform is NaN
     */
    public static CalibrationCurve ofTransforms(double[] u) {
        return ofTransforms(u, percents());
    }

    /**
     * As uncertainty-toolbox by default: the central-interval form at 0, 1/99, …, 1.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public static CalibrationCurve referenceCompatible(RealBatch batch, double[] y) {
        double[] levels = new double[100];
        for (int l = 0; l < levels.length; l++) {
            levels[l] = l / 99.0;
        }
        return ofCentralIntervals(batch, y, levels);
    }

    static double[] percents() {
        double[] levels = new double[99];
        for (int l = 0; l < levels.length; l++) {
            levels[l] = (l + 1) / 100.0;
        }
        return levels;
    }

    private static CalibrationCurve counted(double[] value, double[] levels) {
        if (levels.length == 0) {
            throw new IllegalArgumentException("levels must hold at least one level");
        }
        for (int l = 0; l < levels.length; l++) {
            if (!(levels[l] >= 0 && levels[l] <= 1) || (l > 0 && levels[l] <= levels[l - 1])) {
                throw new IllegalArgumentException(
                        "levels["
                                + l
                                + "] must be in [0, 1] and above the level before, got "
                                + levels[l]);
            }
        }
        int[] count = new int[levels.length + 1];
        for (double v : value) {
            int found = Arrays.binarySearch(levels, v);
            count[found >= 0 ? found : -found - 1]++;
        }
        double[] share = new double[levels.length];
        int sum = 0;
        for (int l = 0; l < levels.length; l++) {
            sum += count[l];
            share[l] = (double) sum / value.length;
        }
        return new CalibrationCurve(levels.clone(), share);
    }

    /**
     * The levels.
     *
     * @return a copy, ascending
     */
    public double[] expected() {
        return expected.clone();
    }

    /**
     * The observed proportion at every level.
     *
     * @return a copy, ascending
     */
    public double[] observed() {
        return observed.clone();
    }

    /**
     * The mean absolute calibration error (1/L) Σ |observed − expected|.
     *
     * @return the error, in [0, 1]
     */
    public double meanAbsoluteError() {
        double sum = 0;
        for (int l = 0; l < expected.length; l++) {
            sum += Math.abs(observed[l] - expected[l]);
        }
        return sum / expected.length;
    }

    /**
     * The root mean squared calibration error √((1/L) Σ (observed − expected)²).
     *
     * @return the error, in [0, 1]
     */
    public double rootMeanSquaredError() {
        double sum = 0;
        for (int l = 0; l < expected.length; l++) {
            double error = observed[l] - expected[l];
            sum += error * error;
        }
        return Math.sqrt(sum / expected.length);
    }

    /**
     * The largest error of any level.
     *
     * @return max |observed − expected|
     */
    public double maximumError() {
        double greatest = 0;
        for (int l = 0; l < expected.length; l++) {
            greatest = Math.max(greatest, Math.abs(observed[l] - expected[l]));
        }
        return greatest;
    }

    /**
     * The miscalibration area: the area between the curve, its points joined by straight lines, and
     * the diagonal, on both sides of it. Where the levels do not reach 0 and 1 the curve is taken
     * to start at (0, 0) and to end at (1, 1).
     *
     * @return the area, in [0, ½]
     */
    public double miscalibrationArea() {
        double area = 0;
        double level = 0;
        double error = expected[0] == 0 ? observed[0] : 0;
        for (int l = 0; l < expected.length; l++) {
            double next = observed[l] - expected[l];
            area += between(expected[l] - level, error, next);
            level = expected[l];
            error = next;
        }
        return area + between(1 - level, error, 0);
    }

    /**
     * ∫ |e| over a step of the given width on which e goes linearly from {@code a} to {@code b}.
     */
    private static double between(double width, double a, double b) {
        double sum = Math.abs(a) + Math.abs(b);
        boolean crosses = a * b < 0;
        return 0.5 * width * (crosses ? (a * a + b * b) / sum : sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CalibrationCurve that
                && Arrays.equals(expected, that.expected)
                && Arrays.equals(observed, that.observed);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(expected) + Arrays.hashCode(observed);
    }

    @Override
    public String toString() {
        return "CalibrationCurve[" + expected.length + " levels]";
    }
}
