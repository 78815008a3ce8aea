package org.guardband.ensembles.weighting;

import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/** Learns how much each member of an ensemble of regressors should count. */
@FunctionalInterface
public interface RealWeighting {

    /**
     * Learns weights.
     *
     * @param heldOut what the members say of rows that none was trained on
     * @param truths the truth of each row
     * @return one weight per member
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    MemberWeights weights(RealMembers heldOut, double[] truths);
}
