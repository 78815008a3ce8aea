package org.guardband.ensembles.weighting;

import java.util.Arrays;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Weights of the linear pool that minimise the held-out Brier score, mean Σ_k (Σ_m w_m p_mk − 1{k =
 * y})², over the simplex: a quadratic in w, solved exactly by an active set after one pass over the
 * rows.
 *
 * <p>Source: Breiman 1996, doi 10.1007/BF00117832 (stacked regressions, with weights ≥ 0).
 */
public record BrierWeights() implements ClassWeighting {

    private static final int BLOCK = 1 << 10;

    @Override
    public MemberWeights weights(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        int members = heldOut.size();
        int classes = heldOut.classes();
        double[] sums =
                BlockSums.of(
                        labels.length,
                        BLOCK,
                        members * members,
                        (from, to, out) -> {
                            double[][] errors = new double[members][classes];
                            for (int i = from; i < to; i++) {
                                for (int a = 0; a < members; a++) {
                                    heldOut.copyRow(a, i, errors[a]);
                                    errors[a][labels[i]] -= 1;
                                    for (int b = 0; b <= a; b++) {
                                        out[a * members + b] += dot(errors[a], errors[b]);
                                    }
                                }
                            }
                        });
        return weights(sums, members);
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** With Σ w = 1 the error of the pool is Σ w_m times that of member m: a pure quadratic. */
    static MemberWeights weights(double[] lower, int members) {
        double[] q = new double[members * members];
        for (int a = 0; a < members; a++) {
            for (int b = 0; b <= a; b++) {
                q[a * members + b] = lower[a * members + b];
                q[b * members + a] = lower[a * members + b];
            }
        }
        double[] start = new double[members];
        Arrays.fill(start, 1.0 / members);
        return MemberWeights.of(SimplexQuadratic.minimum(q, new double[members], start));
    }
}
