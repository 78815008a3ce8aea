package org.guardband.detection.calibration;

import java.util.Arrays;
import java.util.List;
import org.guardband.classification.calibration.Sigmoid;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelReader;
import org.guardband.core.numeric.Arguments;
import org.guardband.detection.error.DetectionFeature;

/** A fitted ratio of multivariate beta densities; see {@link BoxBetaDependent}. */
public final class BoxBetaDependentCalibration implements PositionCalibration {

    private static final String METHOD = "detection-box-beta-dependent";

    private final List<DetectionFeature> features;
    private final double[] parameters;
    private final BetaRatio ratio;

    BoxBetaDependentCalibration(List<DetectionFeature> features, double[] parameters) {
        int d = features.size() + 1;
        Arguments.sameLength(
                "parameters", parameters.length, "those of the features", parameters(d));
        this.features = features;
        this.parameters = Arguments.allFinite("parameters", parameters);
        this.ratio = new BetaRatio(d, parameters);
    }

    static int parameters(int dimensions) {
        return 4 * dimensions + 3;
    }

    @Override
    public List<DetectionFeature> features() {
        return features;
    }

    @Override
    public double apply(double... point) {
        return Sigmoid.of(ratio.logit(Held.checkPoint(point, features)));
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD)
                .putTexts("features", Held.names(features))
                .put("parameters", parameters)
                .build();
    }

    /** Reads {@code detection-box-beta-dependent} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public BoxBetaDependentCalibration read(ModelDocument document) {
            return new BoxBetaDependentCalibration(
                    Held.features(document.texts("features")), document.numbers("parameters"));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BoxBetaDependentCalibration that
                && features.equals(that.features)
                && Arrays.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(parameters);
    }
}
