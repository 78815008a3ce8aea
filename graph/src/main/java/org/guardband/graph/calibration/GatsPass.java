package org.guardband.graph.calibration;

import java.util.Arrays;
import org.guardband.core.numeric.ParallelRows;

/**
 * Temperatures, loss and gradient of {@link Gats} in one sweep over the nodes that enter the loss,
 * without a tape.
 *
 * <p>All heads share one attention, so that Σⱼ αᵢⱼ aⱼ W s(zⱼ) = W Σⱼ αᵢⱼ aⱼ s(zⱼ): the rows are
 * averaged first and W is applied once per node of the loss, not once per node of the graph; and as
 * the logits are frozen, so are the products zᵢ·zⱼ. Gradients are summed by blocks of nodes whose
 * bounds depend on their number alone.
 */
final class GatsPass {

    private static final double SLOPE = 0.2;
    private static final int BLOCK = 512;

    private final GatsInput in;
    private final int heads;
    private final int[] labels;
    private final int omega;

    /** Labels of the input's nodes, or none where only temperatures are asked for. */
    GatsPass(GatsInput in, int heads, int[] labels) {
        this.in = in;
        this.heads = heads;
        this.labels = labels;
        this.omega = heads * in.classes;
    }

    /** The temperature of every node of the input. */
    double[] temperatures(double[] parameters) {
        double[] out = new double[in.nodes.length];
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    Work work = new Work(parameters);
                    for (int i = from; i < to; i++) {
                        out[i] = work.temperature(i);
                    }
                });
        return out;
    }

    /** The mean log loss. */
    double loss(double[] parameters) {
        return ParallelRows.sum(
                        in.nodes.length,
                        BLOCK,
                        (from, to) -> {
                            Work work = new Work(parameters);
                            double sum = 0;
                            for (int i = from; i < to; i++) {
                                sum += work.loss(i, work.temperature(i));
                            }
                            return sum;
                        })
                / in.nodes.length;
    }

    /** The mean log loss; its gradient is added to {@code gradient}. */
    double gradient(double[] parameters, double[] gradient) {
        int blocks = (in.nodes.length + BLOCK - 1) / BLOCK;
        double[][] parts = new double[blocks][];
        double sum =
                ParallelRows.sum(
                        in.nodes.length,
                        BLOCK,
                        (from, to) -> {
                            Work work = new Work(parameters);
                            double loss = 0;
                            for (int i = from; i < to; i++) {
                                double t = work.temperature(i);
                                loss += work.loss(i, t);
                                work.backward(i, work.slope(i, t));
                            }
                            parts[from / BLOCK] = work.gradient;
                            return loss;
                        });
        for (double[] part : parts) {
            for (int p = 0; p < gradient.length; p++) {
                gradient[p] += part[p] / in.nodes.length;
            }
        }
        return sum / in.nodes.length;
    }

    /** The scratch of one block. */
    private final class Work {
        private final int classes = in.classes;
        private final double[] w;
        private final double[] scale;
        private final double[] gradient;
        private final double[] mean = new double[classes];
        private final double[] meanSlope = new double[classes];
        private final double[] head = new double[heads];
        private final double[] p = new double[classes];
        private double[] attention = new double[16];
        private double[] attentionSlope = new double[16];

        Work(double[] parameters) {
            w = parameters;
            scale = new double[] {parameters[omega + 2], parameters[omega + 3], 1};
            gradient = new double[parameters.length];
        }

        double temperature(int i) {
            attend(i);
            double sum = 0;
            for (int h = 0; h < heads; h++) {
                double u = w[omega] * in.lead[i];
                for (int k = 0; k < classes; k++) {
                    u += w[h * classes + k] * mean[k];
                }
                head[h] = u;
                // log1p would save digits that the sum with T0 loses anyway, at five times the cost
                sum += Math.max(u, 0) + Math.log(1 + Math.exp(-Math.abs(u)));
            }
            return w[omega + 1] + sum / heads;
        }

        /** The attention of a node and the mean of its neighbours' rows under it. */
        private void attend(int i) {
            int from = in.starts[i];
            int degree = in.starts[i + 1] - from;
            if (attention.length < degree) {
                attention = new double[2 * degree];
                attentionSlope = new double[2 * degree];
            }
            double own = scale[in.ownScale[i]];
            double largest = Double.NEGATIVE_INFINITY;
            for (int e = 0; e < degree; e++) {
                double q = in.product[from + e] / (own * scale[in.endScale[from + e]]);
                attention[e] = q > 0 ? q : SLOPE * q;
                largest = Math.max(largest, attention[e]);
            }
            double sum = 0;
            for (int e = 0; e < degree; e++) {
                attention[e] = Math.exp(attention[e] - largest);
                sum += attention[e];
            }
            Arrays.fill(mean, 0);
            for (int e = 0; e < degree; e++) {
                attention[e] /= sum;
                double factor = attention[e] * scale[in.endScale[from + e]];
                int row = in.rowStart[from + e];
                for (int k = 0; k < classes; k++) {
                    mean[k] += factor * in.sorted[row + k];
                }
            }
        }

        /** The log loss at a temperature; leaves the probabilities behind. */
        double loss(int i, double t) {
            int row = i * classes;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                p[k] = in.logits[row + k] / t;
                largest = Math.max(largest, p[k]);
            }
            double target = p[labels[i]];
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                p[k] = Math.exp(p[k] - largest);
                sum += p[k];
            }
            for (int k = 0; k < classes; k++) {
                p[k] /= sum;
            }
            return Math.log(sum) + largest - target;
        }

        /** The derivative of the log loss by the temperature. */
        double slope(int i, double t) {
            int row = i * classes;
            double sum = -in.logits[row + labels[i]];
            for (int k = 0; k < classes; k++) {
                sum += p[k] * in.logits[row + k];
            }
            return -sum / (t * t);
        }

        void backward(int i, double slope) {
            Arrays.fill(meanSlope, 0);
            gradient[omega + 1] += slope;
            for (int h = 0; h < heads; h++) {
                double g = slope / heads / (1 + Math.exp(-head[h]));
                gradient[omega] += g * in.lead[i];
                for (int k = 0; k < classes; k++) {
                    gradient[h * classes + k] += g * mean[k];
                    meanSlope[k] += g * w[h * classes + k];
                }
            }
            backwardThroughAttention(i);
        }

        private void backwardThroughAttention(int i) {
            int from = in.starts[i];
            int degree = in.starts[i + 1] - from;
            double expected = 0;
            for (int e = 0; e < degree; e++) {
                double inner = 0;
                int row = in.rowStart[from + e];
                for (int k = 0; k < classes; k++) {
                    inner += meanSlope[k] * in.sorted[row + k];
                }
                int end = in.endScale[from + e];
                addToScale(end, attention[e] * inner);
                attentionSlope[e] = scale[end] * inner;
                expected += attention[e] * attentionSlope[e];
            }
            int self = in.ownScale[i];
            for (int e = 0; e < degree; e++) {
                int end = in.endScale[from + e];
                double q = in.product[from + e] / (scale[self] * scale[end]);
                double g = attention[e] * (attentionSlope[e] - expected) * (q > 0 ? 1 : SLOPE);
                addToScale(self, -g * q / scale[self]);
                addToScale(end, -g * q / scale[end]);
            }
        }

        private void addToScale(int which, double g) {
            if (which < GatsInput.SCALES - 1) {
                gradient[omega + 2 + which] += g;
            }
        }
    }
}
