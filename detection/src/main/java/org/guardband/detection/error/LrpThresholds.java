package org.guardband.detection.error;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.matching.Outcomes;

/**
 * A score threshold for each category; detections with a smaller score are dropped. The LRP-optimal
 * ones (Oksuz, Cam, Akbas, Kalkan 2018, arXiv 1807.01696) make the {@linkplain
 * LocalisationRecallPrecision LRP error} smallest; among equals the largest score is taken.
 *
 * <p>A threshold keeps all detections of its score, so that only ends of runs of equal scores are
 * looked at, and a category without a hit, where all thresholds are as good, keeps everything: its
 * threshold is 0. The reference (fiveai/detection_calibration) looks inside runs too, and has NaN
 * for a category without a hit and −1 for one without objects, which keep everything; {@link
 * #referenceCompatible} gives its numbers.
 */
public final class LrpThresholds implements Persistent {

    private static final String METHOD = "detection-thresholds";
    private static final double NO_OBJECT = -1;

    private final double[] thresholds;

    private LrpThresholds(double[] thresholds) {
        for (int k = 0; k < thresholds.length; k++) {
            // NaN and −1 are the reference's
            if (thresholds[k] > 1) {
                throw new IllegalArgumentException(
                        "thresholds[" + k + "] must be <= 1, got " + thresholds[k]);
            }
        }
        this.thresholds = thresholds;
    }

    /**
     * The optimal thresholds.
     *
     * @param outcomes hits and false alarms on held-out images
     * @return one threshold per category
     * @throws IllegalArgumentException if the IoU threshold is 1
     */
    public static LrpThresholds optimal(Outcomes outcomes) {
        return of(outcomes, false);
    }

    /**
     * The optimal thresholds as the reference computes them.
     *
     * @param outcomes hits and false alarms on held-out images
     * @return one threshold per category, which may be NaN or −1
     * @throws IllegalArgumentException if the IoU threshold is 1
     */
    public static LrpThresholds referenceCompatible(Outcomes outcomes) {
        return of(outcomes, true);
    }

    /**
     * One threshold for all categories.
     *
     * @param threshold in [0, 1]
     * @param categories the number of categories
     * @return the thresholds
     * @throws IllegalArgumentException if the threshold is outside [0, 1]
     */
    public static LrpThresholds fixed(double threshold, int categories) {
        double[] all = new double[Arguments.atLeast("categories", categories, 0)];
        Arrays.fill(all, Arguments.probability("threshold", threshold));
        return new LrpThresholds(all);
    }

    private static LrpThresholds of(Outcomes outcomes, boolean reference) {
        LocalisationRecallPrecision.requireThreshold(outcomes.threshold());
        int[] objects = outcomes.objectsByCategory();
        double[] thresholds = new double[objects.length];
        int at = 0;
        for (int k = 0; k < objects.length; k++) {
            int from = at;
            while (at < outcomes.size() && outcomes.category(at) == k) {
                at++;
            }
            thresholds[k] = best(outcomes, from, at, objects[k], reference);
        }
        return new LrpThresholds(thresholds);
    }

    private static double best(
            Outcomes outcomes, int from, int to, int objects, boolean reference) {
        if (objects == 0) {
            return reference ? NO_OBJECT : 0;
        }
        double least = Double.POSITIVE_INFINITY;
        double threshold = 0;
        int hits = 0;
        double loss = 0;
        for (int i = from; i < to; i++) {
            if (outcomes.isHit(i)) {
                hits++;
                loss += 1 - outcomes.iou(i);
            }
            boolean end = i + 1 == to || outcomes.score(i + 1) != outcomes.score(i);
            if (!end && !reference) {
                continue;
            }
            double alarms = i + 1 - from - hits;
            double lrp =
                    LocalisationRecallPrecision.lrp(
                            hits, alarms, objects, loss, outcomes.threshold());
            if (lrp < least) {
                least = lrp;
                threshold = outcomes.score(i);
            }
        }
        if (hits == 0) {
            return reference ? Double.NaN : 0;
        }
        return threshold;
    }

    /**
     * The threshold of a category.
     *
     * @param category its position in the catalogue
     * @return the least score that is kept
     * @throws IllegalArgumentException if there is no such category
     */
    public double threshold(int category) {
        return thresholds[Arguments.index("category", category, thresholds.length)];
    }

    /**
     * A copy of the thresholds.
     *
     * @return one per category
     */
    public double[] toArray() {
        return thresholds.clone();
    }

    /**
     * Drops detections below the threshold of their category.
     *
     * @param found detections over as many categories
     * @return those that are kept, in their order
     * @throws IllegalArgumentException if the number of categories differs
     */
    public DetectionBatch apply(DetectionBatch found) {
        return found.select(kept(found));
    }

    /**
     * Which detections are not below the threshold of their category.
     *
     * @param found detections over as many categories
     * @return their rows, ascending
     * @throws IllegalArgumentException if the number of categories differs
     */
    public int[] kept(DetectionBatch found) {
        Arguments.sameLength(
                "categories of the detections",
                found.catalogue().categories().size(),
                "the thresholds",
                thresholds.length);
        // NaN keeps everything
        return IntStream.range(0, found.size())
                .filter(i -> !(found.score(i) < thresholds[found.category(i)]))
                .toArray();
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("thresholds", thresholds).build();
    }

    /** Reads {@code detection-thresholds} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public LrpThresholds read(ModelDocument document) {
            return new LrpThresholds(document.numbers("thresholds"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LrpThresholds that && Arrays.equals(thresholds, that.thresholds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(thresholds);
    }

    @Override
    public String toString() {
        return "LrpThresholds[" + thresholds.length + " categories]";
    }
}
