package org.guardband.ensembles.weighting;

import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Weights of the linear pool that minimise the held-out log loss, mean −ln Σ_m w_m p_m(y): stacking
 * of distributions by the logarithmic score, which is maximum likelihood for the weights of a
 * mixture with known components. Convex, so that the minimum is the global one; the bound that ends
 * the search says how far the loss can be from it: 10⁻¹¹ nats.
 *
 * <p>A row whose true class has probability zero under every member is left out: it says nothing
 * about the weights, and makes the loss of all of them infinite. The weights are optimistic on the
 * held-out rows by about (M − 1)/(2n) nats.
 *
 * <p>Source: Yao, Vehtari, Simpson, Gelman 2018, doi 10.1214/17-BA1091 (stacking of predictive
 * distributions).
 */
public record LikelihoodWeights() implements ClassWeighting {

    @Override
    public MemberWeights weights(ClassMembers heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        int members = heldOut.size();
        double[] logs = new double[Math.multiplyExact(labels.length, members)];
        for (int m = 0; m < members; m++) {
            for (int i = 0; i < labels.length; i++) {
                logs[i * members + m] = Math.log(heldOut.member(m).probability(i, labels[i]));
            }
        }
        return MixtureLikelihood.weights(logs, members);
    }
}
