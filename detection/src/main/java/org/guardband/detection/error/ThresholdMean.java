package org.guardband.detection.error;

import java.util.List;
import java.util.stream.IntStream;
import org.guardband.detection.matching.Matches;

/**
 * The mean of a measure over the IoU thresholds of a matching, for objects of one area range: with
 * the mean over categories of the average precision, COCO's AP. Thresholds at which the measure has
 * no value are left out; NaN where it has none at all.
 *
 * @param each the measure at one threshold
 */
public record ThresholdMean(DetectionMeasure each) {

    /**
     * Does what does not depend on how often an image counts.
     *
     * @param matches what detections found
     * @param area index of the area range
     * @return the measure for any weights of images
     * @throws IllegalArgumentException if the index is out of range
     */
    public DetectionMeasure.Prepared prepare(Matches matches, int area) {
        List<DetectionMeasure.Prepared> parts =
                IntStream.range(0, matches.thresholds().length)
                        .mapToObj(t -> each.prepare(matches.outcomes(t, area)))
                        .toList();
        return weights ->
                CategoryMean.mean(
                        parts.stream().mapToDouble(part -> part.value(weights)).toArray());
    }
}
