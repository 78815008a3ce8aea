package org.guardband.ensembles.bayes;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;

/** A trained network with class densities on its features; made by {@link Ddu}. */
public final class DduModel implements Persistent {

    private static final String METHOD = "ddu";

    private final FeatureNetwork network;
    private final double[] weight;
    private final double[] bias;
    private final FeatureDensity density;

    DduModel(FeatureNetwork network, double[] weight, double[] bias, FeatureDensity density) {
        this.network = network;
        this.weight = Arguments.allFinite("weight", weight);
        this.bias = Arguments.allFinite("bias", bias);
        this.density = density;
        Arguments.sameLength(
                "weight", weight.length, "width times classes", network.width() * bias.length);
        Arguments.sameLength(
                "features of the density", density.dimension(), "the width", network.width());
    }

    /**
     * Class probabilities: the softmax of the head.
     *
     * @param x n × d finite numbers, row-major
     * @param labels the names of the K classes
     * @return one distribution per row
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite, or the names
     *     are not as many as the classes
     */
    public CategoricalBatch predict(double[] x, List<String> labels) {
        int classes = bias.length;
        Arguments.sameLength("labels", labels.size(), "the classes", classes);
        double[] features = network.features(x);
        int width = network.width();
        double[] z = new double[features.length / width * classes];
        for (int at = 0; at < z.length; at++) {
            int k = at % classes;
            z[at] = bias[k];
            for (int j = 0; j < width; j++) {
                z[at] += features[at / classes * width + j] * weight[j * classes + k];
            }
        }
        return LogitBatch.wrap(z, labels).softmax();
    }

    /**
     * The log density of each row's features.
     *
     * @param x n × d finite numbers, row-major
     * @return n numbers, small for rows unlike the training rows
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] logDensities(double[] x) {
        return density.logDensities(network.features(x));
    }

    /**
     * The features of rows.
     *
     * @param x n × d finite numbers, row-major
     * @return n × width numbers
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] features(double[] x) {
        return network.features(x);
    }

    /**
     * How many numbers the network with its head has, without the densities.
     *
     * @return a number &gt; 0
     */
    public long parameters() {
        return (long) network.count() + weight.length + bias.length;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("network", network.toDocument())
                .put("weight", weight)
                .put("bias", bias)
                .put("density", density.toDocument())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DduModel that
                && network.equals(that.network)
                && Arrays.equals(weight, that.weight)
                && Arrays.equals(bias, that.bias)
                && density.equals(that.density);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + Arrays.hashCode(weight);
    }

    @Override
    public String toString() {
        return "DduModel[" + network.inputs() + " inputs, " + bias.length + " classes]";
    }

    /** Reads {@code ddu} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public DduModel read(ModelDocument document) {
            return new DduModel(
                    FeatureNetwork.of(document.child("network")),
                    document.numbers("weight"),
                    document.numbers("bias"),
                    FeatureDensity.of(document.child("density")));
        }
    }
}
