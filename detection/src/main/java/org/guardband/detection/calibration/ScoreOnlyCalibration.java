package org.guardband.detection.calibration;

import java.util.List;
import java.util.Objects;
import org.guardband.classification.BinaryCalibration;
import org.guardband.core.model.ModelDocument;
import org.guardband.core.model.ModelFiles;
import org.guardband.core.model.ModelFormatException;
import org.guardband.core.model.ModelReader;
import org.guardband.detection.error.DetectionFeature;

/**
 * A fitted map of scores alone; see {@link ScoreOnly}.
 *
 * @param map the map
 */
public record ScoreOnlyCalibration(BinaryCalibration map) implements PositionCalibration {

    private static final String METHOD = "detection-score";

    /**
     * Checks that there is a map.
     *
     * @param map the map
     */
    public ScoreOnlyCalibration {
        Objects.requireNonNull(map, "map");
    }

    @Override
    public List<DetectionFeature> features() {
        return List.of();
    }

    @Override
    public double apply(double... point) {
        return map.apply(Held.checkPoint(point, features())[0]);
    }

    @Override
    public ModelDocument toDocument() {
        return ModelDocument.of(METHOD).put("map", map.toDocument()).build();
    }

    /** Reads {@code detection-score} models. */
    public static final class Reader implements ModelReader {

        /** Called by the service loader. */
        public Reader() {}

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public ScoreOnlyCalibration read(ModelDocument document) {
            if (ModelFiles.fromDocument(document.child("map")) instanceof BinaryCalibration map) {
                return new ScoreOnlyCalibration(map);
            }
            throw new ModelFormatException("map of a detection-score model must map scores");
        }
    }
}
