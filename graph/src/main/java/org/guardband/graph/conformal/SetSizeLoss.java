package org.guardband.graph.conformal;

import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.SeededUniforms;
import org.guardband.core.numeric.SortedOrder;
import org.guardband.graph.internal.AdamDescent;
import org.guardband.graph.internal.TwoLayerGcn;

/** The loss that {@link CorrectedSets} descends: log loss, then with the size of the sets. */
final class SetSizeLoss implements AdamDescent.Problem {

    private final TwoLayerGcn network;
    private final int classes;
    private final int[] labels;
    private final int[] nodes;
    private final Coverage coverage;
    private final double temperature;
    private final int warmUp;
    private final long seed;
    private int epoch;

    SetSizeLoss(
            TwoLayerGcn network,
            int classes,
            int[] labels,
            int[] nodes,
            Coverage coverage,
            double temperature,
            int warmUp,
            long seed) {
        this.network = network;
        this.classes = classes;
        this.labels = labels;
        this.nodes = nodes;
        this.coverage = coverage;
        this.temperature = temperature;
        this.warmUp = warmUp;
        this.seed = seed;
    }

    /** Whether the node at a position sets the threshold, in the division of a step. */
    private boolean setsThreshold(int position, int step) {
        return new SeededUniforms(seed, step).at(-1 - position) < 0.5;
    }

    @Override
    public void gradient(int step, double[] parameters, double[] gradient) {
        epoch = step;
        TwoLayerGcn.Pass pass = network.forward(parameters, seed, step);
        double[] p = probabilities(pass.outputs());
        double[] slopes = new double[p.length];
        if (step >= warmUp) {
            sizeSlopes(p, step, slopes);
            throughSoftmax(p, slopes);
        }
        for (int v : nodes) {
            for (int k = 0; k < classes; k++) {
                double truth = k == labels[v] ? 1 : 0;
                slopes[v * classes + k] += (p[v * classes + k] - truth) / nodes.length;
            }
        }
        pass.backward(slopes, gradient);
    }

    /** The loss of a step, for tests. */
    double loss(int step, double[] parameters) {
        double[] p = probabilities(network.forward(parameters, seed, step).outputs());
        double loss = step >= warmUp ? sizeSlopes(p, step, new double[p.length]) : 0;
        for (int v : nodes) {
            loss -= Math.log(p[v * classes + labels[v]]) / nodes.length;
        }
        return loss;
    }

    /** The softmax at the training nodes, zeros elsewhere. */
    private double[] probabilities(double[] outputs) {
        double[] p = new double[outputs.length];
        for (int v : nodes) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = v * classes; i < (v + 1) * classes; i++) {
                largest = Math.max(largest, outputs[i]);
            }
            double sum = 0;
            for (int i = v * classes; i < (v + 1) * classes; i++) {
                p[i] = Math.exp(outputs[i] - largest);
                sum += p[i];
            }
            for (int i = v * classes; i < (v + 1) * classes; i++) {
                p[i] /= sum;
            }
        }
        return p;
    }

    /** The mean soft size; its derivatives by the probabilities go into {@code slopes}. */
    private double sizeSlopes(double[] p, int step, double[] slopes) {
        int threshold = threshold(p, step);
        if (threshold < 0) {
            return 0;
        }
        int sized = 0;
        for (int i = 0; i < nodes.length; i++) {
            sized += setsThreshold(i, step) ? 0 : 1;
        }
        double size = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (setsThreshold(i, step)) {
                continue;
            }
            for (int at = nodes[i] * classes; at < (nodes[i] + 1) * classes; at++) {
                double s = 1 / (1 + Math.exp((p[threshold] - p[at]) / temperature));
                double slope = s * (1 - s) / temperature / sized;
                size += s / sized;
                slopes[at] += slope;
                slopes[threshold] -= slope;
            }
        }
        return size;
    }

    /** Where the probability stands that is the threshold; −1 where there are too few nodes. */
    private int threshold(double[] p, int step) {
        int[] places = new int[nodes.length];
        int used = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (setsThreshold(i, step)) {
                places[used++] = nodes[i] * classes + labels[nodes[i]];
            }
        }
        double[] truths = new double[used];
        for (int i = 0; i < used; i++) {
            truths[i] = p[places[i]];
        }
        long rank = coverage.lowerRank(used);
        return rank < 1 || used == nodes.length
                ? -1
                : places[SortedOrder.ascending(truths)[(int) rank - 1]];
    }

    private void throughSoftmax(double[] p, double[] slopes) {
        for (int v : nodes) {
            double mean = 0;
            for (int i = v * classes; i < (v + 1) * classes; i++) {
                mean += p[i] * slopes[i];
            }
            for (int i = v * classes; i < (v + 1) * classes; i++) {
                slopes[i] = p[i] * (slopes[i] - mean);
            }
        }
    }

    /** The mean size of the sets of one fixed division; nothing is judged while warming up. */
    @Override
    public double stoppingLoss(double[] parameters) {
        if (epoch < warmUp) {
            return Double.POSITIVE_INFINITY;
        }
        double[] p = probabilities(network.forward(parameters).outputs());
        int threshold = threshold(p, -1);
        if (threshold < 0) {
            return 0;
        }
        double limit = p[threshold];
        double sizes = 0;
        int sized = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (!setsThreshold(i, -1)) {
                int from = nodes[i] * classes;
                sizes += Arrays.stream(p, from, from + classes).filter(x -> x >= limit).count();
                sized++;
            }
        }
        return sizes / sized;
    }
}
