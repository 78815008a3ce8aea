package org.guardband.ensembles.detection;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * Non-maximum suppression over the boxes of all members: of boxes of one image and category that
 * overlap by an IoU above the threshold the one with the highest score stays, unchanged; the others
 * go. How far the boxes that went are from one another is kept as spread.
 *
 * <p>A box that overlaps two that stay is counted with the one it overlaps more.
 *
 * @param threshold the IoU above which boxes are one object, in [0, 1]
 */
public record MemberSuppression(double threshold) {

    private static final double DEFAULT_THRESHOLD = 0.5;

    /**
     * Checks the threshold.
     *
     * @param threshold in [0, 1]
     * @throws IllegalArgumentException if the threshold is outside [0, 1]
     */
    public MemberSuppression {
        Arguments.probability("threshold", threshold);
    }

    /** With a threshold of 0.5. */
    public MemberSuppression() {
        this(DEFAULT_THRESHOLD);
    }

    /**
     * Suppresses.
     *
     * @param members what the members find
     * @return the detections that stay
     */
    public FusedDetections apply(DetectionMembers members) {
        double[] factors = new double[members.size()];
        Arrays.fill(factors, 1);
        List<Cluster> clusters = BoxClusters.of(members, threshold, factors, false);
        double[] scores = clusters.stream().mapToDouble(c -> c.best).toArray();
        return BoxClusters.fused(members.members().get(0).catalogue(), clusters, scores);
    }
}
