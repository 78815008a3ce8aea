package org.guardband.ensembles.bayes;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;

/** A trained network with a random-feature Gaussian-process head; made by {@link Sngp}. */
public final class SngpModel implements Persistent {

    private static final String METHOD = "sngp";
    private static final double PROBIT = Math.PI / 8;

    private final FeatureNetwork network;
    private final RandomFourierFeatures map;

    /** D × K. */
    private final double[] beta;

    private final ClassPrecisions precisions;

    SngpModel(
            FeatureNetwork network,
            RandomFourierFeatures map,
            double[] beta,
            ClassPrecisions precisions) {
        this.network = network;
        this.map = map;
        this.beta = Arguments.allFinite("beta", beta);
        this.precisions = precisions;
        Arguments.sameLength("inputs of the map", map.inputs(), "the width", network.width());
        Arguments.sameLength("precisions", precisions.size(), "the features", map.features());
        Arguments.sameLength(
                "beta", beta.length, "features times classes", map.features() * classes());
    }

    private int classes() {
        return precisions.classes();
    }

    /**
     * Class probabilities by mean-field logits.
     *
     * @param x n × d finite numbers, row-major
     * @param labels the names of the K classes
     * @return one distribution per row
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite, or the names
     *     are not as many as the classes
     */
    public CategoricalBatch predict(double[] x, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the classes", classes());
        double[] phi = map.apply(network.features(x));
        double[] variance = precisions.variances(phi);
        double[] z = logits(phi);
        for (int at = 0; at < z.length; at++) {
            z[at] /= Math.sqrt(1 + PROBIT * variance[at]);
        }
        return LogitBatch.wrap(z, labels).softmax();
    }

    private double[] logits(double[] phi) {
        int size = map.features();
        double[] z = new double[phi.length / size * classes()];
        for (int at = 0; at < z.length; at++) {
            int row = at / classes();
            int k = at % classes();
            for (int f = 0; f < size; f++) {
                z[at] += phi[row * size + f] * beta[f * classes() + k];
            }
        }
        return z;
    }

    /**
     * The variance of each logit.
     *
     * @param x n × d finite numbers, row-major
     * @return n × K numbers ≥ 0
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] logitVariances(double[] x) {
        return precisions.variances(map.apply(network.features(x)));
    }

    /**
     * How little is known of each row: K/(K + Σ_k e^{z_k}) with the mean-field logits z, which is
     * large where no class has evidence (the Dempster–Shafer measure of the paper's experiments).
     *
     * @param x n × d finite numbers, row-major
     * @return n numbers in (0, 1)
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] uncertainties(double[] x) {
        double[] phi = map.apply(network.features(x));
        double[] variance = precisions.variances(phi);
        double[] z = logits(phi);
        int classes = classes();
        double[] out = new double[z.length / classes];
        for (int i = 0; i < out.length; i++) {
            double evidence = 0;
            for (int k = 0; k < classes; k++) {
                int at = i * classes + k;
                evidence += Math.exp(z[at] / Math.sqrt(1 + PROBIT * variance[at]));
            }
            out[i] = classes / (classes + evidence);
        }
        return out;
    }

    /**
     * How many numbers are trained: those of the network and β.
     *
     * @return a number &gt; 0
     */
    public long parameters() {
        return (long) network.count() + beta.length;
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("network", network.toDocument())
                .put("features", map.features())
                .put("length_scale", map.lengthScale())
                .put("map_seed", map.seed())
                .put("beta", beta)
                .put("triangles", precisions.triangles())
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SngpModel that
                && network.equals(that.network)
                && map.equals(that.map)
                && Arrays.equals(beta, that.beta)
                && precisions.equals(that.precisions);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + Arrays.hashCode(beta);
    }

    @Override
    public String toString() {
        return "SngpModel[" + network.inputs() + " inputs, " + classes() + " classes]";
    }

    /** Reads {@code sngp} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public SngpModel read(ModelDocument document) {
            FeatureNetwork network = FeatureNetwork.of(document.child("network"));
            RandomFourierFeatures map =
                    new RandomFourierFeatures(
                            network.width(),
                            document.integer("features"),
                            document.number("length_scale"),
                            document.longInteger("map_seed"));
            return new SngpModel(
                    network,
                    map,
                    document.numbers("beta"),
                    new ClassPrecisions(map.features(), document.numbers("triangles")));
        }
    }
}
