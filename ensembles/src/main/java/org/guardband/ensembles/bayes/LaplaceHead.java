package org.guardband.ensembles.bayes;

import java.util.Arrays;
import java.util.List;
import org.guardband.core.batch.CategoricalBatch;
import org.guardband.core.batch.LogitBatch;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;

/** A last layer with Gaussian weights; made by {@link LastLayerLaplace}. */
public final class LaplaceHead implements Persistent {

    private static final String METHOD = "laplace-head";
    private static final int BLOCK = 64;
    private static final double PROBIT = Math.PI / 8;

    private final double[] weights;
    private final double[] covariance;
    private final int classes;

    LaplaceHead(double[] weights, double[] covariance, int classes) {
        this.weights = Arguments.allFinite("weights", weights);
        this.covariance = Arguments.allFinite("covariance", covariance);
        this.classes = Arguments.atLeast("classes", classes, 2);
        if (weights.length == 0 || weights.length % classes != 0) {
            throw new IllegalArgumentException(
                    "weights must hold a row for each of "
                            + classes
                            + " classes, got "
                            + weights.length);
        }
        Arguments.sameLength(
                "covariance",
                covariance.length,
                "weights squared",
                weights.length * weights.length);
    }

    private int features() {
        return weights.length / classes;
    }

    /**
     * A copy of the fitted weights.
     *
     * @return K × d numbers
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * A copy of their covariance.
     *
     * @return (K·d)² numbers, row-major
     */
    public double[] covariance() {
        return covariance.clone();
    }

    /**
     * The variance of each logit.
     *
     * @param x n × d features, row-major
     * @return n × K variances ≥ 0
     * @throws IllegalArgumentException if the features are no whole rows or not finite
     */
    public double[] logitVariances(double[] x) {
        int d = features();
        double[] out = new double[Math.multiplyExact(rows(x), classes)];
        ParallelRows.run(
                rows(x),
                BLOCK,
                (from, to) -> {
                    for (int i = from; i < to; i++) {
                        for (int k = 0; k < classes; k++) {
                            out[i * classes + k] = variance(x, i * d, k);
                        }
                    }
                });
        return out;
    }

    private double variance(double[] x, int at, int label) {
        int d = features();
        int size = weights.length;
        double sum = 0;
        for (int a = 0; a < d; a++) {
            double part = 0;
            int row = (label * d + a) * size + label * d;
            for (int b = 0; b < d; b++) {
                part += covariance[row + b] * x[at + b];
            }
            sum += x[at + a] * part;
        }
        return Math.max(0, sum);
    }

    /**
     * Class probabilities with the uncertainty of the weights, by the mean-field form
     * softmax(f_k/√(1 + πv_k/8)), f the logits at the fitted weights and v their variances.
     *
     * <p>v_k counts what all logits share, of which the softmax knows nothing and data fix nothing:
     * it keeps the variance ‖φ‖²/(Kτ) of the prior, so that features of large norm give level
     * probabilities at small τ, near the data too. {@link #predictPairwise} has no such part.
     *
     * @param x n × d features, row-major
     * @param labels the names of the K classes
     * @return one distribution per row
     * @throws IllegalArgumentException if the features are no whole rows or not finite, or the
     *     names are not as many as the classes
     */
    public CategoricalBatch predict(double[] x, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the classes", classes);
        int d = features();
        double[] variance = logitVariances(x);
        double[] z = new double[variance.length];
        for (int at = 0; at < z.length; at++) {
            int row = at / classes;
            int k = at % classes;
            for (int j = 0; j < d; j++) {
                z[at] += weights[k * d + j] * x[row * d + j];
            }
            z[at] /= Math.sqrt(1 + PROBIT * variance[at]);
        }
        return LogitBatch.wrap(z, labels).softmax();
    }

    /**
     * Class probabilities from differences of logits: 1/Σ_j exp(−(f_k − f_j)/√(1 + πv_kj/8)),
     * normalised, v_kj being the variance of z_k − z_j. For two classes this is MacKay's probit
     * form; it does not change if a variable is added to all logits of a row.
     *
     * <p>Source: Lu, Ie, Sha 2020, arXiv 2006.07584: the form with pairwise covariances.
     *
     * @param x n × d features, row-major
     * @param labels the names of the K classes
     * @return one distribution per row
     * @throws IllegalArgumentException if the features are no whole rows or not finite, or the
     *     names are not as many as the classes
     */
    public CategoricalBatch predictPairwise(double[] x, List<String> labels) {
        Arguments.sameLength("labels", labels.size(), "the classes", classes);
        double[] p = new double[Math.multiplyExact(rows(x), classes)];
        ParallelRows.run(
                rows(x),
                BLOCK,
                (from, to) -> {
                    double[] covariances = new double[classes * classes];
                    double[] spread = new double[classes * classes];
                    double[] z = new double[classes];
                    for (int i = from; i < to; i++) {
                        pairVariances(x, i, covariances, spread);
                        pairwise(x, i, spread, z, p);
                    }
                });
        return CategoricalBatch.wrap(p, labels, CategoricalBatch.DEFAULT_TOLERANCE);
    }

    private void pairwise(double[] x, int row, double[] spread, double[] z, double[] p) {
        int d = features();
        for (int k = 0; k < classes; k++) {
            z[k] = 0;
            for (int j = 0; j < d; j++) {
                z[k] += weights[k * d + j] * x[row * d + j];
            }
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double odds = 0;
            for (int j = 0; j < classes; j++) {
                double scale = Math.sqrt(1 + PROBIT * spread[k * classes + j]);
                odds += Math.exp((z[j] - z[k]) / scale);
            }
            // the term of k itself is 1, so that odds ≥ 1
            p[row * classes + k] = 1 / odds;
            sum += 1 / odds;
        }
        for (int k = 0; k < classes; k++) {
            p[row * classes + k] /= sum;
        }
    }

    /**
     * The mean variance of a difference of two logits, 2/(K(K − 1)) Σ_{k&lt;j} v_kj: how little the
     * weights are known in the direction of each row.
     *
     * @param x n × d features, row-major
     * @return n numbers ≥ 0
     * @throws IllegalArgumentException if the features are no whole rows or not finite
     */
    public double[] differenceVariances(double[] x) {
        double[] out = new double[rows(x)];
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    double[] covariances = new double[classes * classes];
                    double[] spread = new double[classes * classes];
                    for (int i = from; i < to; i++) {
                        pairVariances(x, i, covariances, spread);
                        for (double v : spread) {
                            out[i] += v / (classes * (classes - 1.0));
                        }
                    }
                });
        return out;
    }

    /** v_kj for all pairs, zero for k = j. */
    private void pairVariances(double[] x, int row, double[] covariances, double[] spread) {
        int d = features();
        int size = weights.length;
        Arrays.fill(covariances, 0);
        for (int a = 0; a < size; a++) {
            int k = a / d;
            double left = x[row * d + a % d];
            for (int j = 0; j <= k; j++) {
                double part = 0;
                for (int b = 0; b < d; b++) {
                    part += covariance[a * size + j * d + b] * x[row * d + b];
                }
                covariances[k * classes + j] += left * part;
            }
        }
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < k; j++) {
                double v =
                        covariances[k * classes + k]
                                + covariances[j * classes + j]
                                - 2 * covariances[k * classes + j];
                spread[k * classes + j] = Math.max(0, v);
                spread[j * classes + k] = Math.max(0, v);
            }
        }
    }

    private int rows(double[] x) {
        if (x.length % features() != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of " + features() + " features, got " + x.length);
        }
        Arguments.allFinite("x", x);
        return x.length / features();
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .put("classes", classes)
                .put("weights", weights)
                .put("covariance", covariance)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LaplaceHead that
                && classes == that.classes
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(covariance, that.covariance);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(weights) + Arrays.hashCode(covariance);
    }

    @Override
    public String toString() {
        return "LaplaceHead[" + classes + " classes, " + features() + " features]";
    }

    /** Reads {@code laplace-head} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public LaplaceHead read(ModelDocument document) {
            return new LaplaceHead(
                    document.numbers("weights"),
                    document.numbers("covariance"),
                    document.integer("classes"));
        }
    }
}
