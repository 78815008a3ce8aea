package org.guardband.ensembles.weighting;

import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * Weights of the mixture that maximise the held-out mean log density, mean ln Σ_m w_m f_m(y):
 * stacking of predictive distributions. Convex; the global maximum, to 10⁻¹¹ nats.
 *
 * <p>A row at which no density is finite and positive (outside every member's support, or on an
 * atom) is left out.
 *
 * <p>Source: Yao, Vehtari, Simpson, Gelman 2018, doi 10.1214/17-BA1091.
 */
public record DensityWeights() implements RealWeighting {

    @Override
    public MemberWeights weights(RealMembers heldOut, double[] truths) {
        heldOut.requireTruths(truths);
        int members = heldOut.size();
        double[] logs = new double[Math.multiplyExact(truths.length, members)];
        double[] column = new double[truths.length];
        for (int m = 0; m < members; m++) {
            heldOut.member(m).logDensities(truths, column);
            for (int i = 0; i < column.length; i++) {
                logs[i * members + m] = column[i];
            }
        }
        return MixtureLikelihood.weights(logs, members);
    }
}
