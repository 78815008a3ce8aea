package org.guardband.detection.box;

import java.util.Objects;
import org.guardband.core.Coverage;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.numeric.Arguments;
import org.guardband.regression.metrics.SpreadBinning;

/**
 * Quantile calibration error of a number: |(share of truths in the central interval of coverage q)
 * − q|, over all rows (marginal), or within bins of the predicted standard deviation, weighted by
 * their rows (conditional). A truth at the end of its interval is inside. As netcal, which takes
 * bins of equal width.
 *
 * <p>Source: Küppers, Schneider, Haselhoff 2022, arXiv 2207.01242.
 *
 * @param coverage q
 */
public record QuantileCalibrationError(Coverage coverage) {

    /**
     * Checks the coverage.
     *
     * @param coverage q
     */
    public QuantileCalibrationError {
        Objects.requireNonNull(coverage, "coverage");
    }

    /**
     * The error over all rows.
     *
     * @param batch one predicted distribution per row, at least one
     * @param y one finite truth per row
     * @return in [0, 1]
     * @throws IllegalArgumentException if there is no row, lengths differ or a truth is not finite
     */
    public double marginal(RealBatch batch, double[] y) {
        boolean[] inside = inside(batch, y);
        int count = 0;
        for (boolean one : inside) {
            count += one ? 1 : 0;
        }
        return Math.abs(count / (double) inside.length - coverage.value());
    }

    /**
     * The error within bins of σ.
     *
     * @param batch one predicted distribution per row, at least one, with finite variances
     * @param y one finite truth per row
     * @param binning how rows are put into bins by σ
     * @return Σ_b (n_b/n) |share_b − q|, in [0, 1], at least the marginal error
     * @throws IllegalArgumentException if there is no row, lengths differ or a value is not finite
     */
    public double conditional(RealBatch batch, double[] y, SpreadBinning binning) {
        boolean[] inside = inside(batch, y);
        double[] sd = new double[inside.length];
        batch.standardDeviations(sd);
        Arguments.allFinite("sd", sd);
        double[] borders = binning.borders(sd);
        double[] rows = new double[binning.bins()];
        double[] count = new double[rows.length];
        for (int i = 0; i < sd.length; i++) {
            int b = SpreadBinning.bin(borders, sd[i]);
            rows[b]++;
            count[b] += inside[i] ? 1 : 0;
        }
        double sum = 0;
        for (int b = 0; b < rows.length; b++) {
            sum += rows[b] == 0 ? 0 : rows[b] * Math.abs(count[b] / rows[b] - coverage.value());
        }
        return sum / sd.length;
    }

    private boolean[] inside(RealBatch batch, double[] y) {
        Arguments.atLeast("rows of the batch", batch.size(), 1);
        Arguments.sameLength("y", y.length, "the batch", batch.size());
        Arguments.allFinite("y", y);
        double tail = coverage.halvedError().error();
        double[] lower = new double[y.length];
        double[] upper = new double[y.length];
        batch.quantiles(tail, lower);
        batch.quantiles(coverage.halvedError().value(), upper);
        boolean[] out = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            out[i] = lower[i] <= y[i] && y[i] <= upper[i];
        }
        return out;
    }
}
