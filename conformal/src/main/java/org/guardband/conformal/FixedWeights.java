package org.guardband.conformal;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.EffectiveSize;

/**
 * Weights of held-out rows, fixed without a look at the rows' values, for conformal prediction
 * beyond exchangeability: rows that are thought to resemble the next one count more. The weight of
 * the row to be predicted is 1, whatever its features are; {@link
 * org.guardband.core.batch.Weighted} batches are for weights that follow from features.
 *
 * <p>With w̃ᵢ = wᵢ/(Σⱼ wⱼ + 1) and w̃ₙ₊₁ = 1/(Σⱼ wⱼ + 1) the threshold is the smallest held-out
 * score t with Σᵢ w̃ᵢ1{sᵢ ≤ t} ≥ 1 − α, and +∞ where there is none: Σ wᵢ ≥ (1 − α)/α is needed for
 * a finite one.
 *
 * <p><b>Guarantee.</b> For any rows at all,
 *
 * <pre>    P(y in the set) ≥ 1 − α − Σᵢ w̃ᵢ·TV(R, Rⁱ),</pre>
 *
 * R the scores of the n held-out rows and the next one, Rⁱ the same with those of row i and the
 * next one swapped, and TV the total variation distance of their laws, in [0, 1]: {@link
 * #coverageGap(double...)}. If all rows are exchangeable every TV is 0, and 1 − α holds in full.
 * For independent rows, TV(R, Rⁱ) ≤ 2·TV(sᵢ, sₙ₊₁), the distance between the laws of the two
 * scores. A weight must not depend on the scores, and nothing says how large the distances are: to
 * name them is to assume something about the drift. Asking for coverage 1 − α + gap covers the gap.
 * Each row of a batch that is predicted has distances of its own: they grow as it lies further
 * ahead.
 *
 * <p>Source: Barber, Candès, Ramdas, Tibshirani 2023, arXiv 2202.13415. The theorem is that of
 * split conformal prediction; full conformal prediction by nonsymmetric algorithms is not here.
 */
public final class FixedWeights {

    private final double[] weights;

    private FixedWeights(double[] weights) {
        this.weights = weights;
    }

    /**
     * Weights of the caller's.
     *
     * @param weights one weight per held-out row, in [0, 1]
     * @return the weights
     * @throws IllegalArgumentException if a weight is outside [0, 1]
     */
    public static FixedWeights of(double... weights) {
        for (int i = 0; i < weights.length; i++) {
            Arguments.probability("weights[" + i + "]", weights[i]);
        }
        return new FixedWeights(weights.clone());
    }

    /**
     * Weights ρⁿ, …, ρ², ρ that decay with age; the last held-out row is the latest, one step
     * before the row to be predicted. Their sum stays below ρ/(1 − ρ), so that finite thresholds
     * need ρ > 1 − α.
     *
     * @param rows n
     * @param rate ρ, in (0, 1]; 1 for equal weights
     * @return the weights
     * @throws IllegalArgumentException if {@code rows} is negative or {@code rate} outside (0, 1]
     */
    public static FixedWeights decaying(int rows, double rate) {
        Arguments.atLeast("rows", rows, 0);
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in (0, 1], got " + rate);
        }
        double[] weights = new double[rows];
        for (int i = 0; i < rows; i++) {
            weights[i] = Math.pow(rate, rows - i);
        }
        return new FixedWeights(weights);
    }

    /**
     * Weight 1 for the last rows and 0 for those before.
     *
     * @param rows n
     * @param window the number of rows that count; all where it is n or more
     * @return the weights
     * @throws IllegalArgumentException if a number is negative
     */
    public static FixedWeights latest(int rows, int window) {
        Arguments.atLeast("rows", rows, 0);
        Arguments.atLeast("window", window, 0);
        double[] weights = new double[rows];
        Arrays.fill(weights, Math.max(0, rows - window), rows, 1);
        return new FixedWeights(weights);
    }

    /**
     * The number of held-out rows.
     *
     * @return n
     */
    public int size() {
        return weights.length;
    }

    /**
     * One weight.
     *
     * @param row row index in [0, n)
     * @return wᵢ, in [0, 1]
     */
    public double weight(int row) {
        return weights[row];
    }

    /**
     * A copy of the weights.
     *
     * @return one weight per row
     */
    public double[] toArray() {
        return weights.clone();
    }

    /**
     * The sum of the weights, by which the number of rows is replaced: a finite threshold needs (1
     * − α)/α of it.
     *
     * @return Σ wᵢ
     */
    public double total() {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /**
     * Kish's effective number of rows, (Σ wᵢ)²/Σ wᵢ²: about so many equal ones would fix the
     * threshold as well.
     *
     * @return a number up to n; 0 where all weights are zero
     */
    public double effectiveSize() {
        return EffectiveSize.of(weights);
    }

    /**
     * The bound Σ w̃ᵢ·TVᵢ of the loss of coverage, for distances that the caller assumes.
     *
     * @param variation TV(R, Rⁱ) or an upper bound of it for each held-out row, in [0, 1]
     * @return the bound, in [0, 1)
     * @throws IllegalArgumentException if there is not one distance per row or one is outside [0,
     *     1]
     */
    public double coverageGap(double... variation) {
        Arguments.sameLength("variation", variation.length, "the weights", weights.length);
        double gap = 0;
        for (int i = 0; i < weights.length; i++) {
            gap += weights[i] * Arguments.probability("variation[" + i + "]", variation[i]);
        }
        return gap / (total() + 1);
    }

    /**
     * The same bound for a change point: rows before it may be anything, rows from it on are
     * exchangeable with the row to be predicted.
     *
     * @param change the first row after the change, in [0, n]
     * @return the normalised weight of the rows before, in [0, 1)
     * @throws IllegalArgumentException if {@code change} is outside [0, n]
     */
    public double coverageGapOfChangeAt(int change) {
        Arguments.index("change", change, weights.length + 1);
        double gap = 0;
        for (int i = 0; i < change; i++) {
            gap += weights[i];
        }
        return gap / (total() + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FixedWeights that && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }

    @Override
    public String toString() {
        return "FixedWeights[n=" + size() + ", sum " + total() + "]";
    }
}
