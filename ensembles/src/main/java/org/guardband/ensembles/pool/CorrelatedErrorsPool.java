package org.guardband.ensembles.pool;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.NonSymmetricMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.guardband.core.batch.GaussianBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.RealMembers;

/**
 * Merges members by their variances and the correlation of their errors: {@link CorrelatedErrors}.
 */
public final class CorrelatedErrorsPool implements RealPool {

    private static final String METHOD = "correlated-errors-pool";
    private static final int BLOCK = 1024;

    private final int members;
    private final double[] correlation;

    /** R⁻¹, so that a row costs M² and no factorisation: S⁻¹ = D⁻¹R⁻¹D⁻¹. */
    private final double[] inverse;

    /**
     * A pool.
     *
     * @param correlation R, M × M, row-major, symmetric and positive definite with a diagonal of
     *     ones; copied
     * @throws IllegalArgumentException if R is no positive definite matrix
     */
    public CorrelatedErrorsPool(double[] correlation) {
        this.members = (int) Math.round(Math.sqrt(correlation.length));
        if (members < 1 || members * members != correlation.length) {
            throw new IllegalArgumentException(
                    "correlation must hold M x M numbers, got " + correlation.length);
        }
        this.correlation = correlation.clone();
        this.inverse = inverse(Arguments.allFinite("correlation", correlation), members);
    }

    private static double[] inverse(double[] values, int d) {
        RealMatrix matrix = new Array2DRowRealMatrix(d, d);
        for (int at = 0; at < values.length; at++) {
            matrix.setEntry(at / d, at % d, values[at]);
        }
        try {
            RealMatrix inverse = new CholeskyDecomposition(matrix).getSolver().getInverse();
            double[] flat = new double[values.length];
            for (int at = 0; at < flat.length; at++) {
                flat[at] = inverse.getEntry(at / d, at % d);
            }
            return flat;
        } catch (NonPositiveDefiniteMatrixException | NonSymmetricMatrixException e) {
            throw new IllegalArgumentException(
                    "correlation must be symmetric and positive definite", e);
        }
    }

    @Override
    public GaussianBatch apply(RealMembers batch) {
        if (batch.size() != members) {
            throw new IllegalArgumentException(
                    "members must be " + members + " as in the fit, got " + batch.size());
        }
        double[][] means = batch.means();
        double[][] sds = batch.standardDeviations();
        double[] mean = new double[batch.rows()];
        double[] sd = new double[batch.rows()];
        ParallelRows.run(
                mean.length,
                BLOCK,
                (from, to) -> {
                    double[] ratio = new double[members];
                    for (int i = from; i < to; i++) {
                        merge(i, means, sds, ratio, mean, sd);
                    }
                });
        return GaussianBatch.wrap(mean, sd);
    }

    private void merge(
            int i, double[][] means, double[][] sds, double[] ratio, double[] mean, double[] sd) {
        double least = Double.POSITIVE_INFINITY;
        for (int m = 0; m < members; m++) {
            InverseVariancePool.requirePositive(m, i, sds[m][i]);
            least = Math.min(least, sds[m][i]);
        }
        for (int m = 0; m < members; m++) {
            ratio[m] = least / sds[m][i];
        }
        double total = 0;
        double sum = 0;
        for (int a = 0; a < members; a++) {
            double share = 0;
            for (int b = 0; b < members; b++) {
                share += inverse[a * members + b] * ratio[b];
            }
            share *= ratio[a];
            total += share;
            sum += share * means[a][i];
        }
        mean[i] = sum / total;
        sd[i] = least / Math.sqrt(total);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("correlation", correlation).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CorrelatedErrorsPool that
                && Arrays.equals(correlation, that.correlation);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(correlation);
    }

    @Override
    public String toString() {
        return "CorrelatedErrorsPool[" + members + " members]";
    }

    /** Reads {@code correlated-errors-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public CorrelatedErrorsPool read(ModelDocument document) {
            return new CorrelatedErrorsPool(document.numbers("correlation"));
        }
    }
}
