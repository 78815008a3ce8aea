package org.guardband.ensembles.hypothesis;

import java.util.Arrays;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;

/**
 * A linear pool whose weights depend on the row: λ(x) = softmax(Vx + c), x the row's features, made
 * by {@link InstanceWeights}.
 */
public final class GatedPool implements Persistent {

    private static final String METHOD = "gated-pool";
    private static final int BLOCK = 1024;

    private final int members;
    private final int features;

    /** M × (d + 1), row-major; the last column is c. */
    private final double[] coefficients;

    GatedPool(int members, int features, double[] coefficients) {
        this.members = Arguments.atLeast("members", members, 1);
        this.features = Arguments.atLeast("features", features, 0);
        long want = members * (features + 1L);
        if (coefficients.length != want) {
            throw new IllegalArgumentException(
                    "coefficients must hold " + want + " numbers, got " + coefficients.length);
        }
        this.coefficients = Arguments.allFinite("coefficients", coefficients);
    }

    /**
     * Pools every row with weights of its own.
     *
     * @param batch what each member says
     * @param x n × d features, row-major
     * @return one distribution per row
     * @throws IllegalArgumentException if members or features are not as many as in the fit
     */
    public CategoricalBatch apply(ClassMembers batch, double[] x) {
        if (batch.size() != members) {
            throw new IllegalArgumentException(
                    "members must be " + members + " as in the fit, got " + batch.size());
        }
        Arguments.sameLength(
                "x", x.length, "rows times features", Math.multiplyExact(batch.rows(), features));
        Arguments.allFinite("x", x);
        int classes = batch.classes();
        double[] pooled = new double[Math.multiplyExact(batch.rows(), classes)];
        ParallelRows.run(
                batch.rows(),
                BLOCK,
                (from, to) -> {
                    double[] w = new double[members];
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        weights(coefficients, x, i, features, w);
                        for (int m = 0; m < members; m++) {
                            batch.copyRow(m, i, row);
                            for (int k = 0; k < classes; k++) {
                                pooled[i * classes + k] += w[m] * row[k];
                            }
                        }
                    }
                });
        return CategoricalBatch.wrap(pooled, batch.labels(), Double.MAX_VALUE);
    }

    /** Writes softmax(Vx + c) of one row. */
    static void weights(double[] coefficients, double[] x, int row, int features, double[] out) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < out.length; m++) {
            int at = m * (features + 1);
            double sum = coefficients[at + features];
            for (int j = 0; j < features; j++) {
                sum += coefficients[at + j] * x[row * features + j];
            }
            out[m] = sum;
            largest = Math.max(largest, sum);
        }
        double total = 0;
        for (int m = 0; m < out.length; m++) {
            out[m] = Math.exp(out[m] - largest);
            total += out[m];
        }
        for (int m = 0; m < out.length; m++) {
            out[m] /= total;
        }
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("members", members)
                .put("features", features)
                .put("coefficients", coefficients)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GatedPool that
                && members == that.members
                && features == that.features
                && Arrays.equals(coefficients, that.coefficients);
    }

    @Override
    public int hashCode() {
        return 31 * members + Arrays.hashCode(coefficients);
    }

    @Override
    public String toString() {
        return "GatedPool[" + members + " members, " + features + " features]";
    }

    /** Reads {@code gated-pool} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public GatedPool read(ModelDocument document) {
            return new GatedPool(
                    document.integer("members"),
                    document.integer("features"),
                    document.numbers("coefficients"));
        }
    }
}
