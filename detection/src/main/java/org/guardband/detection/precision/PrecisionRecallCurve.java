package org.guardband.detection.precision;

import java.util.Arrays;

/**
 * Precision and recall of one category as the score threshold falls: after the i-th detection of
 * those that count, by falling score, recall is TP/P and precision TP/(TP + FP + 2⁻⁵²), as COCO
 * computes it.
 */
public final class PrecisionRecallCurve {

    /** COCO's guard against 0/0. */
    private static final double TINY = Math.ulp(1.0);

    private final double[] score;
    private final double[] recall;
    private final double[] precision;

    private PrecisionRecallCurve(double[] score, double[] recall, double[] precision) {
        this.score = score;
        this.recall = recall;
        this.precision = precision;
    }

    static PrecisionRecallCurve of(double[] score, boolean[] hit, int objects) {
        int n = score.length;
        double[] recall = new double[n];
        double[] precision = new double[n];
        int hits = 0;
        for (int i = 0; i < n; i++) {
            hits += hit[i] ? 1 : 0;
            recall[i] = (double) hits / objects;
            precision[i] = hits / (i + 1 + TINY);
        }
        return new PrecisionRecallCurve(score, recall, precision);
    }

    /**
     * The number of points.
     *
     * @return the number of detections that count
     */
    public int size() {
        return score.length;
    }

    /**
     * The scores.
     *
     * @return a copy, falling
     */
    public double[] scores() {
        return score.clone();
    }

    /**
     * The recall after each detection.
     *
     * @return a copy, rising
     */
    public double[] recall() {
        return recall.clone();
    }

    /**
     * The precision after each detection.
     *
     * @return a copy
     */
    public double[] precision() {
        return precision.clone();
    }

    /**
     * The precision made monotone: at each point the best that is reached there or at larger
     * recall.
     *
     * @return falling numbers
     */
    public double[] envelope() {
        double[] best = precision.clone();
        for (int i = best.length - 1; i > 0; i--) {
            best[i - 1] = Math.max(best[i - 1], best[i]);
        }
        return best;
    }

    /**
     * The envelope at the recalls 0, 0.01, …, 1; 0 where that recall is not reached.
     *
     * @return 101 numbers
     */
    public double[] interpolated() {
        double[] best = envelope();
        double[] out = new double[RecallGrid.POINTS];
        int at = 0;
        for (int r = 0; r < out.length; r++) {
            while (at < recall.length && recall[at] < RecallGrid.at(r)) {
                at++;
            }
            if (at == recall.length) {
                break;
            }
            out[r] = best[at];
        }
        return out;
    }

    /**
     * The average precision: the mean of {@link #interpolated}.
     *
     * @return in [0, 1]
     */
    public double averagePrecision() {
        return Arrays.stream(interpolated()).sum() / RecallGrid.POINTS;
    }

    @Override
    public String toString() {
        return "PrecisionRecallCurve[" + size() + " points]";
    }
}
