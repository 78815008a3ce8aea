package org.guardband.core.selective;

import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.SortedOrder;

/**
 * The risk–coverage curve of predictions that may be withheld: the rows are let through in the
 * order of their uncertainty, the surest first, and the risk of the first k is their mean loss,
 *
 * <pre>    r(k) = (1/k) Σ ℓ of the k surest,   k = 1 … n.</pre>
 *
 * <p>With losses 0 and 1 for right and wrong answers it judges a classifier's confidence; with
 * absolute or squared errors, the spread that a regression states. Rows of equal uncertainty have
 * no order: the curve is the mean over all orders of such rows, which is exact and needs no random
 * numbers, where sorting alone would let the order of the file decide.
 *
 * <ul>
 *   <li>{@link #area} (AURC) is the mean of r(k) over k; rows without any order by uncertainty have
 *       {@link #meanLoss}.
 *   <li>{@link #excess} (E-AURC) subtracts the area of the best order, that of the losses
 *       themselves.
 *   <li>{@link #sparsificationError} (AUSE) is the excess in units of the mean loss.
 *   <li>{@link #generalizedArea} (AUGRC) is the mean of (k/n) r(k): the risk, over all rows, of
 *       losses that were let through. It does not weigh the surest rows as heavily as the area
 *       does.
 * </ul>
 *
 * <p>All are sums over the n points of the curve, not trapezoids, and all are better when smaller.
 * O(n) after a radix sort. They describe these rows; {@code SelectivePrediction} of the conformal
 * module finds a threshold with a guarantee for new ones.
 *
 * <p>Source: Geifman, El-Yaniv 2017, arXiv 1705.08500, for the curve; Geifman, Uziel, El-Yaniv
 * 2019, arXiv 1805.08206, for the excess; Ilg et al. 2018, arXiv 1802.07095, for the sparsification
 * error; Traub et al. 2024, arXiv 2407.01032, for the generalized risk.
 */
public final class SelectiveRisk {

    /** r(k) at k − 1. */
    private final double[] risks;

    /** Whether a threshold on the uncertainty can let through exactly k rows, at k − 1. */
    private final boolean[] thresholds;

    private final double best;

    private SelectiveRisk(double[] risks, boolean[] thresholds, double best) {
        this.risks = risks;
        this.thresholds = thresholds;
        this.best = best;
    }

    /**
     * The curve of any losses.
     *
     * @param uncertainty n ≥ 1 numbers without NaN, larger where the prediction is less sure
     * @param losses what each row costs, finite and ≥ 0
     * @return the curve
     * @throws IllegalArgumentException if there is no row, lengths differ, an uncertainty is NaN,
     *     or a loss is negative or not finite
     */
    public static SelectiveRisk of(double[] uncertainty, double[] losses) {
        Arguments.atLeast("number of rows", uncertainty.length, 1);
        Arguments.sameLength("losses", losses.length, "uncertainty", uncertainty.length);
        Arguments.noneNaN("uncertainty", uncertainty);
        Arguments.allNonNegative("losses", losses);
        int n = losses.length;
        int[] order = SortedOrder.ascending(uncertainty);
        double[] risks = new double[n];
        boolean[] thresholds = new boolean[n];
        double before = 0;
        for (int from = 0; from < n; ) {
            int to = from;
            double here = 0;
            while (to < n && uncertainty[order[to]] == uncertainty[order[from]]) {
                here += losses[order[to]];
                to++;
            }
            for (int k = from + 1; k <= to; k++) {
                risks[k - 1] = (before + here * (k - from) / (to - from)) / k;
            }
            thresholds[to - 1] = true;
            before += here;
            from = to;
        }
        return new SelectiveRisk(risks, thresholds, bestArea(losses));
    }

    /**
     * The curve of right and wrong answers.
     *
     * @param uncertainty n ≥ 1 numbers without NaN, larger where the answer is less sure
     * @param wrong whether each answer is wrong
     * @return the curve, r(k) being the share of wrong answers
     * @throws IllegalArgumentException as {@link #of}
     */
    public static SelectiveRisk ofErrors(double[] uncertainty, boolean... wrong) {
        double[] losses = new double[wrong.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = wrong[i] ? 1 : 0;
        }
        return of(uncertainty, losses);
    }

    private static double bestArea(double[] losses) {
        double[] sorted = losses.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double area = 0;
        for (int k = 1; k <= sorted.length; k++) {
            sum += sorted[k - 1];
            area += sum / k;
        }
        return area / sorted.length;
    }

    /**
     * The number of rows.
     *
     * @return n
     */
    public int size() {
        return risks.length;
    }

    /**
     * The risk of the surest rows.
     *
     * @param accepted k in [1, n]
     * @return r(k)
     * @throws IllegalArgumentException if k is out of range
     */
    public double risk(int accepted) {
        if (accepted < 1 || accepted > risks.length) {
            throw new IllegalArgumentException(
                    "accepted must be in [1, " + risks.length + "], got " + accepted);
        }
        return risks[accepted - 1];
    }

    /**
     * The risk without withholding anything.
     *
     * @return the mean loss of all rows, r(n)
     */
    public double meanLoss() {
        return risks[risks.length - 1];
    }

    /**
     * AURC.
     *
     * @return (1/n) Σ r(k)
     */
    public double area() {
        double sum = 0;
        for (double risk : risks) {
            sum += risk;
        }
        return sum / risks.length;
    }

    /**
     * E-AURC.
     *
     * @return {@link #area} less that of the order of the losses themselves, ≥ 0 but for rounding
     */
    public double excess() {
        return area() - best;
    }

    /**
     * AUSE, of curves that are 1 where nothing is withheld.
     *
     * @return {@link #excess} divided by {@link #meanLoss}; 0 where no row has a loss
     */
    public double sparsificationError() {
        return meanLoss() == 0 ? 0 : excess() / meanLoss();
    }

    /**
     * AUGRC.
     *
     * @return (1/n) Σ (k/n) r(k); half the mean loss for an order that says nothing, up to 1/n
     */
    public double generalizedArea() {
        double sum = 0;
        for (int k = 1; k <= risks.length; k++) {
            sum += k * risks[k - 1];
        }
        return sum / risks.length / risks.length;
    }

    /**
     * The risk that is left when a share of the rows is let through.
     *
     * @param accepted the share, for instance 0.8
     * @return r(k) of the least k ≥ share · n that a threshold on the uncertainty can let through;
     *     rows of equal uncertainty go together
     */
    public double riskAt(Coverage accepted) {
        // ⌈n c⌉, exactly
        int k = Math.toIntExact(accepted.upperRank(risks.length - 1L));
        while (!thresholds[k - 1]) {
            k++;
        }
        return risks[k - 1];
    }

    /**
     * The largest share of rows that can be let through at a risk.
     *
     * @param risk the mean loss that is put up with, ≥ 0
     * @return k/n for the largest k that a threshold on the uncertainty can let through with r(k)
     *     at most the risk; 0 if there is none
     * @throws IllegalArgumentException if the risk is negative or NaN
     */
    public double coverageAt(double risk) {
        Arguments.nonNegative("risk", risk);
        for (int k = risks.length; k >= 1; k--) {
            if (thresholds[k - 1] && risks[k - 1] <= risk) {
                return (double) k / risks.length;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return "SelectiveRisk[size="
                + size()
                + ", meanLoss="
                + meanLoss()
                + ", area="
                + area()
                + ", excess="
                + excess()
                + "]";
    }
}
