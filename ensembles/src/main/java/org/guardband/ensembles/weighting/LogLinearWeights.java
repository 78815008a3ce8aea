package org.guardband.ensembles.weighting;

import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Weights of the log-linear pool that minimise the held-out log loss, mean −ln softmax(Σ_m w_m ln
 * p_m)_y over the simplex. Convex in w: the gradient by w_m is Σ_k p̄_k ln p_mk − ln p_my, the
 * Hessian the covariance under p̄ of the members' log probabilities.
 *
 * <p>The sum of the weights is one, so that the pool is no sharper than its members; {@link
 * LogisticStacking} lifts that, or calibrate the pool afterwards.
 *
 * <p>Source: Heskes 1997, "Selecting weighting factors in logarithmic opinion pools", NIPS 10.
 */
public record LogLinearWeights() implements ClassWeighting {

    @Override
    public MemberWeights weights(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        return MemberWeights.of(SimplexNewton.minimum(new Loss(heldOut, labels), heldOut.size()));
    }

    private static final class Loss implements SimplexNewton.Objective {

        private static final int BLOCK = 1 << 10;

        private final int members;
        private final int classes;
        private final int[] labels;

        /** Log probabilities less that of the true class, n × M × K. */
        private final double[] logs;

        Loss(ClassMembers heldOut, int[] labels) {
            this.members = heldOut.size();
            this.classes = heldOut.classes();
            this.labels = labels;
            this.logs = new double[Math.multiplyExact(labels.length, members * classes)];
            ParallelRows.run(
                    labels.length,
                    BLOCK,
                    (from, to) -> {
                        double[] row = new double[classes];
                        for (int i = from; i < to; i++) {
                            for (int m = 0; m < members; m++) {
                                heldOut.copyRow(m, i, row);
                                double truth = log(row[labels[i]]);
                                int at = (i * members + m) * classes;
                                for (int k = 0; k < classes; k++) {
                                    logs[at + k] = log(row[k]) - truth;
                                }
                            }
                        }
                    });
        }

        private static double log(double p) {
            return Math.max(Math.log(p), LogitBatch.LOG_OF_ZERO);
        }

        /** Writes softmax probabilities; returns the loss of the row. */
        private double pool(double[] w, int i, double[] p) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                p[k] = 0;
                for (int m = 0; m < members; m++) {
                    p[k] += w[m] * logs[(i * members + m) * classes + k];
                }
                largest = Math.max(largest, p[k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                p[k] = Math.exp(p[k] - largest);
                sum += p[k];
            }
            for (int k = 0; k < classes; k++) {
                p[k] /= sum;
            }
            return largest + Math.log(sum); // the true class has log zero
        }

        @Override
        public double value(double[] w) {
            return ParallelRows.sum(
                            labels.length,
                            BLOCK,
                            (from, to) -> {
                                double[] p = new double[classes];
                                double sum = 0;
                                for (int i = from; i < to; i++) {
                                    sum += pool(w, i, p);
                                }
                                return sum;
                            })
                    / labels.length;
        }

        @Override
        public void derivatives(double[] w, double[] gradient, double[] hessian) {
            double[] sums =
                    BlockSums.of(
                            labels.length,
                            BLOCK,
                            members + members * members,
                            (from, to, out) -> {
                                double[] p = new double[classes];
                                double[] mean = new double[members];
                                for (int i = from; i < to; i++) {
                                    pool(w, i, p);
                                    addRow(i, p, mean, out);
                                }
                            });
            BlockSums.derivatives(sums, labels.length, members, gradient, hessian);
        }

        private void addRow(int i, double[] p, double[] mean, double[] out) {
            int at = i * members * classes;
            for (int a = 0; a < members; a++) {
                mean[a] = 0;
                for (int k = 0; k < classes; k++) {
                    mean[a] += p[k] * logs[at + a * classes + k];
                }
                out[a] += mean[a];
                for (int b = 0; b <= a; b++) {
                    double covariance = 0;
                    for (int k = 0; k < classes; k++) {
                        covariance +=
                                p[k]
                                        * (logs[at + a * classes + k] - mean[a])
                                        * (logs[at + b * classes + k] - mean[b]);
                    }
                    out[members + a * members + b] += covariance;
                }
            }
        }
    }
}
