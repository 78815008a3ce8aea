package org.guardband.ensembles.bayes;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.kernels.Matrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * Evidential deep learning: a network gives evidence e ≥ 0 for each class, and with it the
 * Dirichlet distribution of α = e + 1 over class probabilities. The loss is an {@link
 * EvidentialForm} plus w KL(Dir(α̃) ‖ Dir(1)), α̃ being α with the true class's evidence taken out,
 * which pulls misleading evidence to zero.
 *
 * <p>The vacuity K/S is one where there is no evidence. How much evidence is given far from the
 * data is the network's affair: nothing makes it small there.
 *
 * <p>Source: Sensoy, Kaplan, Kandemir 2018, arXiv 1806.01768: the three losses and the regulariser.
 */
public final class EvidentialClassification {

    private EvidentialClassification() {}

    /**
     * The mean loss of rows.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param evidence n × K, ≥ 0, for instance of a softplus
     * @param labels the class of each row
     * @param form what is fitted
     * @param weight w ≥ 0
     * @return a node of 1 × 1
     * @throws IllegalArgumentException if there is no row, lengths differ, a label is out of range
     *     or the weight is negative
     */
    public static <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape, Node<M> evidence, int[] labels, EvidentialForm form, double weight) {
        Arguments.sameLength("labels", labels.length, "the rows", evidence.rows());
        Arguments.allIndices("labels", labels, evidence.columns());
        int[] label = labels.clone();
        return loss(tape, evidence, row -> label[row], form, weight);
    }

    /**
     * The mean loss of rows whose labels may change from pass to pass.
     *
     * @param <M> the precision
     * @param tape to write to
     * @param evidence n × K, ≥ 0
     * @param targets n × K, the class of a row being the column of its largest number; the caller
     *     may change its elements between passes
     * @param form what is fitted
     * @param weight w ≥ 0
     * @return a node of 1 × 1
     * @throws IllegalArgumentException if there is no row, shapes differ or the weight is negative
     */
    public static <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape, Node<M> evidence, Node<M> targets, EvidentialForm form, double weight) {
        Arguments.sameLength("targets", targets.rows(), "the rows", evidence.rows());
        Arguments.sameLength(
                "columns of targets", targets.columns(), "the classes", evidence.columns());
        return loss(tape, evidence, row -> largest(targets, row), form, weight);
    }

    private static int largest(Node<?> targets, int row) {
        int at = 0;
        for (int k = 1; k < targets.columns(); k++) {
            at = targets.value().get(row, k) > targets.value().get(row, at) ? k : at;
        }
        return at;
    }

    private static <M extends Matrix<M>> Node<M> loss(
            Tape<M> tape,
            Node<M> evidence,
            IntUnaryOperator label,
            EvidentialForm form,
            double weight) {
        int n = Arguments.atLeast("rows", evidence.rows(), 1);
        int classes = evidence.columns();
        Arguments.nonNegative("weight", weight);
        return tape.record(
                1,
                1,
                List.of(evidence),
                new Operation<>() {
                    @Override
                    public void forward(M result, Pass pass) {
                        double[] alpha = new double[classes];
                        double sum = 0;
                        for (int i = 0; i < n; i++) {
                            read(evidence, i, alpha);
                            int truth = label.applyAsInt(i);
                            sum += value(alpha, truth, form);
                            sum += weight == 0 ? 0 : weight * misleading(alpha, truth);
                        }
                        result.set(0, 0, sum / n);
                    }

                    @Override
                    public void backward(M result, M gradient, Pass pass) {
                        double[] alpha = new double[classes];
                        double[] slope = new double[classes];
                        double share = gradient.get(0, 0) / n;
                        M to = evidence.gradient();
                        for (int i = 0; i < n; i++) {
                            read(evidence, i, alpha);
                            int truth = label.applyAsInt(i);
                            slopes(alpha, truth, form, slope);
                            if (weight != 0) {
                                addMisleadingSlopes(alpha, truth, weight, slope);
                            }
                            for (int k = 0; k < classes; k++) {
                                to.set(i, k, to.get(i, k) + share * slope[k]);
                            }
                        }
                    }
                });
    }

    private static void read(Node<?> evidence, int row, double[] alpha) {
        for (int k = 0; k < alpha.length; k++) {
            alpha[k] = 1 + evidence.value().get(row, k);
        }
    }

    private static double sum(double[] alpha) {
        double sum = 0;
        for (double a : alpha) {
            sum += a;
        }
        return sum;
    }

    static double value(double[] alpha, int label, EvidentialForm form) {
        double s = sum(alpha);
        return switch (form) {
            case LOG -> Math.log(s) - Math.log(alpha[label]);
            case DIGAMMA -> Digamma.value(s) - Digamma.value(alpha[label]);
            case SQUARED -> {
                double total = 0;
                for (int k = 0; k < alpha.length; k++) {
                    double mean = alpha[k] / s;
                    double off = (k == label ? 1 : 0) - mean;
                    total += off * off + mean * (1 - mean) / (s + 1);
                }
                yield total;
            }
        };
    }

    private static void slopes(double[] alpha, int label, EvidentialForm form, double[] out) {
        double s = sum(alpha);
        double inner = 0;
        double spread = 0;
        for (int k = 0; k < alpha.length; k++) {
            double mean = alpha[k] / s;
            inner += mean * squaredSlope(mean, k == label, s);
            spread += mean * (1 - mean);
        }
        for (int k = 0; k < alpha.length; k++) {
            boolean truth = k == label;
            out[k] =
                    switch (form) {
                        case LOG -> 1 / s - (truth ? 1 / alpha[k] : 0);
                        case DIGAMMA -> Trigamma.value(s) - (truth ? Trigamma.value(alpha[k]) : 0);
                        case SQUARED ->
                                (squaredSlope(alpha[k] / s, truth, s) - inner) / s
                                        - spread / ((s + 1) * (s + 1));
                    };
        }
    }

    /** The slope of the squared form by the mean probability of a class, S held. */
    private static double squaredSlope(double mean, boolean truth, double s) {
        return -2 * ((truth ? 1 : 0) - mean) + (1 - 2 * mean) / (s + 1);
    }

    /** KL(Dir(α̃) ‖ Dir(1)). */
    static double misleading(double[] alpha, int label) {
        double s = sum(alpha) - alpha[label] + 1;
        double value = LogGamma.value(s) - LogGamma.value(alpha.length);
        for (int k = 0; k < alpha.length; k++) {
            double a = k == label ? 1 : alpha[k];
            value += (a - 1) * (Digamma.value(a) - Digamma.value(s)) - LogGamma.value(a);
        }
        return value;
    }

    private static void addMisleadingSlopes(
            double[] alpha, int label, double weight, double[] out) {
        double s = sum(alpha) - alpha[label] + 1;
        double common = (s - alpha.length) * Trigamma.value(s);
        for (int k = 0; k < alpha.length; k++) {
            if (k != label) {
                out[k] += weight * ((alpha[k] - 1) * Trigamma.value(alpha[k]) - common);
            }
        }
    }

    /**
     * Mean class probabilities α/S.
     *
     * @param evidence n × K finite numbers ≥ 0, row-major
     * @param labels the names of the K classes
     * @return one distribution per row
     * @throws IllegalArgumentException if the numbers are no whole rows or one is invalid
     */
    public static CategoricalBatch probabilities(double[] evidence, List<String> labels) {
        double[] vacuity = vacuities(evidence, labels.size());
        double[] p = new double[evidence.length];
        for (int at = 0; at < p.length; at++) {
            p[at] = (1 + evidence[at]) * vacuity[at / labels.size()] / labels.size();
        }
        return CategoricalBatch.wrap(p, labels, CategoricalBatch.DEFAULT_TOLERANCE);
    }

    /**
     * The vacuity K/S of each row.
     *
     * @param evidence n × K finite numbers ≥ 0, row-major
     * @param classes K ≥ 1
     * @return n numbers in (0, 1]
     * @throws IllegalArgumentException if the numbers are no whole rows or one is invalid
     */
    public static double[] vacuities(double[] evidence, int classes) {
        Arguments.atLeast("classes", classes, 1);
        Arguments.allNonNegative("evidence", evidence);
        if (evidence.length % classes != 0) {
            throw new IllegalArgumentException(
                    "evidence must hold whole rows of "
                            + classes
                            + " numbers, got "
                            + evidence.length);
        }
        double[] out = new double[evidence.length / classes];
        for (int i = 0; i < out.length; i++) {
            double s = classes;
            for (int k = 0; k < classes; k++) {
                s += evidence[i * classes + k];
            }
            out[i] = classes / s;
        }
        return out;
    }
}
