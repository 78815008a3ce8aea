package org.guardband.conformal.conditional;

import java.math.BigDecimal;
import java.util.Arrays;
import org.guardband.core.Coverage;
import org.guardband.core.numeric.SeededUniforms;

/**
 * A regression of n kinks on r independent features by piecewise linear losses: kink i costs {@code
 * high}ᵢ for every unit that it lies above φᵢ·β and {@code low}ᵢ for every unit below, and {@code
 * drift}·β is added. Dual variables lie in [−{@code low}ᵢ, {@code high}ᵢ].
 *
 * <p>The quantile regression of n scores is in whole numbers: with 1 − α = {@code top}/{@code
 * width} as the decimal that the caller wrote, {@code high} is {@code top} and {@code low} is
 * {@code bottom} = {@code width} − {@code top} for every score. Sums over indicator features are
 * then exact, and so is the answer to whether a dual variable is at its bound.
 *
 * <p>The scores are thought to be raised by ε·{@code tie}ᵢ for an ε smaller than every number: ties
 * have an order, no vertex is degenerate and no path can cycle. The ties are drawn by row index.
 */
final class PinballProblem {

    private static final SeededUniforms TIES = new SeededUniforms(0x7469_6573L, 0);

    final int n;
    final int r;
    final double[] phi;

    /** The features column by column, for loops over rows. */
    final double[][] column;

    final double[] scores;
    final double[] tie;
    final double[] low;
    final double[] high;
    final double[] drift;

    /** The bounds [−bottom, top] of the dual variable of a row to be predicted. */
    final double bottom;

    final double top;
    final double width;

    /** The largest absolute value of each feature, and the sum of widths times them. */
    final double[] columnMax;

    final double[] columnSum;

    /** The quantile regression of scores. */
    static PinballProblem quantile(double[] phi, int r, double[] scores, Coverage coverage) {
        double[] low = new double[scores.length];
        double[] high = new double[scores.length];
        BigDecimal level = new BigDecimal(coverage.toString());
        Units units = Units.of(BigDecimal.ONE.subtract(level), BigDecimal.ONE);
        Arrays.fill(low, units.bottom());
        Arrays.fill(high, units.top());
        return new PinballProblem(phi, r, scores, low, high, new double[r], units);
    }

    PinballProblem(
            double[] phi,
            int r,
            double[] scores,
            double[] low,
            double[] high,
            double[] drift,
            Units units) {
        this.n = scores.length;
        this.r = r;
        this.phi = phi;
        this.scores = scores;
        this.low = low;
        this.high = high;
        this.drift = drift;
        this.bottom = units.bottom();
        this.top = units.top();
        this.width = units.width();
        this.tie = new double[n];
        this.column = new double[r][n];
        this.columnMax = new double[r];
        this.columnSum = new double[r];
        for (int j = 0; j < r; j++) {
            columnSum[j] = Math.abs(drift[j]);
        }
        for (int i = 0; i < n; i++) {
            tie[i] = TIES.at(i);
            for (int j = 0; j < r; j++) {
                column[j][i] = phi[i * r + j];
                double size = Math.abs(phi[i * r + j]);
                columnMax[j] = Math.max(columnMax[j], size);
                columnSum[j] += (low[i] + high[i]) * size;
            }
        }
    }

    /** α and B − α in whole numbers: decimals times a power of ten. */
    record Units(double bottom, double top, double width, double unit) {

        static Units of(BigDecimal error, BigDecimal bound) {
            BigDecimal unit =
                    BigDecimal.ONE.scaleByPowerOfTen(
                            Math.max(0, Math.max(error.scale(), bound.scale())));
            return new Units(
                    error.multiply(unit).doubleValue(),
                    bound.subtract(error).multiply(unit).doubleValue(),
                    bound.multiply(unit).doubleValue(),
                    unit.doubleValue());
        }
    }

    /** φᵢ·v of every row. */
    void dots(double[] v, double[] out) {
        Arrays.fill(out, 0);
        for (int j = 0; j < r; j++) {
            double factor = v[j];
            double[] values = column[j];
            for (int i = 0; i < out.length; i++) {
                out[i] += factor * values[i];
            }
        }
    }
}
