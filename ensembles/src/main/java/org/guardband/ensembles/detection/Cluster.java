package org.guardband.ensembles.detection;

import org.guardband.detection.Boxes;
import org.guardband.detection.Iou;

/** Boxes taken for one object: sums over them, weighted by score. */
final class Cluster {

    /** Left, top, right, bottom of the box that others are matched with. */
    final double[] box = new double[Boxes.COORDINATES];

    final int image;
    final int category;
    private final double[] anchor;
    private final double[] sum = new double[Boxes.COORDINATES];

    /** Of left, top, right and bottom, and of width and height. */
    private final double[] squares = new double[Boxes.COORDINATES + 2];

    /** The sum of the scores, their largest, and how many they are. */
    double scores;

    double best;
    int count;

    Cluster(int image, int category, double[] first) {
        this.image = image;
        this.category = category;
        this.anchor = first.clone();
        System.arraycopy(first, 0, box, 0, box.length);
    }

    /** Distances are from the first box, so that squares keep their digits. */
    void add(double[] corners, double score) {
        for (int c = 0; c < box.length; c++) {
            double away = corners[c] - anchor[c];
            sum[c] += score * away;
            squares[c] += score * away * away;
        }
        for (int side = 0; side < 2; side++) {
            double away = corners[side + 2] - anchor[side + 2] - (corners[side] - anchor[side]);
            squares[box.length + side] += score * away * away;
        }
        scores += score;
        best = Math.max(best, score);
        count++;
    }

    /** Moves the box to the mean of its boxes; boxes without any score leave it where it is. */
    void moveToMean() {
        for (int c = 0; c < box.length && scores > 0; c++) {
            box[c] = anchor[c] + sum[c] / scores;
        }
    }

    /** The standard deviation about the weighted mean. */
    double spread(int c) {
        if (!(scores > 0)) {
            return 0;
        }
        return deviation(c, sum[c] / scores);
    }

    /** The same of the width (0) or the height (1). */
    double spreadOfSide(int side) {
        if (!(scores > 0)) {
            return 0;
        }
        return deviation(box.length + side, (sum[side + 2] - sum[side]) / scores);
    }

    private double deviation(int at, double mean) {
        return Math.sqrt(Math.max(0, squares[at] / scores - mean * mean));
    }

    double iou(double[] other) {
        return Iou.of(
                box[0],
                box[1],
                box[2] - box[0],
                box[3] - box[1],
                other[0],
                other[1],
                other[2] - other[0],
                other[3] - other[1],
                false);
    }
}
