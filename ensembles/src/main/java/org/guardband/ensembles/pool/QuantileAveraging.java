package org.guardband.ensembles.pool;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.batch.QuantileBatch;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.prediction.QuantileLevels;
import org.guardband.ensembles.MemberWeights;
import org.guardband.ensembles.RealMembers;

/**
 * Vincentization: the p-quantile of the pool is the weighted mean of the members' p-quantiles. The
 * pool keeps the members' shape where they share one; it is sharper than the mixture, for
 * disagreement about the place does not widen it.
 *
 * <p>Gaussian members give the Gaussian N(Σ w_m μ_m, (Σ w_m σ_m)²), exactly. Members of other kinds
 * give quantiles at the levels, exact there.
 *
 * <p>Source: Lichtendahl, Grushka-Cockayne, Winkler 2013, doi 10.1287/mnsc.1120.1667 (averaging
 * quantiles against averaging probabilities); Ratcliff 1979, doi 10.1037/0033-2909.86.3.446.
 */
public final class QuantileAveraging implements RealPool {

    private static final String METHOD = "quantile-averaging";
    private static final int DEFAULT_LEVELS = 99;

    private final MemberWeights weights;
    private final double[] levels;

    private QuantileAveraging(MemberWeights weights, double[] levels) {
        this.weights = weights;
        this.levels = levels;
    }

    /**
     * Equal weights, and the levels 0.01, 0.02 … 0.99 for members that are not Gaussian.
     *
     * @return the pool
     */
    public static QuantileAveraging withDefaults() {
        double[] levels =
                IntStream.rangeClosed(1, DEFAULT_LEVELS)
                        .mapToDouble(k -> k / (DEFAULT_LEVELS + 1.0))
                        .toArray();
        return new QuantileAveraging(MemberWeights.uniform(), levels);
    }

    /**
     * Sets the weights.
     *
     * @param weights w
     * @return a pool with these weights
     */
    public QuantileAveraging withWeights(MemberWeights weights) {
        return new QuantileAveraging(weights, levels);
    }

    /**
     * Sets the levels at which members that are not Gaussian are averaged.
     *
     * @param levels levels in (0, 1), strictly increasing
     * @return a pool with these levels
     * @throws IllegalArgumentException if the levels are invalid
     */
    public QuantileAveraging withLevels(double... levels) {
        return new QuantileAveraging(weights, QuantileLevels.requireLevels(levels.clone()));
    }

    @Override
    public RealBatch apply(RealMembers members) {
        double[] w = weights.forMembers(members.size());
        int n = members.rows();
        if (members.areGaussian()) {
            return GaussianBatch.wrap(
                    average(w, members.means(), n), average(w, members.standardDeviations(), n));
        }
        double[] values = new double[Math.multiplyExact(n, levels.length)];
        double[] column = new double[n];
        for (int l = 0; l < levels.length; l++) {
            for (int m = 0; m < w.length; m++) {
                members.member(m).quantiles(levels[l], column);
                for (int i = 0; i < n; i++) {
                    values[i * levels.length + l] += w[m] * column[i];
                }
            }
        }
        keepOrder(values);
        return QuantileBatch.wrap(levels, values);
    }

    private static double[] average(double[] w, double[][] columns, int n) {
        double[] mean = new double[n];
        for (int m = 0; m < w.length; m++) {
            for (int i = 0; i < n; i++) {
                mean[i] += w[m] * columns[m][i];
            }
        }
        return mean;
    }

    /** Equal quantiles may have been put out of order by rounding. */
    private void keepOrder(double[] values) {
        for (int at = 0; at < values.length; at++) {
            if (at % levels.length != 0 && values[at] < values[at - 1]) {
                values[at] = values[at - 1];
            }
        }
    }

    @Override
    public ModelDocument toDocument() {
        return weights.putInto(ModelDocument.of(METHOD)).put("levels", levels).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantileAveraging that
                && weights.equals(that.weights)
                && Arrays.equals(levels, that.levels);
    }

    @Override
    public int hashCode() {
        return 31 * weights.hashCode() + Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return "QuantileAveraging[weights=" + weights + ", " + levels.length + " levels]";
    }

    /** Reads {@code quantile-averaging} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public QuantileAveraging read(ModelDocument document) {
            return withDefaults()
                    .withWeights(MemberWeights.from(document))
                    .withLevels(document.numbers("levels"));
        }
    }
}
