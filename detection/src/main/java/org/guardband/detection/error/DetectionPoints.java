package org.guardband.detection.error;

import java.util.Arrays;
import java.util.List;
import org.guardband.classification.measure.BinaryForecasts;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.matching.Outcomes;

/**
 * Detections as points of a few features, the score first, each with its outcome: what calibration
 * by cells looks at. Immutable and safe to share between threads.
 */
public final class DetectionPoints {

    private final double[][] columns;
    private final boolean[] hit;
    private final int[] image;
    private final int images;

    private DetectionPoints(double[][] columns, boolean[] hit, int[] image, int images) {
        this.columns = columns;
        this.hit = hit;
        this.image = image;
        this.images = images;
    }

    /**
     * Points in given columns, each from an image of its own.
     *
     * @param columns one column per feature, the first one scores in [0, 1], the others finite;
     *     copied
     * @param hit whether each detection found its object; copied
     * @return the points
     * @throws IllegalArgumentException if there is no column, lengths differ or a number is invalid
     */
    public static DetectionPoints of(double[][] columns, boolean[] hit) {
        Arguments.atLeast("columns", columns.length, 1);
        double[][] copy = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            Arguments.sameLength("columns[" + j + "]", columns[j].length, "hit", hit.length);
            copy[j] = Arguments.allFinite("columns[" + j + "]", columns[j]).clone();
        }
        for (int i = 0; i < hit.length; i++) {
            Arguments.probability("columns[0][" + i + "]", copy[0][i]);
        }
        int[] image = new int[hit.length];
        Arrays.setAll(image, i -> i);
        return new DetectionPoints(copy, hit.clone(), image, hit.length);
    }

    /**
     * The outcomes of a matching.
     *
     * @param outcomes hits and false alarms
     * @param features what to look at beside the score
     * @return as many points
     * @throws IllegalArgumentException if a feature is relative to an image of unknown size
     */
    public static DetectionPoints of(Outcomes outcomes, List<DetectionFeature> features) {
        int n = outcomes.size();
        double[][] columns = new double[features.size() + 1][n];
        int[] image = new int[n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = outcomes.score(i);
            for (int j = 0; j < features.size(); j++) {
                columns[j + 1][i] = features.get(j).of(outcomes.detections(), outcomes.row(i));
            }
            image[i] = outcomes.image(i);
        }
        return new DetectionPoints(
                columns, outcomes.hits(), image, outcomes.detections().catalogue().images().size());
    }

    /**
     * Some of the points.
     *
     * @param rows row indices
     * @return as many points
     * @throws IllegalArgumentException if an index is out of range
     */
    public DetectionPoints select(int[] rows) {
        Arguments.allIndices("rows", rows, hit.length);
        double[][] some = new double[columns.length][rows.length];
        boolean[] hits = new boolean[rows.length];
        int[] from = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < some.length; j++) {
                some[j][i] = columns[j][rows[i]];
            }
            hits[i] = hit[rows[i]];
            from[i] = image[rows[i]];
        }
        return new DetectionPoints(some, hits, from, images);
    }

    /**
     * The same points without the features beside the score.
     *
     * @return as many points of one feature
     */
    public DetectionPoints scoreOnly() {
        return new DetectionPoints(new double[][] {columns[0]}, hit, image, images);
    }

    /**
     * The scores as forecasts of a hit: what reliability diagrams and the measures of
     * classification look at.
     *
     * @return as many forecasts
     * @throws IllegalArgumentException if there is no point
     */
    public BinaryForecasts forecasts() {
        return BinaryForecasts.of(columns[0], hit);
    }

    /**
     * The number of points.
     *
     * @return n
     */
    public int size() {
        return hit.length;
    }

    /**
     * The number of features, the score included.
     *
     * @return ≥ 1
     */
    public int dimensions() {
        return columns.length;
    }

    /**
     * One number.
     *
     * @param row row index
     * @param feature index of the feature, 0 for the score
     * @return the number
     */
    public double value(int row, int feature) {
        return columns[feature][row];
    }

    /**
     * Whether a detection found its object.
     *
     * @param row row index
     * @return whether it is a hit
     */
    public boolean isHit(int row) {
        return hit[row];
    }

    double[] column(int feature) {
        return columns[feature];
    }

    boolean[] hits() {
        return hit;
    }

    int[] image() {
        return image;
    }

    int images() {
        return images;
    }

    @Override
    public String toString() {
        return "DetectionPoints[" + size() + " points, " + dimensions() + " features]";
    }
}
