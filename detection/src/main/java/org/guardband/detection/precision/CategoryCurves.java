package org.guardband.detection.precision;

import java.util.Arrays;
import org.guardband.detection.matching.Matches;

/**
 * The detections of one category by falling score, with their place within their image; gives
 * average precision and recall for any threshold, area range and bound on detections. Its scratch
 * belongs to one thread.
 */
final class CategoryCurves {

    private static final double TINY = Math.ulp(1.0);

    private final Matches matches;
    private final int[] rows;
    private final int[] place;

    /** Scratch: the detections that count, their places, and whether they are hits. */
    private final int[] countedRow;

    private final int[] countedPlace;
    private final boolean[] hit;
    private final double[] precision;
    private final double[] recall;
    private int counted;

    private CategoryCurves(Matches matches, int[] rows, int[] place) {
        this.matches = matches;
        this.rows = rows;
        this.place = place;
        this.countedRow = new int[rows.length];
        this.countedPlace = new int[rows.length];
        this.hit = new boolean[rows.length];
        this.precision = new double[rows.length];
        this.recall = new double[rows.length];
    }

    /**
     * Takes the rows of one category, by falling score.
     *
     * @param seen zeros, one per image; zeros again afterwards
     */
    static CategoryCurves of(Matches matches, int[] rows, int[] seen) {
        int[] place = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            place[i] = seen[matches.detections().image(rows[i])]++;
        }
        for (int row : rows) {
            seen[matches.detections().image(row)] = 0;
        }
        return new CategoryCurves(matches, rows, place);
    }

    /** Looks at one threshold and area range. */
    void select(int threshold, int area) {
        counted = 0;
        for (int i = 0; i < rows.length; i++) {
            if (matches.counts(threshold, area, rows[i])) {
                countedRow[counted] = rows[i];
                countedPlace[counted] = place[i];
                hit[counted++] = matches.object(threshold, area, rows[i]) >= 0;
            }
        }
    }

    /** The share of objects found with at most so many detections per image. */
    double recall(int most, int objects) {
        int found = 0;
        for (int i = 0; i < counted; i++) {
            if (hit[i] && countedPlace[i] < most) {
                found++;
            }
        }
        return (double) found / objects;
    }

    /**
     * The average precision with at most so many detections per image. A false alarm is never more
     * precise than the hit before it, so that hits alone are points.
     */
    double averagePrecision(int most, int objects) {
        int n = 0;
        int found = 0;
        for (int i = 0; i < counted; i++) {
            if (countedPlace[i] < most) {
                n++;
                if (hit[i]) {
                    found++;
                    precision[found - 1] = found / (n + TINY);
                    recall[found - 1] = (double) found / objects;
                }
            }
        }
        for (int i = found - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        return RecallGrid.mean(recall, precision, found);
    }

    PrecisionRecallCurve curve(int most, int objects) {
        double[] scores = new double[counted];
        boolean[] kept = new boolean[counted];
        int n = 0;
        for (int i = 0; i < counted; i++) {
            if (countedPlace[i] < most) {
                scores[n] = matches.detections().score(countedRow[i]);
                kept[n++] = hit[i];
            }
        }
        return PrecisionRecallCurve.of(Arrays.copyOf(scores, n), Arrays.copyOf(kept, n), objects);
    }
}
