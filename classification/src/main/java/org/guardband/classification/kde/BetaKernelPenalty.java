package org.guardband.classification.kde;

import org.apache.commons.math3.special.Gamma;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * The kernel calibration error (1/n) Σ |r̂ᵢ − xᵢ|^q of scores as a penalty to train with: its value
 * and its derivatives by the scores or their logits, with the bandwidth held fixed.
 *
 * <p>A score is argument of its own estimate, centre of all others' and subtracted:
 *
 * <pre>
 *   ∂/∂x_m = −g_m + g_m Σ_j w_mj (y_j − r̂_m) (x_j − x_m)/(h x_m (1 − x_m))
 *            + Σ_i g_i w_im (y_m − r̂_i) (logit xᵢ − ψ(x_m/h + 1) + ψ((1 − x_m)/h + 1))/h
 * </pre>
 *
 * with gᵢ = q|r̂ᵢ − xᵢ|^{q−1} sign(r̂ᵢ − xᵢ)/n and wᵢⱼ the kernel's share of row j in row i's sum.
 * By targets it is ∂/∂y_m = Σ gᵢ wᵢ_m. Where q = 1 and r̂ᵢ = xᵢ the subgradient 0 is taken. A score
 * beyond the edges of {@link BetaKernelRegression} has derivative 0. O(n²), blocked and parallel,
 * the same bits on any number of threads.
 *
 * <p>Source: Popordanoska, Tiulpin, Blaschko 2024, Beyond Classification: Definition and
 * Density-based Estimation of Calibration in Object Detection (WACV), arXiv 2312.06645; the
 * derivatives are ours, checked by finite differences.
 *
 * @param bandwidth h &gt; 0
 * @param power q ≥ 1
 */
public record BetaKernelPenalty(double bandwidth, double power) {

    private static final int ROWS = 32;

    /**
     * Checks the parameters.
     *
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @throws IllegalArgumentException if one is out of range
     */
    public BetaKernelPenalty {
        Arguments.positive("bandwidth", bandwidth);
        BetaKernelRegression.requirePower(power);
    }

    /**
     * The penalty and its derivatives by the scores.
     *
     * @param scores two or more scores in [0, 1]
     * @param targets outcomes in [0, 1], one per score
     * @return value and derivatives
     * @throws IllegalArgumentException if lengths differ, or a number is out of range
     */
    public PenaltyGradient ofScores(double[] scores, double[] targets) {
        SortedScores sorted = SortedScores.of(scores, BetaKernelRegression.DEFAULT_EDGE);
        BetaKernelRegression.checkTargets(targets, scores.length);
        int n = sorted.size();
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = targets[sorted.order[i]];
        }
        BetaKernelTerms terms = new BetaKernelTerms(sorted, bandwidth, 1);
        double[] ratio = new double[n];
        double[] slope = new double[n];
        double[] shift = new double[n];
        ParallelRows.run(
                n,
                ROWS,
                (from, to) -> {
                    double[] e = new double[n];
                    double[] powers = new double[n];
                    for (int i = from; i < to; i++) {
                        argument(sorted, terms, y, i, e, powers, ratio, slope, shift);
                    }
                });
        double[] g = new double[n];
        double value = 0;
        for (int i = 0; i < n; i++) {
            double gap = ratio[i] - sorted.score[i];
            value += BetaKernelRegression.raised(Math.abs(gap), power);
            g[i] = slope(gap) / n;
        }
        double[] byScore = new double[n];
        double[] byTarget = new double[n];
        ParallelRows.run(
                n,
                ROWS,
                (from, to) -> {
                    double[] e = new double[n];
                    double[] powers = new double[n];
                    for (int m = from; m < to; m++) {
                        int row = sorted.order[m];
                        double centre =
                                centre(sorted, terms, y, m, e, powers, ratio, shift, g, byTarget);
                        boolean moved = sorted.score[m] != scores[row];
                        byScore[row] = moved ? 0 : centre + g[m] * (slope[m] - 1);
                    }
                });
        return new PenaltyGradient(value / n, byScore, byTarget);
    }

    /**
     * The penalty and its derivatives by the logits of the scores, x = 1/(1 + e^{−t}).
     *
     * @param logits two or more finite numbers t
     * @param targets outcomes in [0, 1], one per logit
     * @return value and derivatives
     * @throws IllegalArgumentException if lengths differ, or a number is out of range
     */
    public PenaltyGradient ofLogits(double[] logits, double[] targets) {
        Arguments.allFinite("logits", logits);
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        PenaltyGradient byScore = ofScores(scores, targets);
        double[] out = byScore.byInputs();
        for (int i = 0; i < out.length; i++) {
            out[i] *= scores[i] * (1 - scores[i]);
        }
        return new PenaltyGradient(byScore.value(), out, byScore.byTargets());
    }

    /** r̂ᵢ, its derivative by xᵢ as an argument, and the logarithm of the kernel's sum. */
    private void argument(
            SortedScores sorted,
            BetaKernelTerms terms,
            double[] y,
            int i,
            double[] e,
            double[] powers,
            double[] ratio,
            double[] slope,
            double[] shift) {
        int n = e.length;
        for (int j = 0; j < n; j++) {
            e[j] = terms.slope[j] * terms.logit[i] + (terms.constant[j] - terms.scale[i]);
        }
        // The row's own exponent may be far above the others'.
        e[i] = 0;
        Exponentials.replace(e, powers, n);
        e[i] = 0;
        double mass = 0;
        double target = 0;
        double moment = 0;
        double targetMoment = 0;
        double x = sorted.score[i];
        for (int j = 0; j < n; j++) {
            double d = sorted.score[j] - x;
            double ky = e[j] * y[j];
            mass += e[j];
            target += ky;
            moment += e[j] * d;
            targetMoment += ky * d;
        }
        ratio[i] = target / mass;
        slope[i] = (targetMoment - ratio[i] * moment) / mass / (bandwidth * x * (1 - x));
        shift[i] = terms.scale[i] + Math.log(mass);
    }

    /** The derivative by x_m as a centre; also that by the target. */
    private double centre(
            SortedScores sorted,
            BetaKernelTerms terms,
            double[] y,
            int m,
            double[] e,
            double[] powers,
            double[] ratio,
            double[] shift,
            double[] g,
            double[] byTarget) {
        int n = e.length;
        double slope = terms.slope[m];
        double constant = terms.constant[m];
        for (int i = 0; i < n; i++) {
            e[i] = slope * terms.logit[i] + (constant - shift[i]);
        }
        e[m] = 0;
        Exponentials.replace(e, powers, n);
        e[m] = 0;
        double x = sorted.score[m];
        double digammas = Gamma.digamma(x / bandwidth + 1) - Gamma.digamma((1 - x) / bandwidth + 1);
        double sum = 0;
        double target = 0;
        for (int i = 0; i < n; i++) {
            double share = g[i] * e[i];
            target += share;
            sum += share * (y[m] - ratio[i]) * (terms.logit[i] - digammas);
        }
        byTarget[sorted.order[m]] = target;
        return sum / bandwidth;
    }

    private double slope(double gap) {
        return gap == 0 ? 0 : power * Math.pow(Math.abs(gap), power - 1) * Math.signum(gap);
    }
}
