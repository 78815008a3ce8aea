package org.guardband.detection.matching;

import java.util.Arrays;
import org.guardband.core.numeric.SortedOrder;
import org.guardband.detection.DetectionBatch;
import org.guardband.detection.GroundTruthBatch;

/**
 * Detections and true objects of one category and one image, brought together: groups in ascending
 * order of category, then image. In a group detections go down in score, and in what the input had
 * first among equal scores; objects keep the order of the input.
 */
final class PairedGroups {

    /** Detections in the order of the groups. */
    final int[] detections;

    /** Objects in the order of the groups. */
    final int[] truths;

    /** For each group the first of its detections and of its objects; one more than groups. */
    final int[] detectionStart;

    final int[] truthStart;

    /**
     * Detections by category, then down in score, then by image, then in the order of the input.
     */
    final int[] ranked;

    private PairedGroups(
            int[] detections, int[] truths, int[] detectionStart, int[] truthStart, int[] ranked) {
        this.detections = detections;
        this.truths = truths;
        this.detectionStart = detectionStart;
        this.truthStart = truthStart;
        this.ranked = ranked;
    }

    static PairedGroups of(DetectionBatch found, GroundTruthBatch truth) {
        int n = found.size();
        int images = found.catalogue().images().size();
        int categories = found.catalogue().categories().size();
        int[] imageOf = new int[n];
        int[] categoryOf = new int[n];
        for (int i = 0; i < n; i++) {
            imageOf[i] = found.image(i);
            categoryOf[i] = found.category(i);
        }
        int[] ranked =
                counted(
                        downInScore(found, counted(rows(n), imageOf, images)),
                        categoryOf,
                        categories);
        int[] detections = counted(counted(ranked, imageOf, images), categoryOf, categories);
        int m = truth.size();
        int[] truthImage = new int[m];
        int[] truthCategory = new int[m];
        for (int i = 0; i < m; i++) {
            truthImage[i] = truth.image(i);
            truthCategory[i] = truth.category(i);
        }
        int[] truths = counted(counted(rows(m), truthImage, images), truthCategory, categories);
        return paired(
                detections,
                truths,
                keys(detections, imageOf, categoryOf, images),
                keys(truths, truthImage, truthCategory, images),
                ranked);
    }

    private static int[] rows(int n) {
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    private static int[] downInScore(DetectionBatch found, int[] rows) {
        double[] negated = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            negated[i] = -found.score(rows[i]);
        }
        int[] order = SortedOrder.ascending(negated);
        for (int i = 0; i < order.length; i++) {
            order[i] = rows[order[i]];
        }
        return order;
    }

    /** Rows in stable ascending order of a small whole number. */
    private static int[] counted(int[] rows, int[] valueOf, int values) {
        int[] start = new int[values + 1];
        for (int row : rows) {
            start[valueOf[row] + 1]++;
        }
        for (int v = 0; v < values; v++) {
            start[v + 1] += start[v];
        }
        int[] out = new int[rows.length];
        for (int row : rows) {
            out[start[valueOf[row]]++] = row;
        }
        return out;
    }

    private static long[] keys(int[] rows, int[] imageOf, int[] categoryOf, int images) {
        long[] keys = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            keys[i] = (long) categoryOf[rows[i]] * images + imageOf[rows[i]];
        }
        return keys;
    }

    private static PairedGroups paired(
            int[] detections, int[] truths, long[] detectionKey, long[] truthKey, int[] ranked) {
        int[] detectionStart = new int[detections.length + truths.length + 1];
        int[] truthStart = new int[detectionStart.length];
        int groups = 0;
        int d = 0;
        int t = 0;
        while (d < detections.length || t < truths.length) {
            long key =
                    Math.min(
                            d < detections.length ? detectionKey[d] : Long.MAX_VALUE,
                            t < truths.length ? truthKey[t] : Long.MAX_VALUE);
            detectionStart[groups] = d;
            truthStart[groups] = t;
            groups++;
            while (d < detections.length && detectionKey[d] == key) {
                d++;
            }
            while (t < truths.length && truthKey[t] == key) {
                t++;
            }
        }
        detectionStart[groups] = d;
        truthStart[groups] = t;
        return new PairedGroups(
                detections,
                truths,
                Arrays.copyOf(detectionStart, groups + 1),
                Arrays.copyOf(truthStart, groups + 1),
                ranked);
    }

    int size() {
        return detectionStart.length - 1;
    }
}
