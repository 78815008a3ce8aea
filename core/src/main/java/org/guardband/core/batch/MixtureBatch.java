package org.guardband.core.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.GaussianComponents;
import org.guardband.core.prediction.Mixture;

/**
 * Mixtures with the same weights in every row, whose components are batches of any kind: what an
 * ensemble of regressors predicts. Each row is a {@link Mixture}.
 *
 * <p>Everything goes column by column through the components; quantiles and the continuous ranked
 * probability score do where all components are {@link GaussianBatch}es, and else go row by row.
 */
public final class MixtureBatch implements RealBatch {

    private static final int BLOCK = 512;

    private final double[] weights;
    private final List<RealBatch> components;

    private MixtureBatch(double[] weights, List<RealBatch> components) {
        this.weights = weights;
        this.components = components;
    }

    /**
     * Mixtures of batches; those of weight zero are left out.
     *
     * @param weights one weight per component, finite and ≥ 0, with a positive sum; only their
     *     ratios matter
     * @param components at least one batch, of the same rows
     * @return the batch
     * @throws IllegalArgumentException if there is no component, lengths differ or a weight is
     *     invalid
     */
    public static MixtureBatch of(double[] weights, List<? extends RealBatch> components) {
        Arguments.atLeast("number of components", components.size(), 1);
        Arguments.sameLength("weights", weights.length, "components", components.size());
        Arguments.allNonNegative("weights", weights);
        double largest = Arrays.stream(weights).max().orElse(0);
        Arguments.positive("largest weight", largest);
        int rows = components.get(0).size();
        List<RealBatch> kept = new ArrayList<>();
        double[] shares = new double[weights.length];
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            Arguments.sameLength(
                    "components[" + m + "]", components.get(m).size(), "components[0]", rows);
            if (weights[m] / largest > 0) {
                shares[kept.size()] = weights[m] / largest;
                sum += shares[kept.size()];
                kept.add(components.get(m));
            }
        }
        shares = Arrays.copyOf(shares, kept.size());
        for (int m = 0; m < shares.length; m++) {
            shares[m] /= sum;
        }
        return new MixtureBatch(shares, List.copyOf(kept));
    }

    @Override
    public int size() {
        return components.get(0).size();
    }

    @Override
    public Mixture get(int row) {
        Arguments.index("row", row, size());
        return Mixture.of(weights, components.stream().map(c -> c.get(row)).toList());
    }

    @Override
    public MixtureBatch select(int[] rows) {
        Arguments.allIndices("rows", rows, size());
        return new MixtureBatch(weights, components.stream().map(c -> c.select(rows)).toList());
    }

    /**
     * The components of positive weight.
     *
     * @return batches of the same rows
     */
    public List<RealBatch> components() {
        return components;
    }

    /**
     * A copy of the weights.
     *
     * @return one weight &gt; 0 per component, of sum 1
     */
    public double[] weights() {
        return weights.clone();
    }

    /** Writes one column of a component. */
    @FunctionalInterface
    private interface Columns {
        void write(RealBatch component, double[] column);
    }

    private void addUp(double[] out, Columns columns) {
        Arrays.fill(out, 0);
        double[] column = new double[out.length];
        for (int m = 0; m < weights.length; m++) {
            columns.write(components.get(m), column);
            for (int i = 0; i < out.length; i++) {
                out[i] += weights[m] * column[i];
            }
        }
    }

    @Override
    public void means(double[] out) {
        BatchShape.requireColumn(out, size());
        addUp(out, RealBatch::means);
    }

    /** By the law of total variance. */
    @Override
    public void standardDeviations(double[] out) {
        BatchShape.requireColumn(out, size());
        double[] mean = new double[out.length];
        means(mean);
        double[] sd = new double[out.length];
        addUp(
                out,
                (component, column) -> {
                    component.means(column);
                    component.standardDeviations(sd);
                    for (int i = 0; i < column.length; i++) {
                        double distance = column[i] - mean[i];
                        column[i] = sd[i] * sd[i] + distance * distance;
                    }
                });
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.sqrt(out[i]);
        }
    }

    @Override
    public void cdf(double[] y, double[] out) {
        BatchShape.requireTruthsWithoutNaN(y, out, size());
        boolean[] below = new boolean[out.length];
        addUp(
                out,
                (component, column) -> {
                    component.cdf(y, column);
                    for (int i = 0; i < column.length; i++) {
                        below[i] |= column[i] < 1;
                    }
                });
        for (int i = 0; i < out.length; i++) {
            out[i] = below[i] ? Math.min(1, out[i]) : 1; // weights sum to one up to rounding only
        }
    }

    @Override
    public void logDensities(double[] y, double[] out) {
        BatchShape.requireTruthsWithoutNaN(y, out, size());
        double[] column = new double[out.length];
        Arrays.fill(out, Double.NEGATIVE_INFINITY);
        for (int m = 0; m < weights.length; m++) {
            components.get(m).logDensities(y, column);
            double logWeight = Math.log(weights[m]);
            for (int i = 0; i < out.length; i++) {
                out[i] = logOfSum(out[i], logWeight + column[i]);
            }
        }
    }

    private static double logOfSum(double a, double b) {
        double larger = Math.max(a, b);
        return Double.isInfinite(larger)
                ? larger
                : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    @Override
    public void quantiles(double p, double[] out) {
        BatchShape.requireColumn(out, size());
        Arguments.probability("p", p);
        if (areGaussian()) {
            gaussianRows(
                    (mean, sd, i) -> out[i] = GaussianComponents.quantile(weights, mean, sd, p));
        } else {
            rows(i -> out[i] = get(i).quantile(p));
        }
    }

    @Override
    public void crps(double[] y, double[] out) {
        BatchShape.requireFiniteTruths(y, out, size());
        if (areGaussian()) {
            gaussianRows(
                    (mean, sd, i) -> out[i] = GaussianComponents.crps(weights, mean, sd, y[i]));
        } else {
            rows(i -> out[i] = get(i).crps(y[i]));
        }
    }

    private boolean areGaussian() {
        return components.stream().allMatch(GaussianBatch.class::isInstance);
    }

    /** Works on the means and standard deviations of one row's components. */
    @FunctionalInterface
    private interface GaussianRow {
        void run(double[] mean, double[] sd, int row);
    }

    private void gaussianRows(GaussianRow work) {
        GaussianBatch[] gaussians =
                components.stream().map(GaussianBatch.class::cast).toArray(GaussianBatch[]::new);
        ParallelRows.run(
                size(),
                BLOCK,
                (from, to) -> {
                    double[] mean = new double[gaussians.length];
                    double[] sd = new double[gaussians.length];
                    for (int i = from; i < to; i++) {
                        for (int m = 0; m < gaussians.length; m++) {
                            mean[m] = gaussians[m].mean(i);
                            sd[m] = gaussians[m].sd(i);
                        }
                        work.run(mean, sd, i);
                    }
                });
    }

    /** Works on one row. */
    @FunctionalInterface
    private interface Row {
        void run(int row);
    }

    private void rows(Row work) {
        ParallelRows.run(
                size(), BLOCK / 8, (from, to) -> IntStream.range(from, to).forEach(work::run));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MixtureBatch that
                && Arrays.equals(weights, that.weights)
                && components.equals(that.components);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + components.hashCode();
    }

    @Override
    public String toString() {
        return "MixtureBatch[" + size() + " rows, " + weights.length + " components]";
    }
}
