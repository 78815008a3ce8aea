package org.guardband.ensembles.weighting;

import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * Weights on the simplex that minimise the held-out squared error of the weighted mean, mean (y − Σ
 * w_m μ_m)²: stacked regressions. They see the means only, not the members' spreads; {@link
 * DensityWeights} see both.
 *
 * <p>Source: Breiman 1996, doi 10.1007/BF00117832.
 */
public record SquaredErrorWeights() implements RealWeighting {

    @Override
    public MemberWeights weights(RealMembers heldOut, double[] truths) {
        heldOut.requireTruths(truths);
        int members = heldOut.size();
        double[][] errors = heldOut.means();
        double[] lower = new double[members * members];
        for (int a = 0; a < members; a++) {
            for (int i = 0; i < truths.length; i++) {
                errors[a][i] -= truths[i];
            }
            for (int b = 0; b <= a; b++) {
                lower[a * members + b] = BrierWeights.dot(errors[a], errors[b]);
            }
        }
        return BrierWeights.weights(lower, members);
    }
}
