package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import java.util.List;
import org.guardband.ensembles.ClassMembers;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Node;
import org.guardband.nn.Operation;
import org.guardband.nn.Pass;
import org.guardband.nn.Tape;

/**
 * The mean score of Σ λ_m p_m, λ = softmax(z), as a node of a tape over z. With s_m = Σ_k p_mk
 * ∂S/∂p̄_k the derivative by z_m is λ_m (s_m − Σ λ_j s_j).
 */
final class PooledScore implements Operation<DoubleMatrix> {

    private final ClassMembers members;
    private final int[] labels;
    private final GateScore score;
    private final Node<DoubleMatrix> z;

    /** Which rows of the members those of z are; the caller changes them between passes. */
    private final int[] rows;

    private final double[] lambda;
    private final double[] member;
    private final double[] pooled;
    private final double[] slope;

    /** By row and member, the derivative of a row's score by z. */
    private final double[] slopes;

    private PooledScore(
            ClassMembers members, int[] labels, GateScore score, Node<DoubleMatrix> z, int[] rows) {
        this.members = members;
        this.labels = labels;
        this.score = score;
        this.z = z;
        this.rows = rows;
        this.lambda = new double[members.size()];
        this.member = new double[members.classes()];
        this.pooled = new double[members.classes()];
        this.slope = new double[members.classes()];
        this.slopes = new double[rows.length * members.size()];
    }

    static Node<DoubleMatrix> on(
            Tape<DoubleMatrix> tape,
            ClassMembers members,
            int[] labels,
            GateScore score,
            Node<DoubleMatrix> z,
            int[] rows) {
        return tape.record(1, 1, List.of(z), new PooledScore(members, labels, score, z, rows));
    }

    @Override
    public void forward(DoubleMatrix result, Pass pass) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += row(i);
        }
        result.set(0, 0, sum / rows.length);
    }

    private double row(int i) {
        int count = lambda.length;
        for (int m = 0; m < count; m++) {
            lambda[m] = z.value().get(i, m);
        }
        GatedPool.softmax(lambda);
        Arrays.fill(pooled, 0);
        for (int m = 0; m < count; m++) {
            members.copyRow(m, rows[i], member);
            for (int k = 0; k < pooled.length; k++) {
                pooled[k] += lambda[m] * member[k];
            }
        }
        double value = score.of(pooled, labels[rows[i]], slope);
        double mean = 0;
        for (int m = 0; m < count; m++) {
            members.copyRow(m, rows[i], member);
            double s = 0;
            for (int k = 0; k < pooled.length; k++) {
                s += slope[k] * member[k];
            }
            slopes[i * count + m] = s;
            mean += lambda[m] * s;
        }
        for (int m = 0; m < count; m++) {
            slopes[i * count + m] = lambda[m] * (slopes[i * count + m] - mean);
        }
        return value;
    }

    @Override
    public void backward(DoubleMatrix result, DoubleMatrix gradient, Pass pass) {
        double share = gradient.get(0, 0) / rows.length;
        DoubleMatrix to = z.gradient();
        for (int i = 0; i < rows.length; i++) {
            for (int m = 0; m < lambda.length; m++) {
                to.set(i, m, to.get(i, m) + share * slopes[i * lambda.length + m]);
            }
        }
    }
}
