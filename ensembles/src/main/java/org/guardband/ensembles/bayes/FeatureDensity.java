package org.guardband.ensembles.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.model.Persistent;
import org.guardband.core.numeric.Arguments;
import org.guardband.core.numeric.ParallelRows;
import org.guardband.core.prediction.GaussianVector;

/**
 * Deep deterministic uncertainty: one Gaussian per class on the features of a network's last hidden
 * layer; the log density ln Σ_c π_c N(φ; μ_c, Σ_c) of a row says how much like the training rows it
 * is (epistemic), the entropy of the network's softmax how much the classes mix there (aleatoric).
 *
 * <p>Σ_c is the maximum-likelihood covariance plus ε times the mean variance on its diagonal, so
 * that classes with few rows and dead units have a density. {@link Ddu} trains a network that keeps
 * the features' distances; on other networks far rows may have near features.
 *
 * <p>Source: Mukhoti, Kirsch, van Amersfoort, Torr, Gal 2023, arXiv 2102.11582.
 */
public final class FeatureDensity implements Persistent {

    private static final String METHOD = "feature-density";
    private static final double JITTER = 1e-3;
    private static final int BLOCK = 64;

    private final List<GaussianVector> classes;
    private final double[] logShares;
    private final int dimension;

    private FeatureDensity(List<GaussianVector> classes, double[] logShares, int dimension) {
        this.classes = classes;
        this.logShares = logShares;
        this.dimension = dimension;
    }

    /**
     * Fits with ε = 0.001.
     *
     * @param features n × d finite numbers, row-major, of training rows
     * @param labels the class of each row
     * @param classes K ≥ 1; a class without a row is left out
     * @return the density
     * @throws IllegalArgumentException if there is no row, shapes differ, a feature is not finite,
     *     a label is out of range, or all rows are equal
     */
    public static FeatureDensity fit(double[] features, int[] labels, int classes) {
        Arguments.atLeast("rows", labels.length, 1);
        Arguments.allIndices("labels", labels, classes);
        Arguments.allFinite("features", features);
        if (features.length == 0 || features.length % labels.length != 0) {
            throw new IllegalArgumentException(
                    "features must hold whole rows for "
                            + labels.length
                            + " labels, got "
                            + features.length);
        }
        int d = features.length / labels.length;
        int[] counts = new int[classes];
        double[][] means = new double[classes][d];
        double[][] covariances = new double[classes][d * d];
        moments(features, labels, d, counts, means, covariances);
        double spread = 0;
        for (int k = 0; k < classes; k++) {
            for (int j = 0; j < d; j++) {
                spread += counts[k] * covariances[k][j * d + j] / ((double) labels.length * d);
            }
        }
        Arguments.positive("mean variance of the features", spread);
        List<GaussianVector> fitted = new ArrayList<>();
        List<Double> logs = new ArrayList<>();
        for (int k = 0; k < classes; k++) {
            if (counts[k] > 0) {
                for (int j = 0; j < d; j++) {
                    covariances[k][j * d + j] += JITTER * spread;
                }
                fitted.add(GaussianVector.of(means[k], covariances[k]));
                logs.add(Math.log((double) counts[k] / labels.length));
            }
        }
        return new FeatureDensity(
                fitted, logs.stream().mapToDouble(Double::doubleValue).toArray(), d);
    }

    private static void moments(
            double[] features,
            int[] labels,
            int d,
            int[] counts,
            double[][] means,
            double[][] covariances) {
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]]++;
            for (int j = 0; j < d; j++) {
                means[labels[i]][j] += features[i * d + j];
            }
        }
        for (int k = 0; k < counts.length; k++) {
            for (int j = 0; j < d; j++) {
                means[k][j] /= Math.max(1, counts[k]);
            }
        }
        for (int i = 0; i < labels.length; i++) {
            int k = labels[i];
            for (int a = 0; a < d; a++) {
                for (int b = 0; b < d; b++) {
                    covariances[k][a * d + b] +=
                            (features[i * d + a] - means[k][a])
                                    * (features[i * d + b] - means[k][b])
                                    / counts[k];
                }
            }
        }
    }

    /**
     * The log density of rows.
     *
     * @param x n × d finite numbers, row-major
     * @return n numbers, small for rows unlike the training rows
     * @throws IllegalArgumentException if the numbers are no whole rows or not finite
     */
    public double[] logDensities(double[] x) {
        if (x.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of " + dimension + " numbers, got " + x.length);
        }
        Arguments.allFinite("x", x);
        double[] out = new double[x.length / dimension];
        ParallelRows.run(
                out.length,
                BLOCK,
                (from, to) -> {
                    double[] row = new double[dimension];
                    double[] terms = new double[logShares.length];
                    for (int i = from; i < to; i++) {
                        System.arraycopy(x, i * dimension, row, 0, dimension);
                        double largest = Double.NEGATIVE_INFINITY;
                        for (int k = 0; k < terms.length; k++) {
                            terms[k] = logShares[k] + classes.get(k).logDensity(row);
                            largest = Math.max(largest, terms[k]);
                        }
                        double sum = 0;
                        for (double term : terms) {
                            sum += Math.exp(term - largest);
                        }
                        out[i] = largest + Math.log(sum);
                    }
                });
        return out;
    }

    int dimension() {
        return dimension;
    }

    @Override
    public ModelDocument toDocument() {
        List<ModelDocument> all = new ArrayList<>();
        for (int k = 0; k < logShares.length; k++) {
            all.add(
                    ModelDocument.of("class")
                            .put("log_share", logShares[k])
                            .put("mean", classes.get(k).mean())
                            .put("covariance", classes.get(k).covariance())
                            .build());
        }
        return ModelDocument.of(METHOD).putChildren("classes", all).build();
    }

    static FeatureDensity of(ModelDocument document) {
        List<ModelDocument> all = document.children("classes");
        Arguments.atLeast("number of classes", all.size(), 1);
        List<GaussianVector> fitted = new ArrayList<>();
        double[] logShares = new double[all.size()];
        for (int k = 0; k < logShares.length; k++) {
            ModelDocument one = all.get(k);
            logShares[k] = Arguments.finite("log_share", one.number("log_share"));
            fitted.add(GaussianVector.of(one.numbers("mean"), one.numbers("covariance")));
            Arguments.sameLength(
                    "mean",
                    fitted.get(k).dimension(),
                    "the mean of the first class",
                    fitted.get(0).dimension());
        }
        return new FeatureDensity(fitted, logShares, fitted.get(0).dimension());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureDensity that
                && Arrays.equals(logShares, that.logShares)
                && classes.equals(that.classes);
    }

    @Override
    public int hashCode() {
        return 31 * classes.hashCode() + Arrays.hashCode(logShares);
    }

    @Override
    public String toString() {
        return "FeatureDensity[" + classes.size() + " classes, dimension " + dimension + "]";
    }

    /** Reads {@code feature-density} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public FeatureDensity read(ModelDocument document) {
            return of(document);
        }
    }
}
