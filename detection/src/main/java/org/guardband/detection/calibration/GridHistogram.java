package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;
import org.guardband.detection.error.DetectionPoints;
import org.guardband.detection.error.FeatureBins;

/**
 * Histogram binning in up to five dimensions (Zadrozny, Elkan 2001, in the form of Küppers,
 * Kronenberger, Shantia, Haselhoff 2020, arXiv 2004.13546): a detection's score is replaced by the
 * mean target of the held-out detections in its cell of score and box.
 *
 * <p>A cell with fewer than {@code sampleThreshold} detections gives the mean target of its score
 * bin over all places, and where that holds too few as well, the middle of the score bin. The same
 * bins serve fit and use; they hold their lower edge, the last one its upper edge too. (netcal fits
 * with such bins and uses ones that hold their upper edge, so that a score on an edge gets the
 * value of another cell; and it cannot use equal-mass bins.) Scores may change their order.
 */
public final class GridHistogram implements PositionCalibrator<GridHistogramCalibration> {

    private static final int MOST_CELLS = 1 << 24;

    private final List<DetectionFeature> features;
    private final int[] bins;
    private final boolean equalMass;
    private final int sampleThreshold;

    private GridHistogram(
            List<DetectionFeature> features, int[] bins, boolean equalMass, int sampleThreshold) {
        this.features = features;
        this.bins = bins;
        this.equalMass = equalMass;
        this.sampleThreshold = sampleThreshold;
    }

    /**
     * Bins of equal width on [0, 1].
     *
     * @param features what to look at beside the score, at most once each; may be empty
     * @param bins their number for the score and each feature in turn; one number is for all
     * @return the unfitted method, with a sample threshold of 1
     * @throws IllegalArgumentException if a feature is there twice or is the score, or the numbers
     *     of bins do not fit
     */
    public static GridHistogram equalWidth(List<DetectionFeature> features, int... bins) {
        return new GridHistogram(Held.distinct(features), checked(bins, features), false, 1);
    }

    /**
     * Bins between the quantiles of score and features.
     *
     * @param features what to look at beside the score, at most once each; may be empty
     * @param bins their number for the score and each feature in turn; one number is for all
     * @return the unfitted method, with a sample threshold of 1
     * @throws IllegalArgumentException if a feature is there twice or is the score, or the numbers
     *     of bins do not fit
     */
    public static GridHistogram equalMass(List<DetectionFeature> features, int... bins) {
        return new GridHistogram(Held.distinct(features), checked(bins, features), true, 1);
    }

    private static int[] checked(int[] bins, List<DetectionFeature> features) {
        int d = features.size() + 1;
        if (bins.length != 1 && bins.length != d) {
            throw new IllegalArgumentException(
                    "numbers of bins must be 1 or " + d + ", got " + Arrays.toString(bins));
        }
        int[] all = new int[d];
        long cells = 1;
        for (int j = 0; j < d; j++) {
            all[j] = Arguments.atLeast("bins[" + j + "]", bins[bins.length == 1 ? 0 : j], 1);
            cells *= all[j];
            if (cells > MOST_CELLS) {
                throw new IllegalArgumentException(
                        "bins must make at most " + MOST_CELLS + " cells");
            }
        }
        return all;
    }

    /**
     * Sets how many detections make a cell count.
     *
     * @param least ≥ 1
     * @return the method with this threshold
     * @throws IllegalArgumentException if {@code least} is not positive
     */
    public GridHistogram withSampleThreshold(int least) {
        return new GridHistogram(
                features, bins, equalMass, Arguments.atLeast("sampleThreshold", least, 1));
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public GridHistogramCalibration fit(DetectionPoints points, double[] targets) {
        Held.check(points, targets, features);
        FeatureBins[] grid = new FeatureBins[bins.length];
        int cells = 1;
        for (int j = 0; j < grid.length; j++) {
            grid[j] = equalMass ? massBins(points, j) : FeatureBins.equalWidth(bins[j]);
            cells *= grid[j].bins();
        }
        double[] rows = new double[cells];
        double[] sums = new double[cells];
        double[] point = new double[grid.length];
        for (int i = 0; i < targets.length; i++) {
            for (int j = 0; j < point.length; j++) {
                point[j] = points.value(i, j);
            }
            int cell = GridHistogramCalibration.cell(grid, point);
            rows[cell]++;
            sums[cell] += targets[i];
        }
        return new GridHistogramCalibration(features, grid, values(grid[0], rows, sums));
    }

    private FeatureBins massBins(DetectionPoints points, int feature) {
        double[] column = new double[points.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = points.value(i, feature);
        }
        return FeatureBins.equalMass(bins[feature], column);
    }

    /** Score bins stand side by side in a cell of the other features. */
    private double[] values(FeatureBins scores, double[] rows, double[] sums) {
        int k = scores.bins();
        double[] edges = scores.edges();
        double[] rowsOfBin = new double[k];
        double[] sumOfBin = new double[k];
        for (int cell = 0; cell < rows.length; cell++) {
            rowsOfBin[cell % k] += rows[cell];
            sumOfBin[cell % k] += sums[cell];
        }
        double[] values = new double[rows.length];
        for (int cell = 0; cell < rows.length; cell++) {
            int b = cell % k;
            if (rows[cell] >= sampleThreshold) {
                values[cell] = sums[cell] / rows[cell];
            } else if (rowsOfBin[b] >= sampleThreshold) {
                values[cell] = sumOfBin[b] / rowsOfBin[b];
            } else {
                values[cell] = 0.5 * (edges[b] + edges[b + 1]);
            }
            // a mean of numbers in [0, 1] may round beyond
            values[cell] = Math.min(values[cell], 1);
        }
        return values;
    }
}
