package org.guardband.conformal.risk;

import java.math.BigDecimal;
import java.util.OptionalDouble;
import org.guardband.core.numeric.Arguments;

/**
 * Conformal risk control: the smallest threshold at which the expected loss of a future row is at
 * most α.
 *
 * <p>For losses Lᵢ(λ) in [0, B] that do not grow with λ, and their mean R̂(λ) over n held-out rows,
 *
 * <pre>    λ̂ = min { λ : (n·R̂(λ) + B) / (n+1) ≤ α }.</pre>
 *
 * <p><b>Guarantee.</b> If held-out and test rows are exchangeable, E[L(λ̂)] ≤ α, over held-out and
 * test rows together. With the loss "the truth is not in the set" this is split conformal
 * prediction. Decimals are compared exactly, and rounding of the sum is taken to the safe side. The
 * grid of thresholds may be anything that was chosen without the held-out rows; a coarse one costs
 * size, not validity.
 *
 * <p>Losses that grow somewhere are refused, for the bound then fails; {@link #monotonized} takes
 * their running maximum from above instead, for which it holds.
 *
 * <p>Source: Angelopoulos, Bates, Fisch, Lei, Schuster 2022, arXiv 2208.02814, Theorem 1.
 */
public final class ConformalRiskControl {

    private final double level;
    private final double bound;
    private final boolean monotonize;

    private ConformalRiskControl(double level, double bound, boolean monotonize) {
        this.level = level;
        this.bound = bound;
        this.monotonize = monotonize;
    }

    /**
     * Control of losses in [0, 1].
     *
     * @param level α, the largest admitted expected loss, strictly between 0 and 1
     * @return the method
     * @throws IllegalArgumentException if the level is out of range
     */
    public static ConformalRiskControl atLevel(double level) {
        return new ConformalRiskControl(LossColumns.requireLevel("level", level, 1), 1, false);
    }

    /**
     * Control of losses in [0, B].
     *
     * @param bound B, larger than the level
     * @return the method
     * @throws IllegalArgumentException if the bound is not finite and larger than the level
     */
    public ConformalRiskControl withBound(double bound) {
        Arguments.positive("bound", Arguments.finite("bound", bound));
        LossColumns.requireLevel("level", level, bound);
        return new ConformalRiskControl(level, bound, monotonize);
    }

    /**
     * For losses that may grow with the threshold: controls max over λ′ ≥ λ in the grid of L(λ′),
     * which is never below L(λ) and does not grow.
     *
     * @return the method
     */
    public ConformalRiskControl monotonized() {
        return new ConformalRiskControl(level, bound, true);
    }

    /**
     * Chooses the threshold. All thresholds are tried from the largest down until one fails: O(n)
     * each, O(n) memory.
     *
     * @param rows the number n of held-out rows
     * @param loss their losses; called from several threads
     * @param thresholds the grid, ascending
     * @return λ̂; empty where no threshold of the grid will do, for instance for n &lt; B/α − 1
     * @throws IllegalArgumentException if there is no threshold, they do not ascend, a loss is
     *     outside [0, B], or grows with the threshold
     */
    public OptionalDouble threshold(int rows, ThresholdLoss loss, double[] thresholds) {
        Arguments.atLeast("rows", rows, 0);
        double[] grid = LossColumns.requireAscending(thresholds);
        double[] losses = new double[rows];
        double[] atLarger = new double[rows];
        OptionalDouble best = OptionalDouble.empty();
        for (int j = grid.length - 1; j >= 0; j--) {
            LossColumns.fill(loss, grid[j], bound, losses);
            for (int i = 0; i < rows; i++) {
                if (atLarger[i] > losses[i] && j < grid.length - 1) {
                    if (!monotonize) {
                        throw LossColumns.grows(
                                i, grid[j], bound * losses[i], grid[j + 1], bound * atLarger[i]);
                    }
                    losses[i] = atLarger[i];
                }
            }
            if (!isControlled(losses)) {
                return best;
            }
            best = OptionalDouble.of(grid[j]);
            double[] swap = losses;
            losses = atLarger;
            atLarger = swap;
        }
        return best;
    }

    private boolean isControlled(double[] losses) {
        double sum = 0;
        for (double value : losses) {
            sum += value;
        }
        // the sum may be low by its rounding, at most a unit of the last place per row
        double slack = isWhole(losses) ? 0 : losses.length * Math.ulp(sum);
        return new BigDecimal(sum)
                        .add(new BigDecimal(slack))
                        .add(BigDecimal.ONE)
                        .multiply(BigDecimal.valueOf(bound))
                        .compareTo(
                                BigDecimal.valueOf(level)
                                        .multiply(BigDecimal.valueOf(losses.length + 1L)))
                <= 0;
    }

    /** Sums of zeros and ones do not round. */
    private static boolean isWhole(double[] losses) {
        for (double value : losses) {
            if (value != 0 && value != 1) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "ConformalRiskControl[level=" + level + ", bound=" + bound + "]";
    }
}
