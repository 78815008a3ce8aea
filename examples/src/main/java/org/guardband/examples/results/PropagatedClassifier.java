package org.guardband.examples.results;

import java.util.Arrays;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.numeric.LimitedMemoryBfgs;
import org.guardband.graph.Graph;
import org.guardband.graph.NodeData;
import org.guardband.graph.NodeRole;

/**
 * Multinomial logistic regression on features that were averaged twice over neighbours, the
 * simplified graph convolution of Wu et al. 2019, arXiv 1902.07153: a base classifier that is
 * trained to its optimum, so that results do not depend on a seed.
 */
final class PropagatedClassifier {

    private static final double RIDGE = 1e-3;

    private final NodeData data;
    private final int features;
    private final int classes;
    private final double[] x;

    private PropagatedClassifier(NodeData data) {
        this.data = data;
        this.features = data.features().columns();
        this.classes = data.classes();
        double[] once = propagate(data.graph(), data.features().toArray(), features);
        this.x = propagate(data.graph(), once, features);
        // rows of unit length: sums of rows that were divided by theirs are tiny
        for (int v = 0; v < data.graph().size(); v++) {
            double squares = 0;
            for (int f = 0; f < features; f++) {
                squares += x[v * features + f] * x[v * features + f];
            }
            for (int f = 0; f < features && squares > 0; f++) {
                x[v * features + f] /= Math.sqrt(squares);
            }
        }
    }

    /** The logits of all nodes, from the labels of the training nodes. */
    static LogitBatch logits(NodeData data) {
        PropagatedClassifier classifier = new PropagatedClassifier(data);
        int[] train = data.roles().require(NodeRole.TRAIN);
        double[] w =
                LimitedMemoryBfgs.withDefaults()
                        .withTolerance(1e-6)
                        .minimize(
                                (at, gradient) -> classifier.loss(at, train, gradient),
                                new double[classifier.features * classifier.classes]);
        double[] z = new double[data.graph().size() * classifier.classes];
        double[] row = new double[classifier.classes];
        for (int v = 0; v < data.graph().size(); v++) {
            classifier.row(w, v, row);
            System.arraycopy(row, 0, z, v * row.length, row.length);
        }
        return LogitBatch.wrap(z, data.classNames());
    }

    /** Â X with Â = D̃^{−1/2}(A + I)D̃^{−1/2}. */
    private static double[] propagate(Graph graph, double[] x, int columns) {
        double[] y = new double[x.length];
        for (int v = 0; v < graph.size(); v++) {
            add(x, v, 1.0 / (graph.degree(v) + 1), y, v, columns);
            for (int e = graph.first(v); e < graph.end(v); e++) {
                int w = graph.target(e);
                double weight = 1 / Math.sqrt((graph.degree(v) + 1.0) * (graph.degree(w) + 1.0));
                add(x, w, weight, y, v, columns);
            }
        }
        return y;
    }

    private static void add(double[] x, int from, double factor, double[] y, int to, int columns) {
        for (int k = 0; k < columns; k++) {
            y[to * columns + k] += factor * x[from * columns + k];
        }
    }

    private void row(double[] w, int node, double[] out) {
        Arrays.fill(out, 0);
        for (int f = 0; f < features; f++) {
            double value = x[node * features + f];
            for (int k = 0; value != 0 && k < classes; k++) {
                out[k] += value * w[f * classes + k];
            }
        }
    }

    private double loss(double[] w, int[] train, double[] gradient) {
        double loss = 0;
        for (int i = 0; i < w.length; i++) {
            loss += RIDGE / 2 * w[i] * w[i];
            gradient[i] = RIDGE * w[i];
        }
        double[] z = new double[classes];
        for (int v : train) {
            row(w, v, z);
            double largest = Arrays.stream(z).max().orElse(0);
            double target = z[data.label(v)] - largest;
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                z[k] = Math.exp(z[k] - largest);
                sum += z[k];
            }
            loss += (Math.log(sum) - target) / train.length;
            for (int k = 0; k < classes; k++) {
                z[k] = (z[k] / sum - (k == data.label(v) ? 1 : 0)) / train.length;
            }
            for (int f = 0; f < features; f++) {
                double value = x[v * features + f];
                for (int k = 0; value != 0 && k < classes; k++) {
                    gradient[f * classes + k] += value * z[k];
                }
            }
        }
        return loss;
    }
}
