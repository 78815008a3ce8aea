package org.guardband.classification.kde;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;

/**
 * The canonical kernel calibration error (1/n) Σᵢ Σ_k |r̂ᵢ_k − xᵢ_k|^q as a penalty to train with:
 * its value and its derivatives by the probabilities or by the logits of a softmax, with the
 * bandwidth held fixed.
 *
 * <p>With Gᵢ_k = q|r̂ᵢ_k − xᵢ_k|^{q−1} sign(r̂ᵢ_k − xᵢ_k)/n, wᵢⱼ the kernel's share of row j in row
 * i's sum, and dᵢⱼ = Σ_k Gᵢ_k (yⱼ_k − r̂ᵢ_k),
 *
 * <pre>
 *   ∂/∂x_ml = −G_ml + Σ_j w_mj d_mj x_jl/(h x_ml)
 *             + Σ_i w_im d_im (ln x_il − ψ(x_ml/h + 1) + ψ(1/h + K))/h
 * </pre>
 *
 * and by logits x_ml (∂_ml − Σ_k x_mk ∂_mk). Derivatives by probabilities take each as free; only
 * their differences within a row mean something on the simplex. O(n²K), blocked and parallel.
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810 (the penalty); the derivatives
 * are ours, checked by finite differences.
 *
 * @param bandwidth h &gt; 0
 * @param power q ≥ 1
 */
public record DirichletKernelPenalty(double bandwidth, double power) {

    /**
     * Checks the parameters.
     *
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @throws IllegalArgumentException if one is out of range
     */
    public DirichletKernelPenalty {
        Arguments.positive("bandwidth", bandwidth);
        BetaKernelRegression.requirePower(power);
    }

    /**
     * The penalty and its derivatives by the logits.
     *
     * @param logits n × K finite numbers, row-major; two or more rows
     * @param classes K ≥ 2
     * @param targets n × K numbers in [0, 1], row-major
     * @return value and derivatives; 0 for a row with a probability below {@value
     *     BetaKernelRegression#DEFAULT_EDGE}
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public PenaltyGradient ofLogits(double[] logits, int classes, double[] targets) {
        Arguments.atLeast("classes", classes, 2);
        Arguments.allFinite("logits", logits);
        if (logits.length % classes != 0) {
            throw new IllegalArgumentException(
                    "logits must hold "
                            + classes
                            + " numbers per row, got "
                            + logits.length
                            + " numbers");
        }
        double[] rows = new double[logits.length];
        for (int at = 0; at < rows.length; at += classes) {
            softmax(logits, rows, at, classes);
        }
        PenaltyGradient free = of(rows, classes, targets);
        double[] out = free.byInputs();
        for (int at = 0; at < out.length; at += classes) {
            double mean = 0;
            for (int k = at; k < at + classes; k++) {
                mean += rows[k] * out[k];
            }
            for (int k = at; k < at + classes; k++) {
                out[k] = rows[k] * (out[k] - mean);
            }
        }
        return new PenaltyGradient(free.value(), out, free.byTargets());
    }

    /**
     * The penalty and its derivatives by the probabilities, each taken as free.
     *
     * @param predictions two or more probability vectors
     * @param targets n × K numbers in [0, 1], row-major
     * @return value and derivatives
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public PenaltyGradient ofProbabilities(CategoricalBatch predictions, double[] targets) {
        int classes = predictions.classes();
        double[] rows = new double[Math.multiplyExact(predictions.size(), classes)];
        double[] row = new double[classes];
        for (int i = 0; i < predictions.size(); i++) {
            predictions.copyRow(i, row);
            System.arraycopy(row, 0, rows, i * classes, classes);
        }
        return of(rows, classes, targets);
    }

    private PenaltyGradient of(double[] given, int classes, double[] targets) {
        int n = Arguments.atLeast("number of rows", given.length / classes, 2);
        BetaKernelRegression.checkTargets(targets, given.length);
        double[] rows = new double[given.length];
        boolean[] moved = new boolean[n];
        double[] row = new double[classes];
        for (int i = 0; i < n; i++) {
            System.arraycopy(given, i * classes, row, 0, classes);
            DirichletKernelRegression.inside(row, BetaKernelRegression.DEFAULT_EDGE);
            for (int k = 0; k < classes; k++) {
                moved[i] |= row[k] != given[i * classes + k];
            }
            System.arraycopy(row, 0, rows, i * classes, classes);
        }
        DirichletTerms terms = new DirichletTerms(rows, classes, bandwidth);
        double[] slopes = new double[rows.length];
        double[] means = new double[n];
        double[] shift = new double[n];
        double[] out = new double[rows.length];
        double[] values = new double[n];
        terms.forEachTarget(
                (i, kernel, top) -> {
                    values[i] = argument(rows, classes, targets, i, kernel, slopes, means, out);
                    double mass = 0;
                    for (double k : kernel) {
                        mass += k;
                    }
                    shift[i] = top + Math.log(mass);
                });
        double[] byTarget = new double[rows.length];
        terms.forEachCentre(
                shift,
                (m, share, ignored) -> {
                    centre(terms, targets, m, share, slopes, means, out, byTarget);
                    if (moved[m]) {
                        Arrays.fill(out, m * classes, (m + 1) * classes, 0);
                    }
                });
        double value = 0;
        for (double v : values) {
            value += v;
        }
        return new PenaltyGradient(value / n, out, byTarget);
    }

    /** The row's loss; its slopes, Σ_k G r̂, and the derivative by it as itself and argument. */
    private double argument(
            double[] rows,
            int classes,
            double[] targets,
            int i,
            double[] kernel,
            double[] slopes,
            double[] means,
            double[] out) {
        int n = kernel.length;
        int at = i * classes;
        double[] ratio = new double[classes];
        double mass = 0;
        for (int j = 0; j < n; j++) {
            mass += kernel[j];
            for (int k = 0; k < classes; k++) {
                ratio[k] += kernel[j] * targets[j * classes + k];
            }
        }
        double loss = 0;
        for (int k = 0; k < classes; k++) {
            ratio[k] /= mass;
            double gap = ratio[k] - rows[at + k];
            loss += BetaKernelRegression.raised(Math.abs(gap), power);
            slopes[at + k] =
                    gap == 0
                            ? 0
                            : power * Math.pow(Math.abs(gap), power - 1) * Math.signum(gap) / n;
            means[i] += slopes[at + k] * ratio[k];
        }
        double[] moved = new double[classes];
        for (int j = 0; j < n; j++) {
            double d = -means[i];
            for (int k = 0; k < classes; k++) {
                d += slopes[at + k] * targets[j * classes + k];
            }
            double share = kernel[j] / mass * d;
            for (int k = 0; k < classes; k++) {
                moved[k] += share * rows[j * classes + k];
            }
        }
        for (int k = 0; k < classes; k++) {
            out[at + k] = moved[k] / (bandwidth * rows[at + k]) - slopes[at + k];
        }
        return loss;
    }

    private void centre(
            DirichletTerms terms,
            double[] targets,
            int m,
            double[] share,
            double[] slopes,
            double[] means,
            double[] out,
            double[] byTarget) {
        int classes = terms.classes;
        int at = m * classes;
        double[] sum = new double[classes];
        double total = 0;
        for (int i = 0; i < share.length; i++) {
            double d = -means[i];
            for (int k = 0; k < classes; k++) {
                d += slopes[i * classes + k] * targets[at + k];
                byTarget[at + k] += share[i] * slopes[i * classes + k];
            }
            total += share[i] * d;
            for (int k = 0; k < classes; k++) {
                sum[k] += share[i] * d * terms.log[i * classes + k];
            }
        }
        for (int k = 0; k < classes; k++) {
            out[at + k] += (sum[k] + total * terms.centreDerivative(m, k)) / bandwidth;
        }
    }

    private static void softmax(double[] logits, double[] rows, int at, int classes) {
        double top = Double.NEGATIVE_INFINITY;
        for (int k = at; k < at + classes; k++) {
            top = Math.max(top, logits[k]);
        }
        double sum = 0;
        for (int k = at; k < at + classes; k++) {
            rows[k] = Math.exp(logits[k] - top);
            sum += rows[k];
        }
        for (int k = at; k < at + classes; k++) {
            rows[k] /= sum;
        }
    }
}
