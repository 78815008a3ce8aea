package org.guardband.ensembles.detection;

import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;

/**
 * What the M members of an ensemble of detectors find in the same images.
 *
 * @param members M ≥ 1 batches over one catalogue, each with as many detections as it likes
 */
public record DetectionMembers(List<DetectionBatch> members) {

    /**
     * Checks that the members speak of the same images and categories.
     *
     * @param members M ≥ 1 batches over one catalogue
     * @throws IllegalArgumentException if there is none, or two have different catalogues
     */
    public DetectionMembers {
        Arguments.atLeast("number of members", members.size(), 1);
        for (int m = 1; m < members.size(); m++) {
            if (!members.get(m).catalogue().equals(members.get(0).catalogue())) {
                throw new IllegalArgumentException(
                        "members[" + m + "] must have the catalogue of members[0]");
            }
        }
        members = List.copyOf(members);
    }

    /**
     * The number of members.
     *
     * @return M
     */
    public int size() {
        return members.size();
    }
}
