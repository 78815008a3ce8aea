package org.guardband.detection.box;

import java.util.ArrayList;
import java.util.List;
import org.guardband.core.Coverage;
import org.guardband.detection.Boxes;
import org.guardband.regression.metrics.EqualCountBins;
import org.guardband.regression.metrics.EqualWidthBins;
import org.guardband.regression.metrics.SpreadBinning;

/**
 * The measures of each of the four numbers of predicted boxes, and how often all four truths are in
 * their intervals.
 *
 * @param coordinates the measures of each number, in the order of the form
 * @param jointPicp the share of boxes with all four truths in their central intervals: below the
 *     single shares, and equal to none of them
 */
public record BoxUncertaintyReport(List<CoordinateMeasures> coordinates, double jointPicp) {

    private static final int BINS = 20;

    /**
     * Copies the list.
     *
     * @param coordinates the measures of each number
     * @param jointPicp the joint share
     */
    public BoxUncertaintyReport {
        coordinates = List.copyOf(coordinates);
    }

    /**
     * Measures with 20 bins of equal count for ENCE, UCE and QCE.
     *
     * @param boxes predicted boxes that were matched, at least one
     * @param truths the box of each one's object, in any form
     * @param coverage of the central intervals
     * @return the measures
     * @throws IllegalArgumentException if there is no box or numbers differ
     */
    public static BoxUncertaintyReport of(UncertainBoxes boxes, Boxes truths, Coverage coverage) {
        return of(boxes, truths, coverage, new EqualCountBins(BINS));
    }

    /**
     * Measures as netcal has them: 20 bins of equal width.
     *
     * @param boxes predicted boxes that were matched, at least one
     * @param truths the box of each one's object, in any form
     * @param coverage of the central intervals
     * @return the measures
     * @throws IllegalArgumentException if there is no box or numbers differ
     */
    public static BoxUncertaintyReport referenceCompatible(
            UncertainBoxes boxes, Boxes truths, Coverage coverage) {
        return of(boxes, truths, coverage, new EqualWidthBins(BINS));
    }

    /**
     * Measures.
     *
     * @param boxes predicted boxes that were matched, at least one
     * @param truths the box of each one's object, in any form
     * @param coverage of the central intervals
     * @param binning the bins of ENCE, UCE and QCE
     * @return the measures
     * @throws IllegalArgumentException if there is no box or numbers differ
     */
    public static BoxUncertaintyReport of(
            UncertainBoxes boxes, Boxes truths, Coverage coverage, SpreadBinning binning) {
        List<CoordinateMeasures> all = new ArrayList<>();
        boolean[] outside = new boolean[boxes.size()];
        double[] lower = new double[boxes.size()];
        double[] upper = new double[boxes.size()];
        for (int c = 0; c < Boxes.COORDINATES; c++) {
            double[] y = boxes.truth(truths, c);
            all.add(
                    CoordinateMeasures.of(
                            boxes.form().coordinate(c),
                            boxes.coordinates().get(c),
                            y,
                            coverage,
                            binning));
            boxes.coordinates().get(c).quantiles(coverage.halvedError().error(), lower);
            boxes.coordinates().get(c).quantiles(coverage.halvedError().value(), upper);
            for (int i = 0; i < y.length; i++) {
                outside[i] |= !(lower[i] <= y[i] && y[i] <= upper[i]);
            }
        }
        int inside = 0;
        for (boolean one : outside) {
            inside += one ? 0 : 1;
        }
        return new BoxUncertaintyReport(all, inside / (double) outside.length);
    }
}
