package org.guardband.ensembles.hypothesis;

import org.guardband.ensembles.ClassMembers;

/** Learns weights of the members that depend on the row. */
public sealed interface InstanceLearner permits InstanceWeights, NetworkWeights {

    /**
     * Learns the weights.
     *
     * @param heldOut what the members say
     * @param x n × d features, row-major
     * @param labels the true class of each row
     * @return the pool with these weights
     * @throws IllegalArgumentException if there are too few rows, lengths differ, a feature is not
     *     finite or a label is out of range
     */
    GatedPool fit(ClassMembers heldOut, double[] x, int[] labels);
}
