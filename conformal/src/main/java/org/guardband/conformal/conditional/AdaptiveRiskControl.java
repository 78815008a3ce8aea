package org.guardband.conformal.conditional;

import org.guardband.conformal.risk.LossCurves;
import org.guardband.conformal.risk.ThresholdLoss;
import org.guardband.core.numeric.Arguments;

/**
 * Automatically adaptive conformal risk control (AA-CRC): a threshold for every row, λ̂(x) =
 * φ(x)·β, that controls the expected loss under every weighting of rows by a non-negative function
 * of a linear class, where {@link org.guardband.conformal.risk.ConformalRiskControl} has one
 * threshold and controls the plain mean.
 *
 * <p>For losses Lᵢ(λ) in [0, B] that do not grow with λ, let Jᵢ(s) be an integral of α − Lᵢ, which
 * is convex. For a test row with features φ,
 *
 * <pre>    β̂ minimises Σᵢ Jᵢ(φᵢ·β) − (B − α)·φ·β,   λ̂(x) = φ·β̂,</pre>
 *
 * <p>the sum over the held-out rows and the test row, whose unknown loss is put at its bound B.
 * Where several β̂ do, the one with the largest φ·β̂ is meant. With the constant feature alone this
 * is conformal risk control; with indicators of disjoint groups, that of each group.
 *
 * <p><b>Guarantee.</b> If held-out and test rows are exchangeable, E[f(X)·(L(λ̂(X)) − α)] ≤ 0 for
 * every f ≥ 0 of the class {x ↦ φ(x)·β}: the mean loss is at most α in every group that is an
 * indicator of the class, and under every covariate shift with density proportional to such an f.
 *
 * <p><i>Why.</i> Let β* minimise the same sum with the true Jₙ₊₁ in place of the last term. That
 * term has the slope −(B − α), nowhere larger than that of Jₙ₊₁, so that φ·β̂ ≥ φ·β* and Lₙ₊₁(φ·β̂)
 * ≤ Lₙ₊₁(φ·β*). At β* some slopes gᵢ between those of Jᵢ on either side have Σᵢ gᵢφᵢ = 0, hence Σᵢ
 * gᵢf(xᵢ) = 0, and α − Lᵢ(φᵢ·β*) is the slope to the right, no smaller than gᵢ; β* treats all n + 1
 * rows alike. ∎
 *
 * <p><b>Which class.</b> The paper lets the data choose it, as the leaves of a random forest or an
 * embedding that was trained to tell easy rows from difficult ones: {@link DifficultyForest} learns
 * leaves from {@link #difficulties} of rows set apart from those held out here. Its optional
 * regulariser, which trades the guarantee for a slack that shrinks with its strength, is left out:
 * the unpenalised minimum is found exactly.
 *
 * <p><b>Computation.</b> Losses are taken along a grid of thresholds, each held until the next and
 * B before the first: never below the loss itself. The minimum is a vertex of a piecewise linear
 * problem with one kink for each threshold at which a row's loss falls, found by the edge descent
 * of {@link ConditionalScores}: O(Nd) an edge for N kinks, one solution at fitting and a few edges
 * for each test row. Levels and bounds are whole numbers of their decimals, so that losses of 0 and
 * 1 with indicator features meet no rounding.
 *
 * <p>Source: Blot, Angelopoulos, Jordan, Brunel 2025, AISTATS, PMLR 258:19–27 (arXiv 2406.17819),
 * after Gibbs, Cherian, Candès 2023, arXiv 2305.12616. Only the abstract and a summary of the paper
 * could be had: the statement and the proof above are our own.
 */
public final class AdaptiveRiskControl {

    private final double level;
    private final double bound;
    private final boolean monotonize;

    private AdaptiveRiskControl(double level, double bound, boolean monotonize) {
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
    public static AdaptiveRiskControl atLevel(double level) {
        return new AdaptiveRiskControl(requireLevel(level, 1), 1, false);
    }

    /**
     * Control of losses in [0, B].
     *
     * @param bound B, larger than the level
     * @return the method
     * @throws IllegalArgumentException if the bound is not finite and larger than the level
     */
    public AdaptiveRiskControl withBound(double bound) {
        Arguments.positive("bound", Arguments.finite("bound", bound));
        return new AdaptiveRiskControl(requireLevel(level, bound), bound, monotonize);
    }

    /**
     * For losses that may grow with the threshold: controls max over λ′ ≥ λ in the grid of L(λ′).
     * The guarantee then holds for thresholds rounded down to the grid.
     *
     * @return the method
     */
    public AdaptiveRiskControl monotonized() {
        return new AdaptiveRiskControl(level, bound, true);
    }

    static double requireLevel(double level, double bound) {
        if (!(level > 0 && level < bound)) {
            throw new IllegalArgumentException(
                    "level must be strictly between 0 and "
                            + (bound == 1 ? "1" : String.valueOf(bound))
                            + ", got "
                            + level);
        }
        return level;
    }

    /**
     * Takes in the losses of held-out rows.
     *
     * @param features features[i] is φ(xᵢ) of held-out row i, finite, all of one length ≥ 1; with a
     *     constant 1 among them for control of the plain mean
     * @param loss the losses of the held-out rows
     * @param thresholds the grid, ascending and finite; chosen without the held-out rows
     * @return what gives the threshold of a row
     * @throws IllegalArgumentException if a feature is not finite, there is no threshold, they do
     *     not ascend, a loss is outside [0, B], or grows with the threshold
     */
    public AdaptiveThresholds fit(double[][] features, ThresholdLoss loss, double[] thresholds) {
        FeatureMatrix matrix = FeatureMatrix.of("features", features);
        return new AdaptiveThresholds(
                level, bound, matrix, LossKinks.of(curves(loss, thresholds), matrix.rows(), bound));
    }

    /**
     * How difficult rows are: the smallest threshold of the grid at which the loss of a row is at
     * most α, the largest one where none is. What a {@link DifficultyForest} learns from.
     *
     * @param rows the number of rows, other ones than those held out for {@link #fit}
     * @param loss their losses
     * @param thresholds the grid, ascending and finite
     * @return one threshold per row
     * @throws IllegalArgumentException as {@link #fit}
     */
    public double[] difficulties(int rows, ThresholdLoss loss, double[] thresholds) {
        LossCurves curves = curves(loss, thresholds);
        double[] grid = curves.thresholds();
        double[] out = new double[Arguments.atLeast("rows", rows, 0)];
        for (int i = 0; i < rows; i++) {
            double[] losses = curves.of(i);
            int j = 0;
            while (j + 1 < losses.length && losses[j] > level) {
                j++;
            }
            out[i] = grid[j];
        }
        return out;
    }

    private LossCurves curves(ThresholdLoss loss, double[] thresholds) {
        LossCurves curves = LossCurves.of(loss, thresholds, bound);
        return monotonize ? curves.monotonized() : curves;
    }

    @Override
    public String toString() {
        return "AdaptiveRiskControl[level=" + level + ", bound=" + bound + "]";
    }
}
