package org.guardband.detection.conformal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.Boxes;
import org.guardband.detection.Catalogue;
import org.guardband.detection.CategoryTable;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;
import org.guardband.detection.matching.CocoMatching;
import org.guardband.detection.matching.Outcomes;

/**
 * Detections with a distribution over the categories, each with the label and the box of the object
 * that it was matched with. Immutable.
 */
public final class LabelledPairs {

    private final LabelledBoxes predicted;
    private final int[] labels;
    private final Boxes boxes;

    private LabelledPairs(LabelledBoxes predicted, int[] labels, Boxes boxes) {
        this.predicted = predicted;
        this.labels = labels;
        this.boxes = boxes;
    }

    /**
     * Pairs in columns.
     *
     * @param predicted labels and boxes of the detections
     * @param labels the label of each one's object; copied
     * @param boxes the box of each one's object
     * @return the pairs
     * @throws IllegalArgumentException if numbers differ or a label is out of range
     */
    public static LabelledPairs of(LabelledBoxes predicted, int[] labels, Boxes boxes) {
        Arguments.sameLength("labels", labels.length, "the detections", predicted.boxes().size());
        Arguments.sameLength("boxes", boxes.size(), "the detections", predicted.boxes().size());
        Arguments.allIndices("labels", labels, predicted.labels().classes());
        return new LabelledPairs(predicted, labels.clone(), boxes);
    }

    /**
     * Matches detections with objects by their boxes alone, as COCO does within one category: a
     * matching that looked at labels would make every label right.
     *
     * @param found detections that have distributions over the categories
     * @param truth the true objects of the same catalogue
     * @param threshold the IoU that makes a match, in [0, 1]
     * @return the matched detections with their objects
     * @throws IllegalArgumentException if the detections have no distributions, the catalogues
     *     differ or the threshold is outside [0, 1]
     */
    public static LabelledPairs of(DetectionBatch found, GroundTruthBatch truth, double threshold) {
        if (!found.catalogue().equals(truth.catalogue())) {
            throw new IllegalArgumentException(
                    "detections and truth must have one catalogue of images and categories");
        }
        CategoricalBatch labels = requireLabels(found);
        Outcomes outcomes =
                CocoMatching.at(threshold)
                        .match(ofOneCategory(found), ofOneCategory(truth))
                        .outcomes(0);
        int[] hits = IntStream.range(0, outcomes.size()).filter(outcomes::isHit).toArray();
        int[] rows = IntStream.of(hits).map(outcomes::row).toArray();
        int[] objects = IntStream.of(hits).map(outcomes::object).toArray();
        DetectionBatch some = found.select(rows);
        return new LabelledPairs(
                new LabelledBoxes(some.labels().orElse(labels), some.boxes()),
                IntStream.of(objects).map(truth::category).toArray(),
                truth.boxes().select(objects));
    }

    private static CategoricalBatch requireLabels(DetectionBatch found) {
        return found.labels()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "detections must have probabilities of the categories"));
    }

    private static Catalogue ofOneCategory(Catalogue catalogue) {
        return new Catalogue(catalogue.images(), CategoryTable.of(List.of("any")));
    }

    private static DetectionBatch ofOneCategory(DetectionBatch found) {
        return DetectionBatch.wrap(
                ofOneCategory(found.catalogue()),
                IntStream.range(0, found.size()).map(found::image).toArray(),
                new int[found.size()],
                found.scores(),
                found.boxes());
    }

    private static GroundTruthBatch ofOneCategory(GroundTruthBatch truth) {
        int n = truth.size();
        boolean[] crowds = new boolean[n];
        for (int j = 0; j < n; j++) {
            crowds[j] = truth.isCrowd(j);
        }
        return GroundTruthBatch.of(
                        ofOneCategory(truth.catalogue()),
                        IntStream.range(0, n).map(truth::image).toArray(),
                        new int[n],
                        truth.boxes())
                .withAreas(IntStream.range(0, n).mapToDouble(truth::area).toArray())
                .withCrowds(crowds);
    }

    /**
     * The number of pairs.
     *
     * @return n
     */
    public int size() {
        return labels.length;
    }

    /**
     * The detections.
     *
     * @return their labels and boxes
     */
    public LabelledBoxes predicted() {
        return predicted;
    }

    /**
     * The labels of the objects.
     *
     * @return a copy, one per pair
     */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * The boxes of the objects.
     *
     * @return one per pair
     */
    public Boxes boxes() {
        return boxes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledPairs that
                && predicted.equals(that.predicted)
                && Arrays.equals(labels, that.labels)
                && boxes.equals(that.boxes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(labels) + boxes.hashCode();
    }

    @Override
    public String toString() {
        return "LabelledPairs[" + size() + " pairs]";
    }
}
