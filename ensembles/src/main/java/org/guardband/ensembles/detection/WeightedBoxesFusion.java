package org.guardband.ensembles.detection;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.MemberWeights;

/**
 * Weighted boxes fusion: boxes of all members are gone through by falling score; each joins the
 * cluster of its image and category whose box it overlaps most, if by an IoU above the threshold,
 * or starts one; a cluster's box is the mean of its boxes weighted by score. The score of a cluster
 * of T boxes is their mean times min(T, M)/M, so that a box that few of the M members have found is
 * less sure.
 *
 * <p>Members' weights multiply their scores beforehand, scaled to mean one; the result is kept
 * within 1. Unlike suppression it uses all boxes, and {@link FusedDetections#spread} says how far
 * they are apart.
 *
 * <p>Source: Solovyev, Wang, Gabruseva 2021, arXiv 1910.13302, Section 3.
 *
 * @param threshold the IoU above which boxes are one object, in [0, 1]
 * @param weights weights of the members
 */
public record WeightedBoxesFusion(double threshold, MemberWeights weights) {

    private static final double DEFAULT_THRESHOLD = 0.55;

    /**
     * Checks the threshold.
     *
     * @param threshold in [0, 1]
     * @param weights weights of the members
     * @throws IllegalArgumentException if the threshold is outside [0, 1]
     */
    public WeightedBoxesFusion {
        Arguments.probability("threshold", threshold);
    }

    /** The paper's threshold of 0.55 and equal weights. */
    public WeightedBoxesFusion() {
        this(DEFAULT_THRESHOLD, MemberWeights.uniform());
    }

    /**
     * Fuses.
     *
     * @param members what the members find
     * @return one detection per cluster
     * @throws IllegalArgumentException if the weights are for another number of members
     */
    public FusedDetections apply(DetectionMembers members) {
        double[] factors = weights.forMembers(members.size());
        for (int m = 0; m < factors.length; m++) {
            factors[m] *= factors.length;
        }
        List<Cluster> clusters = BoxClusters.of(members, threshold, factors, true);
        double[] scores = new double[clusters.size()];
        for (int i = 0; i < scores.length; i++) {
            Cluster cluster = clusters.get(i);
            double found = Math.min(cluster.count, members.size());
            scores[i] = Math.min(1, cluster.scores / cluster.count * found / members.size());
        }
        return BoxClusters.fused(members.members().get(0).catalogue(), clusters, scores);
    }
}
