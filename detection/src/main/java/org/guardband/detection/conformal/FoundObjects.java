package org.guardband.detection.conformal;

import java.util.Arrays;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.matching.Outcomes;

/**
 * For every true object the score of the detection that found it, by image: what a threshold on the
 * score may lose.
 */
public final class FoundObjects {

    private final double[] score;
    private final int[] image;
    private final int images;

    private FoundObjects(double[] score, int[] image, int images) {
        this.score = score;
        this.image = image;
        this.images = images;
    }

    /**
     * Copies columns.
     *
     * @param score for each object the score of its detection in [0, 1], or −∞ where none found it
     * @param image its image, in [0, images)
     * @param images the number of images, those without an object included
     * @return the objects
     * @throws IllegalArgumentException if lengths differ or a value is out of range
     */
    public static FoundObjects of(double[] score, int[] image, int images) {
        Arguments.sameLength("image", image.length, "score", score.length);
        Arguments.atLeast("images", images, 0);
        Arguments.allIndices("image", image, images);
        for (int j = 0; j < score.length; j++) {
            if (!(score[j] >= 0 && score[j] <= 1) && score[j] != Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(
                        "score[" + j + "] must be in [0, 1] or -Infinity, got " + score[j]);
            }
        }
        return new FoundObjects(score.clone(), image.clone(), images);
    }

    /**
     * The objects of a matching. Matching takes detections by falling score, so that a threshold
     * leaves the matches of the others as they are.
     *
     * @param outcomes hits and false alarms of one IoU threshold
     * @param rows the number of rows of the true objects that were matched
     * @param counts whether each of these rows counts as an object
     * @param image the image of each row
     * @return the objects that count, over all images of the catalogue
     * @throws IllegalArgumentException if lengths differ
     */
    public static FoundObjects of(Outcomes outcomes, int rows, boolean[] counts, int[] image) {
        Arguments.sameLength("counts", counts.length, "the objects", rows);
        Arguments.sameLength("image", image.length, "the objects", rows);
        double[] best = new double[rows];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.isHit(i)) {
                best[outcomes.object(i)] = outcomes.score(i);
            }
        }
        int kept = 0;
        double[] score = new double[rows];
        int[] where = new int[rows];
        for (int j = 0; j < rows; j++) {
            if (counts[j]) {
                score[kept] = best[j];
                where[kept++] = image[j];
            }
        }
        return of(
                Arrays.copyOf(score, kept),
                Arrays.copyOf(where, kept),
                outcomes.detections().catalogue().images().size());
    }

    /**
     * The number of objects.
     *
     * @return n
     */
    public int size() {
        return score.length;
    }

    /**
     * The number of images.
     *
     * @return those without an object included
     */
    public int images() {
        return images;
    }

    /** The scores of each image's objects, ascending. */
    double[][] byImage() {
        int[] count = new int[images];
        for (int i : image) {
            count[i]++;
        }
        double[][] out = new double[images][];
        Arrays.setAll(out, i -> new double[count[i]]);
        for (int j = 0; j < score.length; j++) {
            out[image[j]][--count[image[j]]] = score[j];
        }
        for (double[] one : out) {
            Arrays.sort(one);
        }
        return out;
    }

    /** Each object as an image of its own. */
    double[][] singly() {
        double[][] out = new double[score.length][1];
        for (int j = 0; j < score.length; j++) {
            out[j][0] = score[j];
        }
        return out;
    }

    @Override
    public String toString() {
        return "FoundObjects[" + size() + " objects, " + images + " images]";
    }
}
