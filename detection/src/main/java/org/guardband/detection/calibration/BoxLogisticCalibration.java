package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;

/** A fitted logistic map of score and box; see {@link BoxLogistic}. */
public final class BoxLogisticCalibration implements PositionCalibration {

    private static final String METHOD = "detection-box-logistic";

    private final List<DetectionFeature> features;
    private final boolean products;

    /** Intercept, then the terms in the order of {@link #expand}. */
    private final double[] weights;

    BoxLogisticCalibration(List<DetectionFeature> features, boolean products, double[] weights) {
        Arguments.sameLength(
                "weights",
                weights.length,
                "intercept and terms",
                terms(features.size() + 1, products) + 1);
        this.features = features;
        this.products = products;
        this.weights = Arguments.allFinite("weights", weights);
    }

    static int terms(int dimensions, boolean products) {
        return products ? dimensions + dimensions * (dimensions + 1) / 2 : dimensions;
    }

    /** The numbers, then the products of pairs. */
    static void expand(double[] x, boolean products, double[] z) {
        System.arraycopy(x, 0, z, 0, x.length);
        int at = x.length;
        for (int a = 0; products && a < x.length; a++) {
            for (int b = a; b < x.length; b++) {
                z[at++] = x[a] * x[b];
            }
        }
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    /**
     * The weights: intercept, logit of the score, features, and for dependent features the products
     * of pairs (first with first, first with second, …).
     *
     * @return a copy
     */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public double apply(double... point) {
        Held.checkPoint(point, features);
        double logit = Sigmoid.logit(point[0]);
        double sum = weights[0];
        int at = 1;
        for (int a = 0; a < point.length; a++) {
            sum += weights[at++] * (a == 0 ? logit : point[a]);
        }
        for (int a = 0; products && a < point.length; a++) {
            double first = a == 0 ? logit : point[a];
            for (int b = a; b < point.length; b++) {
                sum += weights[at++] * first * (b == 0 ? logit : point[b]);
            }
        }
        return Sigmoid.of(sum);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .putTexts("features", Held.names(features))
                .put("products", products)
                .put("weights", weights)
                .build();
    }

    /** Reads {@code detection-box-logistic} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public BoxLogisticCalibration read(ModelDocument document) {
            return new BoxLogisticCalibration(
                    Held.features(document.texts("features")),
                    document.flag("products"),
                    document.numbers("weights"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoxLogisticCalibration that
                && features.equals(that.features)
                && products == that.products
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }
}
