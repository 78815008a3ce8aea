package org.guardband.ensembles.hypothesis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.ensembles.ClassMembers;
import org.guardband.ensembles.affine.AffineMap;
import org.guardband.kernels.Activation;

/**
 * A linear pool whose weights depend on the row: λ(x) = softmax(g(x)), x the row's features. g is
 * affine where {@link InstanceWeights} learned it, and a network of leaky ReLUs where {@link
 * NetworkWeights} did.
 */
public final class GatedPool implements Persistent {

    private static final String METHOD = "gated-pool";
    private static final int BLOCK = 1024;

    /** Features, units of each hidden layer, members. */
    private final int[] sizes;

    private final List<AffineMap> layers;

    GatedPool(int[] sizes, List<double[]> coefficients) {
        Arguments.atLeast("number of sizes", sizes.length, 2);
        Arguments.atLeast("features", sizes[0], 0);
        for (int l = 1; l < sizes.length; l++) {
            Arguments.atLeast("sizes[" + l + "]", sizes[l], 1);
        }
        Arguments.sameLength("layers", coefficients.size(), "sizes, less one", sizes.length - 1);
        this.sizes = sizes.clone();
        List<AffineMap> maps = new ArrayList<>();
        for (int l = 0; l + 1 < sizes.length; l++) {
            maps.add(AffineMap.of(sizes[l], sizes[l + 1], coefficients.get(l)));
        }
        this.layers = List.copyOf(maps);
    }

    private int members() {
        return sizes[sizes.length - 1];
    }

    /**
     * Pools every row with weights of its own.
     *
     * @param batch what each member says
     * @param x n × d features, row-major
     * @return one distribution per row
     * @throws IllegalArgumentException if members or features are not as many as in the fit, or a
     *     feature is not finite
     */
    public CategoricalBatch apply(ClassMembers batch, double[] x) {
        int members = members();
        if (batch.size() != members) {
            throw new IllegalArgumentException(
                    "members must be " + members + " as in the fit, got " + batch.size());
        }
        double[] weights = weights(x, batch.rows());
        int classes = batch.classes();
        double[] pooled = new double[Math.multiplyExact(batch.rows(), classes)];
        ParallelRows.run(
                batch.rows(),
                BLOCK,
                (from, to) -> {
                    double[] row = new double[classes];
                    for (int i = from; i < to; i++) {
                        for (int m = 0; m < members; m++) {
                            batch.copyRow(m, i, row);
                            for (int k = 0; k < classes; k++) {
                                pooled[i * classes + k] += weights[i * members + m] * row[k];
                            }
                        }
                    }
                });
        return CategoricalBatch.wrap(pooled, batch.labels(), Double.MAX_VALUE);
    }

    /**
     * The weights of every row.
     *
     * @param x n × d features, row-major
     * @param rows n
     * @return n × M weights, each row on the simplex
     * @throws IllegalArgumentException if features are not as many as in the fit, or one is not
     *     finite
     */
    public double[] weights(double[] x, int rows) {
        int features = sizes[0];
        Arguments.sameLength(
                "x", x.length, "rows times features", Math.multiplyExact(rows, features));
        Arguments.allFinite("x", x);
        int members = members();
        double[] weights = new double[Math.multiplyExact(rows, members)];
        ParallelRows.run(
                rows,
                BLOCK,
                (from, to) -> {
                    int widest = Arrays.stream(sizes).max().orElse(0);
                    double[] in = new double[widest];
                    double[] out = new double[widest];
                    double[] last = new double[members];
                    for (int i = from; i < to; i++) {
                        System.arraycopy(x, i * features, in, 0, features);
                        for (int l = 0; l + 1 < layers.size(); l++) {
                            layers.get(l).apply(in, 0, out);
                            for (int j = 0; j < sizes[l + 1]; j++) {
                                in[j] = Activation.LEAKY_RELU.value(out[j]);
                            }
                        }
                        layers.get(layers.size() - 1).apply(in, 0, last);
                        softmax(last);
                        System.arraycopy(last, 0, weights, i * members, members);
                    }
                });
        return weights;
    }

    static void softmax(double[] z) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : z) {
            largest = Math.max(largest, value);
        }
        double total = 0;
        for (int m = 0; m < z.length; m++) {
            z[m] = Math.exp(z[m] - largest);
            total += z[m];
        }
        for (int m = 0; m < z.length; m++) {
            z[m] /= total;
        }
    }

    @Override
    public ModelDocument toDocument() {
        ModelDocument.Builder document = ModelDocument.of(METHOD).put("sizes", sizes);
        for (int l = 0; l < layers.size(); l++) {
            document.put("layer-" + l, layers.get(l).coefficients());
        }
        return document.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GatedPool that
                && Arrays.equals(sizes, that.sizes)
                && layers.equals(that.layers);
    }

    @Override
    public int hashCode() {
        return layers.hashCode();
    }

    @Override
    public String toString() {
        return "GatedPool[" + members() + " members, " + sizes[0] + " features]";
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
            int[] sizes = document.integers("sizes");
            List<double[]> coefficients = new ArrayList<>();
            for (int l = 0; l + 1 < sizes.length; l++) {
                coefficients.add(document.numbers("layer-" + l));
            }
            return new GatedPool(sizes, coefficients);
        }
    }
}
