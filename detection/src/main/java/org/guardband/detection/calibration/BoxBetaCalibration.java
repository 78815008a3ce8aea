package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;

/** A fitted beta map of score and box; see {@link BoxBeta}. */
public final class BoxBetaCalibration implements PositionCalibration {

    private static final String METHOD = "detection-box-beta";
    private static final double EDGE = 0x1p-23;

    private final List<DetectionFeature> features;

    /** Intercept, then a and b of the score and of each feature. */
    private final double[] weights;

    BoxBetaCalibration(List<DetectionFeature> features, double[] weights) {
        Arguments.sameLength(
                "weights",
                weights.length,
                "intercept and two for score and each feature",
                2 * features.size() + 3);
        this.features = features;
        this.weights = Arguments.allFinite("weights", weights);
    }

    /** A relative feature, kept off 0 and 1. */
    static double inside(double feature) {
        return Math.min(Math.max(feature, EDGE), 1 - EDGE);
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    /**
     * The weights: intercept, then a and b of the score and of each feature.
     *
     * @return a copy
     */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public double apply(double... point) {
        Held.checkPoint(point, features);
        double sum =
                weights[0]
                        + weights[1] * Sigmoid.logOf(point[0])
                        - weights[2] * Sigmoid.logOfComplement(point[0]);
        for (int j = 1; j < point.length; j++) {
            double x = inside(point[j]);
            sum += weights[2 * j + 1] * Math.log(x) - weights[2 * j + 2] * Math.log1p(-x);
        }
        return Sigmoid.of(sum);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .putTexts("features", Held.names(features))
                .put("weights", weights)
                .build();
    }

    /** Reads {@code detection-box-beta} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public BoxBetaCalibration read(ModelDocument document) {
            return new BoxBetaCalibration(
                    Held.features(document.texts("features")), document.numbers("weights"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoxBetaCalibration that
                && features.equals(that.features)
                && Arrays.equals(weights, that.weights);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(weights);
    }
}
