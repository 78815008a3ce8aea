package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.LimitedMemoryBfgs;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.affine.AffineMap;

/**
 * Learns weights of the members that depend on the row, λ(x) = softmax(Vx + c), by the log loss of
 * the pool Σ λ_m(x) p_m plus γ/2 ‖V‖²: a mixture of experts whose experts are fixed. The loss is
 * not convex; the search begins at equal weights.
 *
 * <p>Source: Jürgens, Mortier, Hüllermeier, Bengs, Waegeman 2025, arXiv 2502.16299, who learn λ(x)
 * by a proper score with a network: {@link NetworkWeights}. This one has no hidden layer.
 *
 * @param penalty γ ≥ 0
 */
public record InstanceWeights(double penalty) implements InstanceLearner {

    private static final double DEFAULT_PENALTY = 1e-3;
    private static final int MAX_STEPS = 300;
    private static final int BLOCK = 1024;
    private static final double FLOOR = Double.MIN_NORMAL;

    /**
     * Checks the penalty.
     *
     * @param penalty γ ≥ 0
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public InstanceWeights {
        Arguments.nonNegative("penalty", penalty);
    }

    /** With γ = 0.001. */
    public InstanceWeights() {
        this(DEFAULT_PENALTY);
    }

    @Override
    public GatedPool fit(ClassMembers heldOut, double[] x, int[] labels) {
        heldOut.requireLabels(labels);
        int features = features(x, labels.length);
        int members = heldOut.size();
        double[] likelihood = new double[labels.length * members];
        for (int m = 0; m < members; m++) {
            for (int i = 0; i < labels.length; i++) {
                likelihood[i * members + m] = heldOut.member(m).probability(i, labels[i]);
            }
        }
        double[] fitted =
                LimitedMemoryBfgs.withDefaults()
                        .withMaxIterations(MAX_STEPS)
                        .descend(
                                (v, gradient) ->
                                        loss(likelihood, members, x, features, v, gradient),
                                new double[members * (features + 1)]);
        return new GatedPool(new int[] {features, members}, List.of(fitted));
    }

    /** How many features a row has. */
    static int features(double[] x, int rows) {
        Arguments.allFinite("x", x);
        if (x.length % rows != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows for " + rows + " rows, got " + x.length);
        }
        return x.length / rows;
    }

    private double loss(
            double[] likelihood, int members, double[] x, int d, double[] v, double[] gradient) {
        int rows = likelihood.length / members;
        double[][] parts = new double[(rows + BLOCK - 1) / BLOCK][];
        ParallelRows.run(
                rows,
                BLOCK,
                (from, to) -> {
                    double[] part = new double[v.length + 1];
                    double[] w = new double[members];
                    for (int i = from; i < to; i++) {
                        AffineMap.apply(v, d, x, i * d, w, members);
                        GatedPool.softmax(w);
                        addRow(likelihood, i, w, x, d, part);
                    }
                    parts[from / BLOCK] = part;
                });
        Arrays.fill(gradient, 0);
        double value = 0;
        for (double[] part : parts) {
            value += part[v.length] / rows;
            for (int j = 0; j < v.length; j++) {
                gradient[j] += part[j] / rows;
            }
        }
        for (int j = 0; j < v.length; j++) {
            if (j % (d + 1) != d) {
                value += 0.5 * penalty * v[j] * v[j];
                gradient[j] += penalty * v[j];
            }
        }
        return value;
    }

    /** −ln Σ λ_m L_m has the derivative λ_m − λ_m L_m/Σ by the score of member m. */
    private static void addRow(
            double[] likelihood, int row, double[] w, double[] x, int d, double[] part) {
        double pooled = FLOOR;
        for (int m = 0; m < w.length; m++) {
            pooled += w[m] * likelihood[row * w.length + m];
        }
        part[part.length - 1] -= Math.log(pooled);
        for (int m = 0; m < w.length; m++) {
            double slope = w[m] * (1 - likelihood[row * w.length + m] / pooled);
            int at = m * (d + 1);
            for (int j = 0; j < d; j++) {
                part[at + j] += slope * x[row * d + j];
            }
            part[at + d] += slope;
        }
    }
}
