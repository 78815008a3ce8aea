package org.guardband.detection.error;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.numeric.Arguments;

/**
 * Calibration errors by cells of score and position (Küppers, Kronenberger, Shantia, Haselhoff
 * 2020, arXiv 2004.13546): detections are sorted into the cells of a grid over the score and any of
 * centre, width and height; a cell c with n_c of n detections deviates by d_c = |precision − mean
 * score|.
 *
 * <ul>
 *   <li>D-ECE = Σ_c (n_c/n)·d_c.
 *   <li>D-ACE = the mean of d_c over the score bins of a cell of the other features, then over
 *       these cells.
 *   <li>D-MCE = max_c d_c.
 * </ul>
 *
 * <p>Bins hold their lower edge and the last one its upper edge too, or the other way round by
 * {@link #withRightClosedBins}; what is outside [0, 1] counts in the outermost bins. Equal-mass
 * edges are quantiles of each feature by itself.
 *
 * <p>A cell with fewer than {@code sampleThreshold} detections says little; it leaves the sum and
 * the n that the sum is divided by. netcal, the authors' code, keeps it in n as if it deviated by
 * nothing, so that its errors fall to 0 as the grid becomes finer; {@link #referenceCompatible}
 * does the same, and takes edges as NumPy rounds them. An error is NaN where no cell counts (there,
 * 0).
 *
 * <p>Like all binned errors these are estimates with a bias upwards that grows with the number of
 * cells. O(n) a feature, cells in parallel, the same bits on any number of threads.
 */
public final class DetectionCalibrationError {

    private final int[] bins;
    private final boolean equalMass;
    private final int sampleThreshold;
    private final boolean rightClosed;
    private final boolean reference;

    private DetectionCalibrationError(
            int[] bins,
            boolean equalMass,
            int sampleThreshold,
            boolean rightClosed,
            boolean reference) {
        this.bins = bins;
        this.equalMass = equalMass;
        this.sampleThreshold = sampleThreshold;
        this.rightClosed = rightClosed;
        this.reference = reference;
    }

    /**
     * Bins of equal width on [0, 1].
     *
     * @param bins their number for the score and each other feature in turn, ≥ 1; one number is for
     *     all
     * @return the measure, with a sample threshold of 1
     * @throws IllegalArgumentException if there is no number or one is not positive
     */
    public static DetectionCalibrationError equalWidth(int... bins) {
        return new DetectionCalibrationError(checked(bins), false, 1, false, false);
    }

    /**
     * Bins between the quantiles of each feature.
     *
     * @param bins their number for the score and each other feature in turn, ≥ 1; one number is for
     *     all
     * @return the measure, with a sample threshold of 1
     * @throws IllegalArgumentException if there is no number or one is not positive
     */
    public static DetectionCalibrationError equalMass(int... bins) {
        return new DetectionCalibrationError(checked(bins), true, 1, false, false);
    }

    private static int[] checked(int[] bins) {
        Arguments.atLeast("numbers of bins", bins.length, 1);
        for (int j = 0; j < bins.length; j++) {
            Arguments.atLeast("bins[" + j + "]", bins[j], 1);
        }
        return bins.clone();
    }

    /**
     * Sets how many detections make a cell count.
     *
     * @param least ≥ 1; netcal's examples take 8 for grids with position
     * @return the measure with this threshold
     * @throws IllegalArgumentException if {@code least} is not positive
     */
    public DetectionCalibrationError withSampleThreshold(int least) {
        return new DetectionCalibrationError(
                bins,
                equalMass,
                Arguments.atLeast("sampleThreshold", least, 1),
                rightClosed,
                reference);
    }

    /**
     * Lets bins hold their upper edge, and the first one its lower edge too, as the code of the
     * pitfalls paper (Kuzucu, Oksuz, Sadeghi, Dokania 2024, arXiv 2405.20459) does.
     *
     * @return the measure with such bins
     */
    public DetectionCalibrationError withRightClosedBins() {
        return new DetectionCalibrationError(bins, equalMass, sampleThreshold, true, reference);
    }

    /**
     * Follows netcal where it keeps small cells in the denominators, and its edges.
     *
     * @return the measure with this choice
     */
    public DetectionCalibrationError referenceCompatible() {
        return new DetectionCalibrationError(bins, equalMass, sampleThreshold, rightClosed, true);
    }

    /**
     * The errors.
     *
     * @param points detections by features
     * @return the three errors
     * @throws IllegalArgumentException if there are neither as many numbers of bins as features nor
     *     one
     */
    public DetectionErrors of(DetectionPoints points) {
        CellGrid grid = grid(points);
        return CellTally.of(grid, points, grid.cellsOf(points)).errors(sampleThreshold, reference);
    }

    /**
     * What the grid looks like without the score: calibration by position, for one feature a curve,
     * for two a heat map.
     *
     * @param points detections by at least one feature beside the score
     * @return rows, mean score, precision and error of every cell of the other features
     * @throws IllegalArgumentException if there is no other feature, or neither as many numbers of
     *     bins as features nor one
     */
    public ReliabilityMap map(DetectionPoints points) {
        Arguments.atLeast("features beside the score", points.dimensions() - 1, 1);
        CellGrid grid = grid(points);
        return ReliabilityMap.of(
                grid, CellTally.of(grid, points, grid.cellsOf(points)), sampleThreshold, reference);
    }

    /**
     * One of the errors as a measure of outcomes, over all categories together; wrap it in a {@link
     * CategoryMean} for the class-wise form. Equal-mass edges stay those of the whole under
     * bootstrap.
     *
     * @param kind which error
     * @param features what to look at beside the score
     * @return the measure
     */
    public DetectionMeasure measure(DetectionErrors.Kind kind, List<DetectionFeature> features) {
        List<DetectionFeature> copy = List.copyOf(features);
        return outcomes -> {
            DetectionPoints points = DetectionPoints.of(outcomes, copy);
            CellGrid grid = grid(points);
            int[] cellOf = grid.cellsOf(points);
            return weights ->
                    CellTally.weighted(grid, points, cellOf, weights)
                            .errors(sampleThreshold, reference)
                            .get(kind);
        };
    }

    private CellGrid grid(DetectionPoints points) {
        int d = points.dimensions();
        if (bins.length != 1 && bins.length != d) {
            throw new IllegalArgumentException(
                    "numbers of bins must be 1 or the number of features ("
                            + d
                            + "), got "
                            + Arrays.toString(bins));
        }
        FeatureBins[] rules = new FeatureBins[d];
        for (int j = 0; j < d; j++) {
            int count = bins[bins.length == 1 ? 0 : j];
            rules[j] =
                    equalMass
                            ? FeatureBins.equalMass(count, points.column(j), rightClosed)
                            : FeatureBins.equalWidth(count, reference, rightClosed);
        }
        return new CellGrid(rules);
    }
}
