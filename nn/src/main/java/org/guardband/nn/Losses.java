package org.guardband.nn;

import java.util.List;
import org.guardband.kernels.Matrix;

/** What training makes small, each a node of 1 × 1. */
public final class Losses {
    private Losses() {}

    /**
     * Cross-entropy: the mean of −log p(label) over some rows.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param logProbabilities n × K, of {@link Pointwise#logSoftmax}
     * @param rows which rows count
     * @param labels the class of each of these
     * @return the loss
     * @throws IllegalArgumentException if there is no row, or a row or label is outside the matrix
     */
    public static <M extends Matrix<M>> Node<M> crossEntropy(
            Tape<M> tape, Node<M> logProbabilities, int[] rows, int[] labels) {
        Checks.atLeast("rows.length", rows.length, 1);
        Checks.size("labels.length", labels.length, "rows.length", rows.length);
        for (int i = 0; i < rows.length; i++) {
            inside("rows", i, rows[i], logProbabilities.rows());
            inside("labels", i, labels[i], logProbabilities.columns());
        }
        int[] row = rows.clone();
        int[] label = labels.clone();
        return tape.record(
                1,
                1,
                List.of(logProbabilities),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double sum = 0;
                        for (int i = 0; i < row.length; i++) {
                            sum -= logProbabilities.value().get(row[i], label[i]);
                        }
                        result.set(0, 0, sum / row.length);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        double share = gradient.get(0, 0) / row.length;
                        M to = logProbabilities.gradient();
                        for (int i = 0; i < row.length; i++) {
                            to.set(row[i], label[i], to.get(row[i], label[i]) - share);
                        }
                    }
                });
    }

    /**
     * Cross-entropy with targets that may change from pass to pass: −Σ t log p / n over all rows.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param logProbabilities n × K, of {@link Pointwise#logSoftmax}
     * @param targets n × K, one 1 a row or any distribution; the caller may change its elements
     *     between passes
     * @return the loss
     * @throws IllegalArgumentException if there is no row or the shapes differ
     */
    public static <M extends Matrix<M>> Node<M> crossEntropy(
            Tape<M> tape, Node<M> logProbabilities, Node<M> targets) {
        Checks.same(logProbabilities, targets);
        int n = Checks.atLeast("rows", logProbabilities.rows(), 1);
        int classes = logProbabilities.columns();
        return tape.record(
                1,
                1,
                List.of(logProbabilities),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            for (int k = 0; k < classes; k++) {
                                double t = targets.value().get(i, k);
                                sum -= t == 0 ? 0 : t * logProbabilities.value().get(i, k);
                            }
                        }
                        result.set(0, 0, sum / n);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        tape.kernels()
                                .elements()
                                .addScaled(
                                        -gradient.get(0, 0) / n,
                                        targets.value(),
                                        logProbabilities.gradient());
                    }
                });
    }

    private static void inside(String name, int i, int value, int bound) {
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(
                    name + "[" + i + "] must be in [0, " + bound + "), got " + value);
        }
    }

    /**
     * Half the mean squared error.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param predicted n × 1
     * @param targets n × 1; the caller may change its elements between passes
     * @return Σ (p − y)² / (2 n)
     */
    public static <M extends Matrix<M>> Node<M> halfSquaredError(
            Tape<M> tape, Node<M> predicted, Node<M> targets) {
        Checks.same(predicted, targets);
        int n = Checks.atLeast("rows", predicted.rows(), 1);
        return tape.record(
                1,
                1,
                List.of(predicted),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            double d = predicted.value().get(i, 0) - targets.value().get(i, 0);
                            sum += d * d;
                        }
                        result.set(0, 0, sum / (2 * n));
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        double share = gradient.get(0, 0) / n;
                        M to = predicted.gradient();
                        for (int i = 0; i < n; i++) {
                            double d = predicted.value().get(i, 0) - targets.value().get(i, 0);
                            to.set(i, 0, to.get(i, 0) + share * d);
                        }
                    }
                });
    }

    /**
     * The β-NLL of Seitzer et al. 2022 (arXiv 2203.09168): the mean of v^β ((y − μ)² / (2 v) + ½
     * log v), where the weight v^β is taken as a constant by the gradient. β = 0 is the Gaussian
     * negative log-likelihood less ½ log 2π; β = 1 gives the mean the gradient of the squared
     * error; they recommend 0.5, which keeps rows of large variance from being neglected.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param mean μ, n × 1
     * @param variance v, n × 1, positive
     * @param targets y, n × 1; the caller may change its elements between passes
     * @param beta β, in [0, 1]
     * @return the loss
     * @throws IllegalArgumentException if the shapes differ, there is no row, or β is outside [0,
     *     1]
     */
    public static <M extends Matrix<M>> Node<M> gaussian(
            Tape<M> tape, Node<M> mean, Node<M> variance, Node<M> targets, double beta) {
        Checks.same(mean, variance);
        Checks.same(mean, targets);
        if (!(beta >= 0 && beta <= 1)) {
            throw new IllegalArgumentException("beta must be in [0, 1], got " + beta);
        }
        int n = Checks.atLeast("rows", mean.rows(), 1);
        return tape.record(
                1,
                1,
                List.of(mean, variance),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            double v = variance.value().get(i, 0);
                            double d = mean.value().get(i, 0) - targets.value().get(i, 0);
                            sum += weight(v, beta) * (d * d / (2 * v) + 0.5 * Math.log(v));
                        }
                        result.set(0, 0, sum / n);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        for (int i = 0; i < n; i++) {
                            double v = variance.value().get(i, 0);
                            double d = mean.value().get(i, 0) - targets.value().get(i, 0);
                            double share = gradient.get(0, 0) / n * weight(v, beta);
                            if (mean.hasGradient()) {
                                M to = mean.gradient();
                                to.set(i, 0, to.get(i, 0) + share * d / v);
                            }
                            if (variance.hasGradient()) {
                                M to = variance.gradient();
                                double slope = (v - d * d) / (2 * v * v);
                                to.set(i, 0, to.get(i, 0) + share * slope);
                            }
                        }
                    }
                });
    }

    private static double weight(double variance, double beta) {
        return beta == 0 ? 1 : Math.pow(variance, beta);
    }
}
