package org.guardband.ensembles.weighting;

import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.MemberWeights;

/**
 * Learns how much each member of an ensemble of classifiers should count. The weights go into a
 * pool, for instance {@code new LinearPool(weighting.weights(heldOut, labels))}.
 */
@FunctionalInterface
public interface ClassWeighting {

    /**
     * Learns weights.
     *
     * @param heldOut what the members say of rows that none was trained on
     * @param labels the true class of each row
     * @return one weight per member
     * @throws IllegalArgumentException if there is no row, lengths differ or a label is out of
     *     range
     */
    MemberWeights weights(ClassMembers heldOut, int[] labels);
}
