package org.guardband.ensembles.weighting;

import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.MemberWeights;

/**
 * The weights that maximise mean ln Σ_m w_m L_im: those of a mixture whose components are known.
 * Convex; found by Newton steps over the simplex, which reach in ten passes what the multiplicative
 * steps of expectation maximisation need thousands for.
 */
final class MixtureLikelihood implements SimplexNewton.Objective {

    private static final int BLOCK = 1 << 12;

    /** Likelihoods, n × M, each row scaled to a largest value of one. */
    private final double[] ratio;

    private final int members;
    private final int rows;

    private MixtureLikelihood(double[] ratio, int members) {
        this.ratio = ratio;
        this.members = members;
        this.rows = ratio.length / members;
    }

    /**
     * The best weights.
     *
     * @param logs log likelihoods, n × M, row-major; scaled in place. A row without any finite one
     *     says nothing and is left out
     */
    static MemberWeights weights(double[] logs, int members) {
        for (int at = 0; at < logs.length; at += members) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int m = 0; m < members; m++) {
                largest = Math.max(largest, logs[at + m]);
            }
            boolean says = Double.isFinite(largest);
            for (int m = 0; m < members; m++) {
                logs[at + m] = says ? Math.exp(logs[at + m] - largest) : 1;
            }
        }
        return MemberWeights.of(
                SimplexNewton.minimum(new MixtureLikelihood(logs, members), members));
    }

    @Override
    public double value(double[] w) {
        return ParallelRows.sum(
                        rows,
                        BLOCK,
                        (from, to) -> {
                            double sum = 0;
                            for (int i = from; i < to; i++) {
                                sum -= Math.log(mixed(w, i));
                            }
                            return sum;
                        })
                / rows;
    }

    private double mixed(double[] w, int row) {
        double sum = 0;
        for (int m = 0; m < members; m++) {
            sum += w[m] * ratio[row * members + m];
        }
        return sum;
    }

    @Override
    public void derivatives(double[] w, double[] gradient, double[] hessian) {
        int width = members + members * members;
        double[] sums =
                BlockSums.of(
                        rows,
                        BLOCK,
                        width,
                        (from, to, out) -> {
                            for (int i = from; i < to; i++) {
                                double inverse = 1 / mixed(w, i);
                                for (int a = 0; a < members; a++) {
                                    double left = ratio[i * members + a] * inverse;
                                    out[a] -= left;
                                    for (int b = 0; b <= a; b++) {
                                        double right = ratio[i * members + b] * inverse;
                                        out[members + a * members + b] += left * right;
                                    }
                                }
                            }
                        });
        BlockSums.derivatives(sums, rows, members, gradient, hessian);
    }
}
