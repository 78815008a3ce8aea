package org.guardband.ensembles.weighting;

import org.guardband.core.batch.LogitBatch;
import org.guardband.core.calibration.Calibrator;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.LimitedMemoryBfgs;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.affine.AffineMap;
import org.guardband.ensembles.pool.StackedPool;

/**
 * Stacking by multinomial logistic regression: softmax(Wx + b) on the M·K log probabilities of the
 * members, fitted by the mean held-out log loss + λ/2 ‖W − W₀‖², W₀ being the equal-weight
 * log-linear pool (each class sees its own log probability of each member with weight 1/M).
 * Strictly convex but for a constant per column; b is not penalised.
 *
 * <p>With few rows or a large λ the result is the log-linear pool; with many it may learn that a
 * member confuses two classes, and how sharp the pool should be. K(MK + 1) parameters: give it ten
 * times as many rows. Predictions of the members must be held out (out of fold) too.
 *
 * <p>Source: Wolpert 1992, doi 10.1016/S0893-6080(05)80023-1; Ting, Witten 1999, arXiv 1105.5466
 * (class probabilities as level-1 data). The pull towards the pool instead of towards zero is ours.
 *
 * @param penalty λ &gt; 0
 */
public record LogisticStacking(double penalty)
        implements Calibrator<ClassMembers, int[], StackedPool> {

    private static final double DEFAULT_PENALTY = 1e-3;
    private static final int BLOCK = 1 << 10;
    private static final int MAX_STEPS = 500;

    /**
     * Checks the penalty.
     *
     * @param penalty λ &gt; 0
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public LogisticStacking {
        Arguments.positive("penalty", penalty);
    }

    /** Stacking with λ = 0.001. */
    public LogisticStacking() {
        this(DEFAULT_PENALTY);
    }

    @Override
    public StackedPool calibrate(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        int members = heldOut.size();
        int classes = heldOut.classes();
        double[] start = new double[classes * (members * classes + 1)];
        for (int k = 0; k < classes; k++) {
            for (int m = 0; m < members; m++) {
                start[k * (members * classes + 1) + m * classes + k] = 1.0 / members;
            }
        }
        double[] fitted =
                LimitedMemoryBfgs.withDefaults()
                        .withMaxIterations(MAX_STEPS)
                        .descend((x, gradient) -> loss(heldOut, labels, start, x, gradient), start);
        return new StackedPool(members, classes, fitted);
    }

    private double loss(
            ClassMembers heldOut, int[] labels, double[] prior, double[] x, double[] gradient) {
        int inputs = heldOut.size() * heldOut.classes();
        int width = x.length;
        double[] sums =
                BlockSums.of(
                        labels.length,
                        BLOCK,
                        width + 1,
                        (from, to, out) -> {
                            Scratch scratch = new Scratch(inputs, heldOut.classes());
                            for (int i = from; i < to; i++) {
                                scratch.read(heldOut, i);
                                out[width] += scratch.add(x, labels[i], out);
                            }
                        });
        double value = sums[width] / labels.length;
        for (int j = 0; j < width; j++) {
            boolean offset = j % (inputs + 1) == inputs;
            double away = offset ? 0 : x[j] - prior[j];
            value += 0.5 * penalty * away * away;
            gradient[j] = sums[j] / labels.length + penalty * away;
        }
        return value;
    }

    /** One row: its log probabilities, and the softmax of its scores. */
    private static final class Scratch {

        private final double[] logs;
        private final double[] p;

        Scratch(int inputs, int classes) {
            this.logs = new double[inputs];
            this.p = new double[classes];
        }

        void read(ClassMembers members, int row) {
            for (int m = 0; m < members.size(); m++) {
                members.copyRow(m, row, p);
                for (int k = 0; k < p.length; k++) {
                    logs[m * p.length + k] = Math.max(Math.log(p[k]), LogitBatch.LOG_OF_ZERO);
                }
            }
        }

        /** Adds the gradient of the row's loss, and returns the loss. */
        double add(double[] x, int label, double[] gradient) {
            int width = logs.length + 1;
            double largest = Double.NEGATIVE_INFINITY;
            AffineMap.apply(x, logs.length, logs, 0, p, p.length);
            for (double score : p) {
                largest = Math.max(largest, score);
            }
            double truth = p[label];
            double sum = 0;
            for (int k = 0; k < p.length; k++) {
                p[k] = Math.exp(p[k] - largest);
                sum += p[k];
            }
            for (int k = 0; k < p.length; k++) {
                double residual = p[k] / sum - (k == label ? 1 : 0);
                for (int j = 0; j < logs.length; j++) {
                    gradient[k * width + j] += residual * logs[j];
                }
                gradient[k * width + logs.length] += residual;
            }
            return largest + Math.log(sum) - truth;
        }
    }
}
