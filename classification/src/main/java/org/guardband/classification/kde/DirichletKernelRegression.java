package org.guardband.classification.kde;

import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/**
 * Regression of classes on probability vectors with the Dirichlet kernel, every row left out of its
 * own estimate:
 *
 * <pre>    r̂ᵢ = Σ_{j≠i} k(xᵢ; xⱼ) yⱼ / Σ_{j≠i} k(xᵢ; xⱼ)</pre>
 *
 * where k(·; z) is the density of Dirichlet(z/h + 1) and y the indicator of the class, or any
 * vector of numbers in [0, 1]. The error Σ_k |r̂ᵢ_k − xᵢ_k|^q is the canonical one, of the whole
 * vector. Sums are formed relative to their largest term (log-sum-exp), so that any number of
 * classes will do. O(n²K), blocked and parallel, the same bits on any number of threads; O(nK)
 * memory.
 *
 * <p>Bandwidths below 10⁻¹⁵ are refused.
 *
 * <p>Probabilities below {@value BetaKernelRegression#DEFAULT_EDGE} are raised to it and the row is
 * divided by its new sum, since the density vanishes on the faces of the simplex.
 *
 * <p>Source: Popordanoska, Sayer, Blaschko 2022, arXiv 2210.07810.
 */
public final class DirichletKernelRegression {

    private final double[] rows;
    private final int classes;

    private DirichletKernelRegression(double[] rows, int classes) {
        this.rows = rows;
        this.classes = classes;
    }

    /**
     * Takes the rows of a batch.
     *
     * @param predictions two or more probability vectors of two or more classes
     * @return the regression
     * @throws IllegalArgumentException if there are fewer rows or classes
     */
    public static DirichletKernelRegression of(CategoricalBatch predictions) {
        int n = Arguments.atLeast("rows of the batch", predictions.size(), 2);
        int classes = Arguments.atLeast("number of classes", predictions.classes(), 2);
        double[] rows = new double[Math.multiplyExact(n, classes)];
        double[] row = new double[classes];
        for (int i = 0; i < n; i++) {
            predictions.copyRow(i, row);
            inside(row, BetaKernelRegression.DEFAULT_EDGE);
            System.arraycopy(row, 0, rows, i * classes, classes);
        }
        return new DirichletKernelRegression(rows, classes);
    }

    /** Moves a row off the faces of the simplex; a row that is off them stays as it is. */
    static void inside(double[] row, double edge) {
        double sum = 0;
        boolean moved = false;
        for (int k = 0; k < row.length; k++) {
            if (row[k] < edge) {
                row[k] = edge;
                moved = true;
            }
            sum += row[k];
        }
        if (moved) {
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
        }
    }

    /**
     * The number of rows.
     *
     * @return n ≥ 2
     */
    public int size() {
        return rows.length / classes;
    }

    /**
     * The number of classes.
     *
     * @return K ≥ 2
     */
    public int classes() {
        return classes;
    }

    /**
     * Labels as vectors.
     *
     * @param labels the class of each row
     * @return n × K zeros and ones, row-major
     * @throws IllegalArgumentException if lengths differ or a label is out of range
     */
    public double[] indicators(int[] labels) {
        Arguments.sameLength("labels", labels.length, "the batch", size());
        Arguments.allIndices("labels", labels, classes);
        double[] out = new double[rows.length];
        for (int i = 0; i < labels.length; i++) {
            out[i * classes + labels[i]] = 1;
        }
        return out;
    }

    /**
     * The estimates r̂ᵢ.
     *
     * @param targets n × K numbers in [0, 1], row-major, for instance {@link #indicators}
     * @param bandwidth h &gt; 0
     * @return n × K numbers, row-major
     * @throws IllegalArgumentException if lengths differ, a target is outside [0, 1] or the
     *     bandwidth is not positive
     */
    public double[] conditionalMeans(double[] targets, double bandwidth) {
        return means(targets, bandwidth, 0, false);
    }

    /**
     * The estimates r̂ᵢ less their second-order bias, moved into [0, 1]; see {@link
     * BetaKernelRegression#debiasedMeans}.
     *
     * @param targets n × K numbers in [0, 1], row-major
     * @param bandwidth h &gt; 0
     * @return n × K numbers, row-major
     * @throws IllegalArgumentException as {@link #conditionalMeans}, or for fewer than three rows
     */
    public double[] debiasedMeans(double[] targets, double bandwidth) {
        Arguments.atLeast("rows of the batch", size(), 3);
        return means(targets, bandwidth, 0, true);
    }

    /** With sums of kernels below {@code leastMass} replaced by it. */
    double[] means(double[] targets, double bandwidth, double leastMass, boolean debias) {
        Arguments.positive("bandwidth", bandwidth);
        BetaKernelRegression.checkTargets(targets, rows.length);
        double[] out = new double[rows.length];
        new DirichletTerms(rows, classes, bandwidth)
                .forEachTarget(
                        (i, kernel, top) -> {
                            double least = leastMass == 0 ? 0 : leastMass * Math.exp(-top);
                            row(targets, i, kernel, least, debias, out);
                        });
        return out;
    }

    private void row(
            double[] targets, int i, double[] kernel, double least, boolean debias, double[] out) {
        double m = kernel.length - 1;
        double mass = 0;
        double squares = 0;
        double[] target = new double[classes];
        double[] crossed = new double[classes];
        for (int j = 0; j < kernel.length; j++) {
            double k = kernel[j];
            mass += k;
            squares += k * k;
            for (int c = 0; c < classes; c++) {
                double ky = k * targets[j * classes + c];
                target[c] += ky;
                crossed[c] += k * ky;
            }
        }
        double sum = Math.max(mass, least);
        double mean = sum / m;
        double variance = (squares - m * mean * mean) / (m - 1);
        for (int c = 0; c < classes; c++) {
            double ratio = target[c] / sum;
            if (debias) {
                double covariance = (crossed[c] - mean * target[c]) / (m - 1);
                ratio -= (ratio * variance - covariance) / (mean * mean) / m;
                ratio = Math.min(Math.max(ratio, 0), 1);
            }
            out[i * classes + c] = ratio;
        }
    }

    /**
     * The leave-one-out log-likelihood of a bandwidth.
     *
     * @param bandwidth h &gt; 0
     * @return Σ ln f̂ᵢ
     * @throws IllegalArgumentException if the bandwidth is not positive
     */
    public double logLikelihood(double bandwidth) {
        Arguments.positive("bandwidth", bandwidth);
        double[] logs = new double[size()];
        new DirichletTerms(rows, classes, bandwidth)
                .forEachTarget(
                        (i, kernel, top) -> {
                            double mass = 0;
                            for (double k : kernel) {
                                mass += k;
                            }
                            logs[i] = top + Math.log(mass / (kernel.length - 1.0));
                        });
        double sum = 0;
        for (double log : logs) {
            sum += log;
        }
        return sum;
    }

    /**
     * The canonical calibration error (1/n) Σᵢ Σ_k |r̂ᵢ_k − xᵢ_k|^q, without a root.
     *
     * @param targets n × K numbers in [0, 1], row-major
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error
     * @throws IllegalArgumentException as {@link #conditionalMeans}, or for a power below 1
     */
    public double error(double[] targets, double bandwidth, double power) {
        return distance(conditionalMeans(targets, bandwidth), power);
    }

    /**
     * The canonical calibration error with {@link #debiasedMeans}.
     *
     * @param targets n × K numbers in [0, 1], row-major
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error
     * @throws IllegalArgumentException as {@link #debiasedMeans}, or for a power below 1
     */
    public double debiasedError(double[] targets, double bandwidth, double power) {
        return distance(debiasedMeans(targets, bandwidth), power);
    }

    /**
     * The error of rows that count several times, Σ wᵢ Σ_k |r̂ᵢ_k − xᵢ_k|^q/Σ wᵢ: row j counts wⱼ
     * times in all estimates but its own, in which none of its copies has a part.
     *
     * @param targets n × K numbers in [0, 1], row-major
     * @param weights one finite number ≥ 0 per row, two of them &gt; 0; a row of weight 0 is as
     *     good as not there
     * @param bandwidth h &gt; 0
     * @param power q ≥ 1
     * @return the error
     * @throws IllegalArgumentException if lengths differ or a number is out of range
     */
    public double weightedError(
            double[] targets, double[] weights, double bandwidth, double power) {
        Arguments.sameLength("weights", weights.length, "the batch", size());
        Arguments.allNonNegative("weights", weights);
        int[] kept = IntStream.range(0, weights.length).filter(i -> weights[i] > 0).toArray();
        Arguments.atLeast("rows of weight > 0", kept.length, 2);
        BetaKernelRegression.requirePower(power);
        BetaKernelRegression.checkTargets(targets, rows.length);
        double[] some = new double[kept.length * classes];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(rows, kept[i] * classes, some, i * classes, classes);
        }
        double[] errors = new double[kept.length];
        new DirichletTerms(some, classes, bandwidth)
                .forEachTarget(
                        (i, kernel, top) ->
                                errors[i] =
                                        weights[kept[i]]
                                                * gap(
                                                        some, targets, weights, kept, i, kernel,
                                                        power));
        double error = 0;
        double total = 0;
        for (int i = 0; i < kept.length; i++) {
            error += errors[i];
            total += weights[kept[i]];
        }
        return error / total;
    }

    private double gap(
            double[] some,
            double[] targets,
            double[] weights,
            int[] kept,
            int i,
            double[] kernel,
            double power) {
        double mass = 0;
        double[] target = new double[classes];
        for (int j = 0; j < kernel.length; j++) {
            double k = weights[kept[j]] * kernel[j];
            mass += k;
            for (int c = 0; c < classes; c++) {
                target[c] += k * targets[kept[j] * classes + c];
            }
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double gap = Math.abs(target[c] / mass - some[i * classes + c]);
            sum += BetaKernelRegression.raised(gap, power);
        }
        return sum;
    }

    double distance(double[] means, double power) {
        BetaKernelRegression.requirePower(power);
        return ParallelRows.sum(
                        rows.length,
                        SortedScores.BLOCK,
                        (from, to) -> {
                            double sum = 0;
                            for (int t = from; t < to; t++) {
                                double gap = Math.abs(means[t] - rows[t]);
                                sum += BetaKernelRegression.raised(gap, power);
                            }
                            return sum;
                        })
                / size();
    }
}
