package org.guardband.detection.matching;

import org.guardband.detection.BoxForm;
import org.guardband.detection.Boxes;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/** What a matcher reads, boxes as left, top, width and height. */
record GroupData(PairedGroups groups, Boxes foundBoxes, Boxes trueBoxes, GroundTruthBatch truth) {

    static GroupData of(DetectionBatch found, GroundTruthBatch truth, PairedGroups groups) {
        return new GroupData(
                groups, found.boxes().to(BoxForm.SIZE), truth.boxes().to(BoxForm.SIZE), truth);
    }
}
